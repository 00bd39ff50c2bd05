import { useState } from 'react';
import { queueRoutes } from '../../../contracts/http/queue';
import type { RelayView } from '../../../contracts/http/relays';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Badge, Card } from '../../ui/page';
import { Answer } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { relaysWords } from '../../words/relays';
import type { Queued } from '../operator/build-queue';
import { ReasonDialog } from '../operator/reason-dialog';
import type { Place } from '../operator/use-place';

/** The relays that stand in the queue of the area and below. */
export function QueuedRelays({ sources, place }: { sources: RelayView[]; place: Place }) {
  const words = useWords(relaysWords);
  const queue = useRoute(queueRoutes.listQueue, { params: { code: place.code }, query: { limit: 200 } });
  const known = new Set(sources.map(({ id }) => id));
  return (
    <Card title={words.queued}>
      <Answer of={queue} lines={1}>
        {({ bookings }) => {
          const relays = bookings.filter(({ state, bulletinId }) => state === 'active' && known.has(bulletinId));
          if (relays.length === 0) return <p className="quiet">{words.noneQueued}</p>;
          return (
            <ul className="list">
              {relays.map((booking) => (
                <QueuedRelay key={booking.id} booking={booking} place={place} />
              ))}
            </ul>
          );
        }}
      </Answer>
    </Card>
  );
}

function QueuedRelay({ booking, place }: { booking: Queued; place: Place }) {
  const words = useWords(relaysWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const mayBook = useMay('booking.manage');
  const [asking, setAsking] = useState(false);
  const withdraw = useChange(queueRoutes.withdrawBooking, { refresh: ['queue', 'schedule'] });
  const { dates, slotIds, approval, title } = booking;
  const said = (date: string): string => dateText(date, language, place.zone);
  const when =
    dates.kind === 'on'
      ? dates.dates.map(said)
      : [words.from(said(dates.from)), ...(dates.until === null ? [] : [words.until(said(dates.until))])];
  const send = (reason: string): void =>
    withdraw.mutate(
      { params: { id: booking.id }, body: { revision: booking.revision, reason } },
      { onSuccess: () => tell(words.withdrawn) },
    );
  return (
    <li className="list-line">
      <div className="list-what">
        <strong>{title}</strong>
        <span className="quiet small">{[words.inSlots(slotIds.length), ...when].join(' · ')}</span>
      </div>
      <Badge tone={approval === 'approved' ? 'good' : 'warn'}>
        {approval === 'approved' ? words.approved : words.awaiting}
      </Badge>
      {mayBook && (
        <div className="list-does">
          <Button small look="quiet" onClick={() => setAsking(true)}>
            {words.withdraw}
          </Button>
        </div>
      )}
      {asking && (
        <ReasonDialog
          title={`${words.withdraw}: ${title}`}
          confirm={words.withdraw}
          busy={withdraw.isPending}
          error={withdraw.error}
          onSend={send}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
