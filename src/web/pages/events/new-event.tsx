import { type FormEvent, useId, useState } from 'react';
import { eventsRoutes } from '../../../contracts/http/events';
import type { RequestOf } from '../../../contracts/http/route';
import { addDays } from '../../../domain/time/local-date';
import { useLanguage, useWords } from '../../app/language';
import { useChange } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Choice, SelectField, TextArea, TextField, Tick } from '../../ui/field';
import { Note, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { eventKinds, eventKindText, eventsWords } from '../../words/events';
import '../operator/lists.css';
import { SlotConflicts } from '../operator/slot-conflicts';
import type { SlotConflict } from '../operator/slot-input';
import type { Place } from '../operator/use-place';

type Body = RequestOf<typeof eventsRoutes.declare>['body'];
type Dates = 'dates' | 'solar' | 'lunar';
type Effect = 'skip' | 'move' | 'exclude';

const dayMonth = /^(\d{1,2})\/(\d{1,2})$/;
const yearDays = 365;

function monthDay(text: string): { month: number; day: number } | null {
  const [, day, month] = dayMonth.exec(text.trim()) ?? [];
  return day === undefined || month === undefined ? null : { day: Number(day), month: Number(month) };
}

/** Declares an event; what it runs into is shown before it is stored (S11). */
export function NewEvent({ place, onClose }: { place: Place; onClose: () => void }) {
  const words = useWords(eventsWords);
  const { language } = useLanguage();
  const { tell } = useToasts();
  const form = useId();
  const [said, setSaid] = useState({
    ...{ name: '', kind: 'holiday' as (typeof eventKinds)[number], when: 'dates' as Dates, reason: '' },
    ...{ from: place.today, until: place.today, fromDay: '', untilDay: '' },
    ...{ since: place.today, end: addDays(place.today, 3 * yearDays), effect: 'skip' as Effect, shift: '60' },
    binding: false,
  });
  const [conflicts, setConflicts] = useState<SlotConflict[] | null>(null);
  const declare = useChange(eventsRoutes.declare, { refresh: ['events', 'schedule'] });
  const put = (part: Partial<typeof said>): void => {
    setConflicts(null);
    setSaid({ ...said, ...part });
  };
  const body = bodyOf(said);
  const blocking = conflicts?.some((one) => one.blocking) ?? false;
  const send = (dryRun: boolean): void => {
    if (body === null) return;
    declare.mutate(
      { params: { code: place.code }, body: { ...body, dryRun } },
      {
        onSuccess: (would) => {
          if (would.saved) {
            tell(words.saved);
            onClose();
          } else if (would.conflicts.length === 0) send(false);
          else setConflicts(would.conflicts);
        },
      },
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send(conflicts === null);
  };
  return (
    <Dialog
      title={words.declare}
      open
      onClose={onClose}
      footer={
        <Button
          type="submit"
          form={form}
          look={conflicts ? 'danger' : 'primary'}
          busy={declare.isPending}
          disabled={body === null || blocking}
        >
          {conflicts ? words.saveAnyway : words.check}
        </Button>
      }
    >
      <form id={form} className="stack" onSubmit={submit}>
        <TextField
          label={words.name}
          maxLength={200}
          value={said.name}
          onChange={(event) => put({ name: event.target.value })}
        />
        <SelectField
          label={words.kind}
          value={said.kind}
          onChange={(event) => put({ kind: event.target.value as typeof said.kind })}
        >
          {eventKinds.map((one) => (
            <option key={one} value={one}>
              {eventKindText(one, language)}
            </option>
          ))}
        </SelectField>
        <Choice
          label={words.when}
          value={said.when}
          options={(['dates', 'solar', 'lunar'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(when) => put({ when })}
        />
        <div className="pairs">
          {(said.when === 'dates'
            ? (['from', 'until'] as const)
            : (['fromDay', 'untilDay', 'since', 'end'] as const)
          ).map((field) => (
            <TextField
              key={field}
              label={words[field]}
              {...(field.endsWith('Day') ? { hint: words.dayHint, inputMode: 'numeric' } : { type: 'date' })}
              value={said[field]}
              onChange={(event) => put({ [field]: event.target.value })}
            />
          ))}
        </div>
        <Choice
          label={words.effect}
          value={said.effect}
          options={(['skip', 'move', 'exclude'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(effect) => put({ effect })}
        />
        {said.effect === 'move' && (
          <TextField
            label={words.shift}
            type="number"
            min={-1439}
            max={1439}
            value={said.shift}
            onChange={(event) => put({ shift: event.target.value })}
          />
        )}
        {said.effect !== 'exclude' && (
          <Tick label={words.binding} checked={said.binding} onChange={() => put({ binding: !said.binding })} />
        )}
        <TextArea
          label={words.reason}
          hint={words.reasonHint}
          maxLength={500}
          value={said.reason}
          onChange={(event) => put({ reason: event.target.value })}
        />
        {conflicts && (
          <Note tone={blocking ? 'bad' : 'warn'}>
            <strong>{blocking ? words.blocked : words.conflicts}</strong>
            <SlotConflicts conflicts={conflicts} />
          </Note>
        )}
        {declare.isError && <ProblemNote error={declare.error} />}
      </form>
    </Dialog>
  );
}

interface Said {
  name: string;
  kind: (typeof eventKinds)[number];
  when: Dates;
  from: string;
  until: string;
  fromDay: string;
  untilDay: string;
  since: string;
  end: string;
  effect: Effect;
  shift: string;
  binding: boolean;
  reason: string;
}

/** As the service takes it; null while something is missing. */
function bodyOf(said: Said): Body | null {
  const { name, kind, when, binding, effect } = said;
  const shiftMinutes = Number(said.shift);
  const dates = datesOf(said, when);
  if (dates === null || name.trim().length < 2 || said.reason.trim().length < 3) return null;
  if (effect === 'move' && (!Number.isInteger(shiftMinutes) || shiftMinutes === 0)) return null;
  const effects: Body['effects'] = [
    effect === 'exclude'
      ? { kind: 'exclude', sounds: ['music'] }
      : effect === 'skip'
        ? { kind: 'skip', binding }
        : { kind: 'move', binding, shiftMinutes },
  ];
  return { name: name.trim(), kind, dates, effects, reason: said.reason.trim() };
}

function datesOf({ from, until, fromDay, untilDay, since, end }: Said, when: Dates): Body['dates'] | null {
  if (when === 'dates') return from !== '' && from <= until ? { kind: 'dates', from, until } : null;
  const [first, last] = [monthDay(fromDay), monthDay(untilDay)];
  if (first === null || last === null || since === '' || since > end) return null;
  return { kind: when, from: first, to: last, since, until: end };
}
