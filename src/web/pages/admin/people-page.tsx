import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { accountsRoutes } from '../../../contracts/http/accounts';
import { areasRoutes } from '../../../contracts/http/areas';
import { useWords } from '../../app/language';
import { useUser } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { Badge, Card, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { peopleWords } from '../../words/admin';
import { shellWords } from '../../words/shell';
import { root } from '../setup/setup-state';
import { AreaName } from './grant-fields';
import { NewPerson } from './new-person';
import { type GivenCode, OneTimeCode } from './one-time-code';
import { PersonDialog } from './person-dialog';
import './admin.css';

/** The people of the areas one administers, and what each may do where. */
export default function PeoplePage() {
  const empty = useArrivedAtEmptyStation();
  return empty ? <Navigate to="/setup" replace /> : <People />;
}

/** Whoever begins here while the station has not even a province is led to its setting up; a link to this page stays one. */
function useArrivedAtEmptyStation(): boolean {
  const { state } = useLocation() as { state: { arrived?: boolean } | null };
  const arrived = state?.arrived === true;
  const nation = useUser().grants.some(({ role, areaCode }) => role === 'admin' && areaCode === root);
  const { data } = useRoute(areasRoutes.children, { params: { code: root } }, { enabled: arrived && nation });
  return data?.areas.length === 0;
}

function People() {
  const words = useWords(peopleWords);
  const names = useWords(shellWords);
  const [params] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [code, setCode] = useState<GivenCode | null>(null);
  const after = params.get('after') ?? undefined;
  const answer = useRoute(accountsRoutes.listUsers, { query: { after, limit: 50 } }, { keepFormer: true });
  const opened = answer.data?.users.find(({ id }) => id === openId);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <LinkButton to="/setup">{words.setup}</LinkButton>
          <Button look="primary" icon={UserPlus} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        </>
      }
    >
      <Card>
        <Answer of={answer}>
          {({ users, next }) => (
            <>
              {users.length === 0 && <Empty title={words.none} />}
              <ul className="person-list">
                {users.map((user) => (
                  <li key={user.id}>
                    <div className="grow">
                      <strong>{user.displayName}</strong> <span className="quiet">{user.username}</span>
                      <div className="person-grants">
                        {user.disabledAt !== null && <Badge tone="bad">{words.disabled}</Badge>}
                        {user.grants.map(({ id, role, areaCode }) => (
                          <span key={id} className="small">
                            {names[role]} · <AreaName code={areaCode} />
                          </span>
                        ))}
                        {user.grants.length === 0 && <span className="quiet small">{words.noGrants}</span>}
                      </div>
                    </div>
                    <Button
                      small
                      aria-label={`${words.manage}: ${user.displayName}`}
                      onClick={() => setOpenId(user.id)}
                    >
                      {words.manage}
                    </Button>
                  </li>
                ))}
              </ul>
              <div className="row">
                {after !== undefined && <LinkButton to="/people">{words.first}</LinkButton>}
                {next !== null && (
                  <LinkButton to={`/people?${new URLSearchParams({ after: next })}`}>{words.more}</LinkButton>
                )}
              </div>
            </>
          )}
        </Answer>
      </Card>
      {adding && <NewPerson onClose={() => setAdding(false)} onCode={setCode} />}
      {opened && <PersonDialog user={opened} onClose={() => setOpenId(null)} onCode={setCode} />}
      {code && <OneTimeCode given={code} onClose={() => setCode(null)} />}
    </Page>
  );
}
