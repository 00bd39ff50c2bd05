import { CalendarX } from 'lucide-react';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { Card, Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { clockText, useNow } from '../../ui/time';
import { buildWords } from '../../words/build';
import { operatorWords } from '../../words/operator';
import './build.css';
import { BuildQueue } from './build-queue';
import { PlaceBar, PlaceSearch } from './place-bar';
import { ReasonDialog } from './reason-dialog';
import { orderOf, type Rundown } from './rundown-draft';
import { RundownEditor } from './rundown-editor';
import { stateFaces, stateOf } from './session-state';
import { useAdding } from './use-adding';
import { type Place, usePlace } from './use-place';

/** The queue beside a commune's sessions of a day. */
export default function BuildPage() {
  const words = useWords(buildWords);
  const place = usePlace('booking.manage');
  const level = place.area?.area.level;
  const plans = level === 'commune' || level === 'zone';
  return (
    <Page title={words.title} width="full" lead={plans ? place.area?.area.name : undefined}>
      <PlaceBar place={place} dated={plans} />
      {plans && <Builder key={`${place.code} ${place.date}`} place={place} />}
      {level !== undefined && !plans && (
        <Card title={words.chooseCommune}>
          <PlaceSearch root={place.code} onChoose={(area) => place.set({ area })} />
        </Card>
      )}
    </Page>
  );
}

function Builder({ place }: { place: Place }) {
  const { code, date } = place;
  const day = useRoute(
    scheduleRoutes.listRundowns,
    { params: { code }, query: { from: date, to: date } },
    { refetchMs: 20_000 },
  );
  return (
    <Answer of={day} lines={5}>
      {({ rundowns }) => <Sessions rundowns={rundowns} place={place} />}
    </Answer>
  );
}

function Sessions({ rundowns, place }: { rundowns: Rundown[]; place: Place }) {
  const words = useWords(buildWords);
  const now = useNow(15_000);
  const chosen =
    rundowns.find((one) => one.id === place.param('rundown')) ??
    rundowns.find((one) => String(one.startAt) === place.param('start')) ??
    rundowns.find((one) => one.endAt > now) ??
    rundowns.at(-1);
  const adding = useAdding(chosen);
  const onAdd = chosen && chosen.endAt > now ? adding.begin : null;
  return (
    <div className="build">
      <div className="stack">
        {chosen ? (
          <>
            <SessionTabs rundowns={rundowns} chosen={chosen} now={now} place={place} />
            <RundownEditor key={chosen.id} rundown={chosen} zone={place.zone} onAdd={onAdd} />
          </>
        ) : (
          <Empty icon={CalendarX} title={words.noSession}>
            <LinkButton to={`/slots?area=${encodeURIComponent(place.code)}`}>{words.toSlots}</LinkButton>
          </Empty>
        )}
      </div>
      <BuildQueue place={place} inside={chosen ? orderOf(chosen) : []} onAdd={onAdd} />
      {adding.asking && (
        <ReasonDialog
          title={words.addNamed(adding.asking.title)}
          confirm={words.add}
          busy={adding.busy}
          error={adding.error}
          onClose={adding.cancel}
          onSend={adding.send}
        />
      )}
    </div>
  );
}

function SessionTabs({
  rundowns,
  chosen,
  now,
  place,
}: {
  rundowns: Rundown[];
  chosen: Rundown;
  now: number;
  place: Place;
}) {
  const words = useWords(buildWords);
  const shared = useWords(operatorWords);
  return (
    <nav className="tabs" aria-label={words.sessions}>
      {rundowns.map((one) => {
        const state = stateOf(
          {
            ...one,
            items: one.items.length,
            awaiting: one.items.filter((item) => item.state === 'awaiting-approval').length,
            held: one.items.filter((item) => item.state === 'held').length,
            leftOut: one.leftOut.length,
            notes: one.notes.map((note) => note.code),
          },
          now,
        );
        const { tone, icon: Icon } = stateFaces[state];
        return (
          <button
            key={one.id}
            type="button"
            className={`tab tone-${tone}`}
            aria-pressed={one.id === chosen.id}
            onClick={() => place.set({ rundown: one.id })}
          >
            <Icon aria-hidden />
            <span>
              <b className="numbers">{clockText(one.startAt, place.zone)}</b> {one.slotName}
              <small>{shared[state]}</small>
            </span>
          </button>
        );
      })}
    </nav>
  );
}
