import { ChevronLeft, ChevronRight, MapPin } from 'lucide-react';
import { useState } from 'react';
import { areasRoutes } from '../../../contracts/http/areas';
import { addDays, isLocalDate } from '../../../domain/time/local-date';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Answer } from '../../ui/states';
import { operatorWords } from '../../words/operator';
import './operator.css';
import type { Place } from './use-place';

/** Where and, with a date, when the page looks. */
export function PlaceBar({ place, dated = false }: { place: Place; dated?: boolean }) {
  return (
    <div className="place-bar">
      <PlaceChoice place={place} />
      {dated && <DateChoice place={place} />}
    </div>
  );
}

function DateChoice({ place: { date, today, home, set } }: { place: Place }) {
  const words = useWords(operatorWords);
  const go = (next: string): void => set({ date: next === home ? '' : next, rundown: '' });
  return (
    <div className="date-choice">
      <IconButton icon={ChevronLeft} label={words.dayBefore} onClick={() => go(addDays(date, -1))} />
      <input
        className="input"
        type="date"
        aria-label={words.date}
        value={date}
        onChange={(event) => {
          if (isLocalDate(event.target.value)) go(event.target.value);
        }}
      />
      <IconButton icon={ChevronRight} label={words.dayAfter} onClick={() => go(addDays(date, 1))} />
      {date !== today && (
        <Button look="quiet" small onClick={() => go(today)}>
          {words.backToToday}
        </Button>
      )}
    </div>
  );
}

function PlaceChoice({ place }: { place: Place }) {
  const words = useWords(operatorWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={MapPin} onClick={() => setOpen(true)}>
        <span className="only-heard">{words.place}: </span>
        {place.area?.area.name ?? place.code}
      </Button>
      <Dialog title={words.choosePlace} open={open} onClose={() => setOpen(false)}>
        <PlaceSearch
          root={place.root}
          onChoose={(code) => {
            setOpen(false);
            place.set({ area: code === place.root ? '' : code, rundown: '' });
          }}
        />
      </Dialog>
    </>
  );
}

interface Row {
  code: string;
  name: string;
  where: string;
}

/** Without words: the root and what lies directly below it. */
export function PlaceSearch({ root, onChoose }: { root: string; onChoose: (code: string) => void }) {
  const words = useWords(operatorWords);
  const [text, setText] = useState('');
  const asked = text.trim();
  const own = useRoute(areasRoutes.get, { params: { code: root } }, { staleMs: 300_000 });
  const below = useRoute(areasRoutes.children, { params: { code: root } }, { enabled: asked === '' });
  const found = useRoute(
    areasRoutes.search,
    { query: { q: asked, under: root, limit: 30 } },
    { enabled: asked !== '', keepFormer: true },
  );
  const list = (rows: Row[]) =>
    rows.length === 0 ? (
      <p className="quiet">{words.nothingFound}</p>
    ) : (
      <ul className="place-list">
        {rows.map(({ code, name, where }) => (
          <li key={code}>
            <button type="button" onClick={() => onChoose(code)}>
              <strong>{name}</strong>
              <span>{where}</span>
            </button>
          </li>
        ))}
      </ul>
    );
  return (
    <>
      <TextField
        label={words.findPlace}
        value={text}
        autoFocus
        type="search"
        onChange={(event) => setText(event.target.value)}
      />
      {asked === '' ? (
        <Answer of={below}>
          {({ areas }) =>
            list(
              [...(own.data ? [own.data.area] : []), ...areas].map(({ code, name }) => ({ code, name, where: code })),
            )
          }
        </Answer>
      ) : (
        <Answer of={found}>
          {({ hits }) =>
            list(
              hits.map(({ area, path, formerly }) => ({
                code: area.code,
                name: area.name,
                where: formerly ? words.formerly(formerly.name) : path.map(({ name }) => name).join(', '),
              })),
            )
          }
        </Answer>
      )}
    </>
  );
}
