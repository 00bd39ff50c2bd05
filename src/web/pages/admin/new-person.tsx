import { useState } from 'react';
import { accountsRoutes, usernameSchema } from '../../../contracts/http/accounts';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { peopleWords } from '../../words/admin';
import { GrantFields, type NewGrant } from './grant-fields';
import type { GivenCode } from './one-time-code';

/** An account with its first role; its owner sets the password with a code. */
export function NewPerson({ onClose, onCode }: { onClose: () => void; onCode: (given: GivenCode) => void }) {
  const words = useWords(peopleWords);
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [grant, setGrant] = useState<NewGrant>({ role: 'staff', areaCode: '' });
  const create = useChange(accountsRoutes.createUser);
  const wrong = username.trim() !== '' && !usernameSchema.safeParse(username).success;
  const complete = username.trim() !== '' && !wrong && displayName.trim() !== '' && grant.areaCode !== '';
  const send = (): void =>
    create.mutate(
      { body: { username, displayName, grants: [grant] } },
      {
        onSuccess: ({ user, reset }) => {
          onClose();
          if (reset) onCode({ ...reset, name: user.displayName });
        },
      },
    );
  return (
    <Dialog
      title={words.add}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={create.isPending} disabled={!complete} onClick={send}>
          {words.create}
        </Button>
      }
    >
      <TextField
        label={words.name}
        value={displayName}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <TextField
        label={words.username}
        hint={words.usernameHint}
        error={wrong ? words.usernameHint : null}
        value={username}
        maxLength={40}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setUsername(event.target.value)}
      />
      <GrantFields value={grant} onChange={setGrant} />
      {create.isError && <ProblemNote error={create.error} />}
    </Dialog>
  );
}
