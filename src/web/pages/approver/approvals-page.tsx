import { useState } from 'react';
import { approvalsRoutes, type ApproversView } from '../../../contracts/http/approvals';
import { useLanguage, useWords } from '../../app/language';
import { useUser } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Badge, Card, Page } from '../../ui/page';
import { Answer } from '../../ui/states';
import { momentText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { approvalsWords } from '../../words/approvals';
import { PlaceBar } from '../operator/place-bar';
import { type Place, usePlace } from '../operator/use-place';
import { useTopicName } from '../staff/topic-field';
import { ApproveAhead } from './approve-ahead';
import { LendDialog } from './lend-dialog';

/** Who is asked to approve in an area, whose power is lent, and what airs without being asked about. */
export default function ApprovalsPage() {
  const words = useWords(approvalsWords);
  const place = usePlace('approval.delegate');
  const answer = useRoute(approvalsRoutes.get, { params: { code: place.code } });
  return (
    <Page title={words.title} back="/inbox" width="narrow" lead={place.area?.area.name}>
      <PlaceBar place={place} />
      <Answer of={answer}>
        {(approvers) => (
          <>
            <Order approvers={approvers} />
            <Lent approvers={approvers} place={place} />
            <Ahead approvers={approvers} place={place} />
          </>
        )}
      </Answer>
    </Page>
  );
}

const nameIn = ({ people }: ApproversView, id: string): string => people.find((one) => one.id === id)?.name ?? id;

function Order({ approvers }: { approvers: ApproversView }) {
  const words = useWords(approvalsWords);
  return (
    <Card title={words.order}>
      {approvers.userIds.length === 0 && <p>{words.orderUsual}</p>}
      <ol className="stack-tight">
        {approvers.userIds.map((id, i) => (
          <li key={id}>{`${i + 1}. ${nameIn(approvers, id)}`}</li>
        ))}
      </ol>
    </Card>
  );
}

/** "Hôm nay 00:00 – 30/11 00:00", with the reason. */
function Term({ fromAt, untilAt, reason, zone }: { fromAt: number; untilAt: number; reason: string; zone: string }) {
  const { language } = useLanguage();
  return (
    <span className="quiet small">
      {momentText(fromAt, language, zone)} – {momentText(untilAt, language, zone)} · {reason}
    </span>
  );
}

function Lent({ approvers, place }: { approvers: ApproversView; place: Place }) {
  const words = useWords(approvalsWords);
  const { id: me } = useUser();
  const { tell, tellProblem } = useToasts();
  const [lending, setLending] = useState(false);
  const end = useChange(approvalsRoutes.endDelegation);
  const takeBack = (id: string): void =>
    end.mutate(
      { params: { code: approvers.areaCode, id } },
      { onSuccess: () => tell(words.takenBack), onError: tellProblem },
    );
  return (
    <Card title={words.lent} aside={<Button onClick={() => setLending(true)}>{words.lend}</Button>}>
      {approvers.delegations.length === 0 && <p className="quiet">{words.lentNone}</p>}
      <ul className="stack-tight">
        {approvers.delegations.map(({ id, fromUserId, toUserId, ...term }) => (
          <li key={id} className="row row-apart">
            <span className="grow">
              <strong>{words.fromTo(nameIn(approvers, fromUserId), nameIn(approvers, toUserId))}</strong>
              <br />
              <Term {...term} zone={place.zone} />
            </span>
            {fromUserId === me && (
              <Button small busy={end.isPending} onClick={() => takeBack(id)}>
                {words.takeBack}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {lending && <LendDialog approvers={approvers} place={place} onClose={() => setLending(false)} />}
    </Card>
  );
}

function Ahead({ approvers, place }: { approvers: ApproversView; place: Place }) {
  const words = useWords(approvalsWords);
  const { tell, tellProblem } = useToasts();
  const topicName = useTopicName();
  const [adding, setAdding] = useState(false);
  const end = useChange(approvalsRoutes.endStanding);
  const stop = (id: string): void =>
    end.mutate(
      { params: { code: approvers.areaCode, id } },
      { onSuccess: () => tell(words.ended), onError: tellProblem },
    );
  return (
    <Card title={words.ahead} aside={<Button onClick={() => setAdding(true)}>{words.approveAhead}</Button>}>
      <p className="quiet small">{words.aheadWhat}</p>
      {approvers.standing.length === 0 && <p className="quiet">{words.aheadNone}</p>}
      <ul className="stack-tight">
        {approvers.standing.map(({ id, kind, key, topicCode, grantedBy, ...term }) => (
          <li key={id} className="row row-apart">
            <span className="grow">
              <strong>{key}</strong> <Badge>{words[kind]}</Badge>
              <br />
              <span className="quiet small">
                {topicName(topicCode)} · {words.by(nameIn(approvers, grantedBy))} ·{' '}
              </span>
              <Term {...term} zone={place.zone} />
            </span>
            <Button small busy={end.isPending} onClick={() => stop(id)}>
              {words.end}
            </Button>
          </li>
        ))}
      </ul>
      {adding && <ApproveAhead place={place} onClose={() => setAdding(false)} />}
    </Card>
  );
}
