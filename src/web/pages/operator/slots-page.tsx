import { CalendarPlus, Plus, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { slotsRoutes } from '../../../contracts/http/slots';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { Card, Page } from '../../ui/page';
import { Answer, Note } from '../../ui/states';
import { momentText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { relaysLinkWords } from '../../words/relays';
import { kindText, slotsWords } from '../../words/slots';
import { CalendarLinks } from './calendar-links';
import './lists.css';
import { PlaceBar } from './place-bar';
import { SlotConflicts } from './slot-conflicts';
import { SlotForm } from './slot-form';
import { slotGroups } from './slot-input';
import { SlotList } from './slot-list';
import { type Place, usePlace } from './use-place';

/** The repeating sessions of an area. */
export default function SlotsPage() {
  const words = useWords(slotsWords);
  const relays = useWords(relaysLinkWords);
  const place = usePlace('slot.manage');
  const request = { params: { code: place.code } };
  const slots = useRoute(scheduleRoutes.listSlots, request, { keepFormer: true });
  const standing = useRoute(slotsRoutes.conflicts, request);
  const [adding, setAdding] = useState(false);
  const [linking, setLinking] = useState(false);
  return (
    <Page
      title={words.title}
      actions={
        <>
          {place.area?.area.level === 'commune' && (
            <Button icon={CalendarPlus} onClick={() => setLinking(true)}>
              {words.calendar}
            </Button>
          )}
          <LinkButton to={`/relays?area=${encodeURIComponent(place.code)}`}>{relays.open}</LinkButton>
          <LinkButton to={`/events?area=${encodeURIComponent(place.code)}`}>{words.events}</LinkButton>
          <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
            {words.create}
          </Button>
        </>
      }
    >
      <PlaceBar place={place} />
      {standing.data && standing.data.conflicts.length > 0 && (
        <Note tone="warn" icon={TriangleAlert}>
          <strong>{words.standing}</strong>
          <SlotConflicts conflicts={standing.data.conflicts} />
        </Note>
      )}
      <Answer of={slots}>{({ slots: list }) => <SlotList slots={list} place={place} />}</Answer>
      <Changes place={place} />
      {linking && (
        <CalendarLinks code={place.code} name={place.area?.area.name ?? place.code} onClose={() => setLinking(false)} />
      )}
      {adding && <SlotForm slot={null} place={place} onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** Who changed what, and the way back from the last change. */
function Changes({ place }: { place: Place }) {
  const words = useWords(slotsWords);
  const { language } = useLanguage();
  const { tell, tellProblem } = useToasts();
  const changes = useRoute(slotsRoutes.listChanges, { params: { code: place.code } });
  const undo = useChange(slotsRoutes.undo, { refresh: slotGroups });
  const list = changes.data?.changes.slice(0, 5) ?? [];
  const last = list.find(({ undone, kind }) => !undone && kind !== 'undone');
  if (list.length === 0) return null;
  const send = (changeId: string): void =>
    undo.mutate(
      { params: { code: place.code, changeId } },
      { onSuccess: () => tell(words.undone), onError: tellProblem },
    );
  return (
    <Card
      title={words.changes}
      aside={
        last && (
          <Button small icon={Undo2} busy={undo.isPending} onClick={() => send(last.changeId)}>
            {words.undo}
          </Button>
        )
      }
    >
      <ul className="stack-tight">
        {list.map((one) => (
          <li key={`${one.changeId} ${one.slotId}`} className="small">
            <strong>{one.slotName}</strong> {kindText(one.kind, language)} · {one.byName} ·{' '}
            {momentText(one.at, language, place.zone)}
            {one.undone && ` · ${words.undone}`}
          </li>
        ))}
      </ul>
    </Card>
  );
}
