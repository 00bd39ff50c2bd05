import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { areasRoutes, type AreaStepView } from '../../../contracts/http/areas';
import { isLocalTime } from '../../../domain/time/local-time';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { refreshGroups, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { TextField, Tick } from '../../ui/field';
import { Link } from '../../ui/link';
import { Note, ProblemNote } from '../../ui/states';
import { defaultZone } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { setupWords } from '../../words/setup';
import { SlotConflicts } from '../operator/slot-conflicts';
import { allDays, checkSlot, saveSlot, type SlotConflict, slotGroups, type SlotInput } from '../operator/slot-input';

const usual: readonly { name: 'morning' | 'noon' | 'evening'; startLocal: string }[] = [
  { name: 'morning', startLocal: '05:30' },
  { name: 'noon', startLocal: '11:00' },
  { name: 'evening', startLocal: '17:00' },
];

/** The usual sessions of every commune of the province; what one would run into is named, and then none is made. */
export function SlotsStep({ province: { code, name } }: { province: AreaStepView }) {
  const words = useWords(setupWords);
  const queries = useQueryClient();
  const { tell } = useToasts();
  const [chosen, setChosen] = useState(usual.map(({ startLocal }) => ({ startLocal: startLocal, on: true })));
  const [conflicts, setConflicts] = useState<SlotConflict[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const zone = useRoute(areasRoutes.get, { params: { code } }).data?.settings.holding.timeZone ?? defaultZone;
  const put = (index: number, part: { startLocal?: string; on?: boolean }): void =>
    setChosen(chosen.map((one, i) => (i === index ? { ...one, ...part } : one)));
  const wanted = usual.flatMap((slot, index) => {
    const { on, startLocal } = chosen[index]!;
    return on ? [{ name: words[slot.name], startLocal }] : [];
  });
  const make = async (): Promise<void> => {
    const today = wallClockAt(zone, stationNow()).localDate;
    const place = { code, zone, today };
    const inputs = wanted.map((slot): SlotInput => ({
      ...{ ...slot, lengthMinutes: 30, weekdays: allDays, validFrom: today, validTo: '' },
      ...{ sharing: 'shared', takes: 'anything', scope: 'following', date: today },
    }));
    setBusy(true);
    setError(null);
    try {
      const against = (await Promise.all(inputs.map((input) => checkSlot(null, input, place)))).flat();
      setConflicts(against);
      if (against.length > 0) return;
      for (const input of inputs) await saveSlot(null, input, place);
      tell(words.slotsMade);
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
      await refreshGroups(queries, slotGroups);
    }
  };
  return (
    <>
      <p>{words.slotsWhat(name)}</p>
      {usual.map((slot, index) => (
        <div key={slot.name} className="setup-slot">
          <Tick
            label={words[slot.name]}
            checked={chosen[index]!.on}
            onChange={(event) => put(index, { on: event.target.checked })}
          />
          <TextField
            label={words.start(words[slot.name])}
            type="time"
            disabled={!chosen[index]!.on}
            value={chosen[index]!.startLocal}
            onChange={(event) => put(index, { startLocal: event.target.value })}
          />
        </div>
      ))}
      <p>
        {words.relayToo} <Link to={`/relays?area=${code}`}>{words.relayWhere}</Link>
      </p>
      {conflicts.length > 0 && (
        <Note tone="warn">
          <strong>{words.conflicts}</strong>
          <SlotConflicts conflicts={conflicts} />
        </Note>
      )}
      {error !== null && <ProblemNote error={error} />}
      <Button
        look="primary"
        wide
        busy={busy}
        disabled={wanted.length === 0 || wanted.some(({ startLocal }) => !isLocalTime(startLocal))}
        onClick={() => void make()}
      >
        {words.createSlots}
      </Button>
    </>
  );
}
