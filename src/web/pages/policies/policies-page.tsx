import { useState } from 'react';
import { policiesRoutes } from '../../../contracts/http/policies';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { Badge, Card, Page } from '../../ui/page';
import { Answer } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { limitText, policiesWords } from '../../words/policies';
import { relaysLinkWords } from '../../words/relays';
import { PlaceBar } from '../operator/place-bar';
import { type Place, usePlace } from '../operator/use-place';
import { GrantException } from './grant-exception';
import { LimitsForm } from './limits-form';
import { LimitsList } from './limits-list';
import type { Policy } from './policy';

/** When and how long an area may sound (S7): its own limits, and the exceptions to them. */
export default function PoliciesPage() {
  const words = useWords(policiesWords);
  const relays = useWords(relaysLinkWords);
  const place = usePlace('policy.read');
  const mayManage = useMay('policy.manage');
  const answer = useRoute(scheduleRoutes.readPolicy, { params: { code: place.code } });
  return (
    <Page
      title={words.title}
      lead={words.lead}
      width="narrow"
      actions={
        <>
          <LinkButton to={`/relays?area=${encodeURIComponent(place.code)}`}>{relays.open}</LinkButton>
          <LinkButton to={`/events?area=${encodeURIComponent(place.code)}`}>{words.events}</LinkButton>
        </>
      }
    >
      <PlaceBar place={place} />
      <Answer of={answer}>
        {(policy) => (
          <>
            <Card title={words.own}>
              {mayManage ? (
                <LimitsForm key={`${policy.areaCode} ${policy.revision}`} policy={policy} />
              ) : (
                <>
                  <LimitsList limits={policy.limits} />
                  <p className="quiet small">{words.readOnly}</p>
                </>
              )}
            </Card>
            <Exceptions policy={policy} place={place} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Exceptions({ policy: { areaCode, exceptions }, place }: { policy: Policy; place: Place }) {
  const words = useWords(policiesWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const mayGrant = useMay('exception.grant');
  const [granting, setGranting] = useState(false);
  const revoke = useChange(policiesRoutes.revokeException, { refresh: ['schedule'] });
  const takeBack = (id: string): void =>
    revoke.mutate({ params: { code: areaCode, id } }, { onSuccess: () => tell(words.revoked), onError: tellProblem });
  return (
    <Card title={words.exceptions} aside={mayGrant && <Button onClick={() => setGranting(true)}>{words.grant}</Button>}>
      <p className="quiet small">{words.exceptionsWhat}</p>
      {exceptions.length === 0 && <p className="quiet">{words.noExceptions}</p>}
      <ul className="stack-tight">
        {exceptions.map(({ id, limit, value, from, until, reason, grantedBy, revokedAt }) => (
          <li key={`${id} ${limit}`} className="row row-apart">
            <span className="grow">
              <strong>
                {limitText(limit, language)}: {value}
              </strong>{' '}
              {revokedAt !== null && <Badge>{words.revoked}</Badge>}
              <br />
              <span className="quiet small">
                {dateText(from, language)} – {dateText(until, language)} · {reason}
                {grantedBy !== null && ` · ${words.by(grantedBy)}`}
              </span>
            </span>
            {mayGrant && revokedAt === null && (
              <Button small busy={revoke.isPending} onClick={() => takeBack(id)}>
                {words.revoke}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {granting && <GrantException place={place} onClose={() => setGranting(false)} />}
    </Card>
  );
}
