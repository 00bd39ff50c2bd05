import { useState } from 'react';
import { accountsRoutes, usernameSchema, type UserView } from '../../../contracts/http/accounts';
import type { AreaStepView } from '../../../contracts/http/areas';
import type { Role } from '../../../domain/access/roles';
import { foldVietnamese } from '../../../domain/text/fold';
import { useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { ProblemNote } from '../../ui/states';
import { peopleWords } from '../../words/admin';
import { setupWords } from '../../words/setup';
import { shellWords } from '../../words/shell';
import '../admin/admin.css';
import type { GivenCode } from '../admin/one-time-code';
import { neededRoles } from './setup-state';

interface PeopleStepProps {
  province: AreaStepView;
  commune: AreaStepView;
  users: UserView[];
  onCode: (given: GivenCode) => void;
}

/** Who works in the commune, and who for the whole province. */
const inCommune: readonly Role[] = ['staff', 'approver'];

/** A first person for each role; their codes are shown once. */
export function PeopleStep({ province, commune, users, onCode }: PeopleStepProps) {
  const words = useWords(setupWords);
  return (
    <>
      <p>{words.peopleWhat}</p>
      <div>
        {neededRoles.map((role) => {
          const area = inCommune.includes(role) ? commune : province;
          const holder = users.find(({ grants }) => grants.some((grant) => grant.role === role));
          return <Person key={role} {...{ role, area, holder }} onCode={onCode} />;
        })}
      </div>
    </>
  );
}

/** y.nhung of "Y Nhung". */
const proposed = (name: string): string =>
  foldVietnamese(name)
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 40);

function Person({
  role,
  area,
  holder,
  onCode,
}: {
  role: Role;
  area: AreaStepView;
  holder: UserView | undefined;
  onCode: (given: GivenCode) => void;
}) {
  const words = useWords(setupWords);
  const people = useWords(peopleWords);
  const roles = useWords(shellWords);
  const [displayName, setDisplayName] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const create = useChange(accountsRoutes.createUser);
  const username = typed ?? proposed(displayName);
  const wrong = username !== '' && !usernameSchema.safeParse(username).success;
  const send = (): void => {
    // The promise outlives the step, whose last account may end it.
    void create
      .mutateAsync({ body: { username, displayName: displayName.trim(), grants: [{ role, areaCode: area.code }] } })
      .then(
        ({ user, reset }) => reset && onCode({ ...reset, name: user.displayName }),
        () => undefined,
      );
  };
  return (
    <section className="setup-person" aria-label={roles[role]}>
      <h3>{holder ? roles[role] : words.at(roles[role], area.name)}</h3>
      {holder ? (
        <p className="quiet">{words.hasOne(holder.displayName)}</p>
      ) : (
        <>
          <TextField
            label={words.name}
            maxLength={100}
            autoComplete="off"
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
          <TextField
            label={words.username}
            hint={people.usernameHint}
            error={wrong ? people.usernameHint : null}
            maxLength={40}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={username}
            onChange={(event) => setTyped(event.target.value)}
          />
          {create.isError && <ProblemNote error={create.error} />}
          <div>
            <Button
              look="primary"
              busy={create.isPending}
              disabled={displayName.trim() === '' || username === '' || wrong}
              onClick={send}
            >
              {words.create}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
