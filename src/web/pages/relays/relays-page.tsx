import { Plus, RadioTower } from 'lucide-react';
import { useState } from 'react';
import { approvalsRoutes } from '../../../contracts/http/approvals';
import { relayRoutes, type RelayView } from '../../../contracts/http/relays';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { Badge, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { lengthText, momentText } from '../../ui/time';
import { relaysWords } from '../../words/relays';
import { AreaName } from '../admin/grant-fields';
import '../operator/lists.css';
import { PlaceBar } from '../operator/place-bar';
import { type Place, usePlace } from '../operator/use-place';
import { useTopicName } from '../staff/topic-field';
import { AllowSource } from './allow-source';
import { BookRelay } from './book-relay';
import { QueuedRelays } from './queued-relays';
import './relays.css';
import { RetireSource, SourceGain } from './source-dialogs';

/** What may be relayed in an area, by whose word, and where it is queued. */
export default function RelaysPage() {
  const words = useWords(relaysWords);
  const place = usePlace('schedule.read');
  const mayManage = useMay('relay.manage');
  const mayApprove = useMay('approval.delegate');
  const [allowing, setAllowing] = useState(false);
  const request = { params: { code: place.code } };
  const relays = useRoute(relayRoutes.listRelays, request);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <>
          {mayApprove && (
            <LinkButton to={`/approvals?area=${encodeURIComponent(place.code)}`}>{words.approvals}</LinkButton>
          )}
          {mayManage && (
            <Button look="primary" icon={Plus} onClick={() => setAllowing(true)}>
              {words.allow}
            </Button>
          )}
        </>
      }
    >
      <PlaceBar place={place} />
      <Answer of={relays}>
        {({ relays: all }) => (
          <>
            <Sources sources={all.filter(({ retiredAt }) => retiredAt === null)} place={place} />
            <QueuedRelays sources={all} place={place} />
          </>
        )}
      </Answer>
      {allowing && <AllowSource place={place} onClose={() => setAllowing(false)} />}
    </Page>
  );
}

function Sources({ sources, place }: { sources: RelayView[]; place: Place }) {
  const words = useWords(relaysWords);
  const approvers = useRoute(approvalsRoutes.get, { params: { code: place.code } });
  if (sources.length === 0)
    return (
      <Empty icon={RadioTower} title={words.noSources}>
        <p>{words.noSourcesWhat}</p>
      </Empty>
    );
  return (
    <ul className="list">
      {sources.map((source) => {
        const approval = approvers.data?.standing.find(
          ({ kind, key, topicCode }) => kind === 'relay' && key === source.name && topicCode === source.topicCode,
        );
        return <Source key={source.id} source={source} place={place} approvedUntil={approval?.untilAt ?? null} />;
      })}
    </ul>
  );
}

function Source({ source, place, approvedUntil }: { source: RelayView; place: Place; approvedUntil: number | null }) {
  const words = useWords(relaysWords);
  const { language } = useLanguage();
  const topicName = useTopicName();
  const own = source.areaCode === place.code;
  const mayManage = useMay('relay.manage');
  const mayBook = useMay('booking.manage');
  const [doing, setDoing] = useState<'book' | 'gain' | 'retire' | null>(null);
  const close = (): void => setDoing(null);
  const gain = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }).format(source.gainDb);
  return (
    <li className="list-line relay-line">
      <div className="list-what">
        <strong>{source.name}</strong>
        <span className="quiet small relay-address">{source.url}</span>
        <span className="quiet small">
          {[
            topicName(source.topicCode),
            words.behind(lengthText(source.fallbackMs)),
            ...(source.measuredAt === null ? [] : [words.measured(gain)]),
          ].join(' · ')}
          {!own && (
            <>
              {' · '}
              {words.of} <AreaName code={source.areaCode} />
            </>
          )}
        </span>
      </div>
      <div className="row">
        {source.measuredAt === null && <Badge tone="warn">{words.notMeasured}</Badge>}
        {source.measureFault && (
          <Badge tone="warn">
            {words[source.measureFault]}
            {source.measureTriedAt && `, ${momentText(source.measureTriedAt, language, place.zone)}`}
          </Badge>
        )}
        <Badge tone={approvedUntil === null ? 'warn' : 'good'}>
          {approvedUntil === null
            ? words.notApproved
            : words.approvedUntil(momentText(approvedUntil, language, place.zone))}
        </Badge>
      </div>
      <div className="list-does relay-does">
        {mayBook && (
          <Button small look="primary" onClick={() => setDoing('book')}>
            {words.book}
          </Button>
        )}
        {mayManage && own && (
          <>
            <Button small onClick={() => setDoing('gain')}>
              {words.setGain}
            </Button>
            <Button small look="quiet" onClick={() => setDoing('retire')}>
              {words.retire}
            </Button>
          </>
        )}
      </div>
      {doing === 'book' && (
        <BookRelay source={source} place={place} approved={approvedUntil !== null} onClose={close} />
      )}
      {doing === 'gain' && <SourceGain source={source} onClose={close} />}
      {doing === 'retire' && <RetireSource source={source} onClose={close} />}
    </li>
  );
}
