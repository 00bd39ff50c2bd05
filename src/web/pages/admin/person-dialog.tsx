import { KeyRound, LockKeyhole, LockKeyholeOpen, X } from 'lucide-react';
import { useState } from 'react';
import { accountsRoutes, type UserView } from '../../../contracts/http/accounts';
import { useWords } from '../../app/language';
import { useUser } from '../../data/session';
import { useChange } from '../../data/use-route';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useToasts } from '../../ui/toast';
import { peopleWords } from '../../words/admin';
import { shellWords } from '../../words/shell';
import { AreaName, GrantFields, type NewGrant } from './grant-fields';
import type { GivenCode } from './one-time-code';

interface PersonDialogProps {
  user: UserView;
  onClose: () => void;
  onCode: (given: GivenCode) => void;
}

const noGrant: NewGrant = { role: 'staff', areaCode: '' };

/** What an administrator may do to an account: roles, a new password, closing it. */
export function PersonDialog({ user, onClose, onCode }: PersonDialogProps) {
  const words = useWords(peopleWords);
  const names = useWords(shellWords);
  const { tellProblem } = useToasts();
  const me = useUser();
  const [grant, setGrant] = useState(noGrant);
  const add = useChange(accountsRoutes.addGrant);
  const revoke = useChange(accountsRoutes.revokeGrant);
  const reset = useChange(accountsRoutes.resetPassword);
  const disable = useChange(accountsRoutes.disableUser);
  const params = { userId: user.id };
  const refused = { onError: tellProblem };
  const disabled = user.disabledAt !== null;
  return (
    <Dialog title={words.manageOf(user.displayName)} open onClose={onClose}>
      <section className="stack-tight">
        <h3>{words.grants}</h3>
        <ul>
          {user.grants.map(({ id, role, areaCode }) => (
            <li key={id} className="grant-line">
              <span>
                {names[role]} · <AreaName code={areaCode} />
              </span>
              <IconButton
                icon={X}
                label={words.revoke}
                disabled={revoke.isPending}
                onClick={() => revoke.mutate({ params: { ...params, grantId: id } }, refused)}
              />
            </li>
          ))}
        </ul>
        <p className="quiet small">{user.grants.length === 0 ? words.noGrants : words.revokeWhat}</p>
      </section>
      <section className="stack-tight">
        <h3>{words.give}</h3>
        <GrantFields value={grant} onChange={setGrant} />
        <div>
          <Button
            busy={add.isPending}
            disabled={grant.areaCode === ''}
            onClick={() => add.mutate({ params, body: grant }, { ...refused, onSuccess: () => setGrant(noGrant) })}
          >
            {words.giveNow}
          </Button>
        </div>
      </section>
      <section className="stack-tight">
        <Button
          icon={KeyRound}
          busy={reset.isPending}
          onClick={() =>
            reset.mutate(
              { params },
              {
                ...refused,
                onSuccess: (code) => {
                  onClose();
                  onCode({ ...code, name: user.displayName });
                },
              },
            )
          }
        >
          {words.reset}
        </Button>
        {user.id !== me.id && (
          <>
            <Button
              look={disabled ? 'secondary' : 'danger'}
              icon={disabled ? LockKeyholeOpen : LockKeyhole}
              busy={disable.isPending}
              onClick={() => disable.mutate({ params, body: { disabled: !disabled } }, refused)}
            >
              {disabled ? words.enable : words.disable}
            </Button>
            <p className="quiet small">{words.disableWhat}</p>
          </>
        )}
      </section>
    </Dialog>
  );
}
