import { useState } from 'react';
import { relayRoutes, type RelayView } from '../../../contracts/http/relays';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { addDays } from '../../../domain/time/local-date';
import { useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Choice, TextField, Tick } from '../../ui/field';
import { Answer, Note, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { relaysWords } from '../../words/relays';
import type { Slot } from '../operator/slot-input';
import type { Place } from '../operator/use-place';

interface BookRelayProps {
  source: RelayView;
  place: Place;
  approved: boolean;
  onClose: () => void;
}

const usualDays = 30;
const wholeNumber = (text: string, least: number, most: number): number | null => {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
};

/** At a fixed place of the sessions of some slots, from one day to another. */
export function BookRelay({ source, place, approved, onClose }: BookRelayProps) {
  const words = useWords(relaysWords);
  const { tell } = useToasts();
  const slots = useRoute(scheduleRoutes.listSlots, { params: { code: place.code } });
  const [slotIds, setSlotIds] = useState<string[]>([]);
  const [from, setFrom] = useState(place.today);
  const [until, setUntil] = useState(addDays(place.today, usualDays));
  const [offset, setOffset] = useState('0');
  const [length, setLength] = useState('15');
  const [urgency, setUrgency] = useState<'normal' | 'priority'>('normal');
  const book = useChange(relayRoutes.bookRelay, { refresh: ['queue', 'schedule'] });
  const begins = wholeNumber(offset, 0, 1440);
  const lasts = wholeNumber(length, 1, 240);
  const inForce = (slots.data?.slots ?? [])
    .filter(({ retired, rule }) => !retired && (rule.validTo === null || rule.validTo >= place.today))
    .sort((a, b) => a.rule.startLocal.localeCompare(b.rule.startLocal));
  const tooLong = inForce.filter(
    ({ id, rule }) => slotIds.includes(id) && (begins ?? 0) + (lasts ?? 0) > rule.lengthMinutes,
  );
  const whole = slotIds.length > 0 && from !== '' && from <= until && begins !== null && lasts !== null;
  const send = (): void => {
    if (begins === null || lasts === null) return;
    book.mutate(
      {
        params: { code: place.code },
        body: {
          ...{ relayId: source.id, slotIds, class: urgency, dates: { kind: 'between', from, until } },
          ...{ offsetSeconds: begins * 60, lengthSeconds: lasts * 60 },
        },
      },
      {
        onSuccess: () => {
          tell(words.booked);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={words.bookNamed(source.name)}
      open
      onClose={onClose}
      footer={
        <Button look="primary" busy={book.isPending} disabled={!whole} onClick={send}>
          {words.book}
        </Button>
      }
    >
      {!approved && <Note tone="warn">{words.willWait}</Note>}
      <fieldset className="field">
        <legend>{words.slots}</legend>
        <Answer of={slots} lines={2}>
          {() => <SlotTicks slots={inForce} chosen={slotIds} onChange={setSlotIds} />}
        </Answer>
      </fieldset>
      <div className="relay-pair">
        <TextField
          label={words.fromDay}
          type="date"
          min={place.today}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label={words.untilDay}
          type="date"
          min={from}
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
      <div className="relay-pair">
        <TextField
          label={words.offset}
          inputMode="numeric"
          value={offset}
          onChange={(event) => setOffset(event.target.value)}
        />
        <TextField
          label={words.length}
          inputMode="numeric"
          value={length}
          onChange={(event) => setLength(event.target.value)}
        />
      </div>
      {tooLong.map(({ id, name }) => (
        <Note key={id} tone="warn">
          {words.notFitting(name)}
        </Note>
      ))}
      <Choice
        label={words.urgency}
        value={urgency}
        options={(['normal', 'priority'] as const).map((value) => ({ value, label: words[value] }))}
        onChange={setUrgency}
      />
      {book.isError && <ProblemNote error={book.error} />}
    </Dialog>
  );
}

interface SlotTicksProps {
  slots: Slot[];
  chosen: string[];
  onChange: (slotIds: string[]) => void;
}

function SlotTicks({ slots, chosen, onChange }: SlotTicksProps) {
  const words = useWords(relaysWords);
  if (slots.length === 0) return <p className="quiet">{words.noSlots}</p>;
  return slots.map(({ id, name, rule }) => (
    <Tick
      key={id}
      label={words.slot(rule.startLocal, name, rule.lengthMinutes)}
      checked={chosen.includes(id)}
      onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
    />
  ));
}
