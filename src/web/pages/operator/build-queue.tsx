import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { queueRoutes } from '../../../contracts/http/queue';
import type { queuedSchema } from '../../../contracts/http/queue-schemas';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button, IconButton } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Badge, Card } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { buildWords } from '../../words/build';
import { ReasonDialog } from './reason-dialog';
import type { Place } from './use-place';

export type Queued = z.infer<typeof queuedSchema>;

/** What a dragged booking is called while it is over the page. */
export const draggedBooking = 'application/x-loa-booking';

interface QueueProps {
  place: Place;
  /** Refs of what the session in sight has already. */
  inside: string[];
  /** null: the session takes nothing any more. */
  onAdd: ((booking: Queued) => void) | null;
}

/** Everything that waits in the commune and below, with a button for what can be dragged. */
export function BuildQueue({ place, inside, onAdd }: QueueProps) {
  const words = useWords(buildWords);
  const [text, setText] = useState('');
  const [after, setAfter] = useState('');
  const search = text.trim();
  const queue = useRoute(
    queueRoutes.listQueue,
    {
      params: { code: place.code },
      query: { limit: 30, ...(search ? { search } : {}), ...(after ? { after } : {}) },
    },
    { keepFormer: true },
  );
  return (
    <Card title={words.queue}>
      <TextField
        label={words.searchHint}
        type="search"
        value={text}
        onChange={(event) => {
          setAfter('');
          setText(event.target.value);
        }}
      />
      <Answer of={queue}>
        {({ bookings, next }) => {
          const active = bookings.filter(({ state }) => state === 'active');
          return (
            <>
              {active.length === 0 && <p className="quiet">{words.queueEmpty}</p>}
              <ul className="queue">
                {active.map((booking) => (
                  <QueueLine
                    key={booking.id}
                    booking={booking}
                    zone={place.zone}
                    inside={inside.includes(booking.bulletinId)}
                    onAdd={onAdd}
                  />
                ))}
              </ul>
              <Paging small at={after} next={next} go={setAfter} />
            </>
          );
        }}
      </Answer>
    </Card>
  );
}

function QueueLine({
  booking,
  zone,
  inside,
  onAdd,
}: {
  booking: Queued;
  zone: string;
  inside: boolean;
  onAdd: QueueProps['onAdd'];
}) {
  const words = useWords(buildWords);
  const { tell } = useToasts();
  const [asking, setAsking] = useState(false);
  const withdraw = useChange(queueRoutes.withdrawBooking, { refresh: ['queue', 'schedule'] });
  const addable = onAdd !== null && booking.approval === 'approved' && !inside;
  return (
    <li
      className="queue-line"
      draggable={addable}
      onDragStart={(event) => {
        event.dataTransfer.setData(draggedBooking, JSON.stringify(booking));
        event.dataTransfer.effectAllowed = 'copy';
      }}
    >
      <div className="queue-what">
        <strong>{booking.title}</strong>
        <BookingTerms booking={booking} zone={zone} />
        <div className="row">
          {booking.priority === 'priority' && <Badge tone="bad">{words.priority}</Badge>}
          {booking.approval === 'awaiting' && <Badge tone="warn">{words.awaiting}</Badge>}
          {inside && <Badge tone="good">{words.inside}</Badge>}
        </div>
      </div>
      <div className="queue-does">
        {addable && (
          <Button small icon={Plus} aria-label={words.addNamed(booking.title)} onClick={() => onAdd(booking)}>
            {words.add}
          </Button>
        )}
        <IconButton icon={Trash2} label={`${words.withdraw}: ${booking.title}`} onClick={() => setAsking(true)} />
      </div>
      {asking && (
        <ReasonDialog
          title={`${words.withdraw}: ${booking.title}`}
          confirm={words.withdraw}
          busy={withdraw.isPending}
          error={withdraw.error}
          onClose={() => setAsking(false)}
          onSend={(reason) =>
            withdraw.mutate(
              { params: { id: booking.id }, body: { revision: booking.revision, reason } },
              {
                onSuccess: () => {
                  setAsking(false);
                  tell(words.withdraw);
                },
              },
            )
          }
        />
      )}
    </li>
  );
}

function BookingTerms({ booking: { dates, readings }, zone }: { booking: Queued; zone: string }) {
  const words = useWords(buildWords);
  const { language } = useLanguage();
  const date = (local: string): string => dateText(local, language, zone);
  const when =
    dates.kind === 'between'
      ? dates.until === null
        ? words.from(date(dates.from))
        : words.until(date(dates.until))
      : dates.dates.length === 1
        ? date(dates.dates[0]!)
        : words.days(dates.dates.length);
  return <span className="quiet small">{[when, ...(readings > 1 ? [words.readings(readings)] : [])].join(' · ')}</span>;
}
