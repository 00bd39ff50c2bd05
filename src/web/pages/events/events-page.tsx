import { CalendarHeart, Plus } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { type eventSchema, eventsRoutes } from '../../../contracts/http/events';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Badge, Card, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { eventKindText, eventsWords } from '../../words/events';
import { AreaName } from '../admin/grant-fields';
import { PlaceBar } from '../operator/place-bar';
import { usePlace } from '../operator/use-place';
import { NewEvent } from './new-event';

type Event = z.infer<typeof eventSchema>;

/** Named exceptions for many slots at once (T4): of an area, and those that reach it from above. */
export default function EventsPage() {
  const words = useWords(eventsWords);
  const place = usePlace('schedule.read');
  const mayDeclare = useMay('exception.grant');
  const [declaring, setDeclaring] = useState(false);
  const answer = useRoute(eventsRoutes.list, { params: { code: place.code } });
  return (
    <Page
      title={words.title}
      lead={words.lead}
      width="narrow"
      actions={
        mayDeclare && (
          <Button look="primary" icon={Plus} onClick={() => setDeclaring(true)}>
            {words.declare}
          </Button>
        )
      }
    >
      <PlaceBar place={place} />
      <Answer of={answer}>
        {({ events }) => (
          <>
            {events.length === 0 && (
              <Empty icon={CalendarHeart} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            )}
            {events.map((event) => (
              <EventCard key={event.id} event={event} own={event.areaCode === place.code} />
            ))}
          </>
        )}
      </Answer>
      {declaring && <NewEvent place={place} onClose={() => setDeclaring(false)} />}
    </Page>
  );
}

function EventCard({ event, own }: { event: Event; own: boolean }) {
  const words = useWords(eventsWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const mayEnd = useMay('exception.grant') && own && event.revokedAt === null;
  const revoke = useChange(eventsRoutes.revoke, { refresh: ['events', 'schedule'] });
  const end = (): void =>
    revoke.mutate(
      { params: { id: event.id }, body: { revision: event.revision } },
      { onSuccess: () => tell(words.revoked), onError: tellProblem },
    );
  const [first] = event.days;
  return (
    <Card title={event.name} aside={<Badge>{eventKindText(event.kind, language)}</Badge>}>
      <p>{event.effects.map(({ kind }) => words[kind]).join(', ')}</p>
      <p className="quiet small">
        {[
          first === undefined ? words.noDays : words.days(event.days.length, dateText(first, language)),
          event.reason,
          event.grantedBy,
        ].join(' · ')}
        {!own && (
          <>
            {` · ${words.above} `}
            <AreaName code={event.areaCode} />
          </>
        )}
      </p>
      {event.revokedAt !== null && <Badge>{words.revoked}</Badge>}
      {mayEnd && (
        <div>
          <Button small busy={revoke.isPending} onClick={end}>
            {words.revoke}
          </Button>
        </div>
      )}
    </Card>
  );
}
