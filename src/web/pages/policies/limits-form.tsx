import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { policiesRoutes } from '../../../contracts/http/policies';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { useLanguage, useWords } from '../../app/language';
import { useChange, useRoute } from '../../data/use-route';
import { Button, IconButton } from '../../ui/button';
import { SelectField, TextField, Tick } from '../../ui/field';
import { Note, ProblemNote } from '../../ui/states';
import { useToasts } from '../../ui/toast';
import { policiesWords } from '../../words/policies';
import { weekdayText } from '../../words/slots';
import '../operator/lists.css';
import { SlotConflicts } from '../operator/slot-conflicts';
import type { SlotConflict } from '../operator/slot-input';
import type { Policy } from './policy';

type Limits = Policy['limits'];

const numbers = ['maxSessionMinutes', 'maxSessionsPerDay', 'maxVolumePercent'] as const;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const mostWindows = 6;

/** Changes the limits of an area; what the change would forbid is shown before it is stored (S11). */
export function LimitsForm({ policy }: { policy: Policy }) {
  const words = useWords(policiesWords);
  const { tell } = useToasts();
  const [limits, setLimits] = useState<Limits>(policy.limits);
  const [conflicts, setConflicts] = useState<SlotConflict[] | null>(null);
  const write = useChange(scheduleRoutes.writePolicy, { refresh: [] });
  const store = useChange(scheduleRoutes.writePolicy);
  const params = { code: policy.areaCode };
  const change = (part: Partial<Limits>): void => {
    setConflicts(null);
    const next = { ...limits, ...part };
    setLimits(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)));
  };
  const save = (): void =>
    store.mutate({ params, body: { limits, revision: policy.revision } }, { onSuccess: () => tell(words.saved) });
  const check = (event: FormEvent): void => {
    event.preventDefault();
    write.mutate(
      { params, body: { limits, revision: policy.revision, dryRun: true } },
      { onSuccess: (would) => (would.conflicts.length === 0 ? save() : setConflicts(would.conflicts)) },
    );
  };
  const error = write.error ?? store.error;
  return (
    <form className="stack" onSubmit={check}>
      <Presets onChoose={(preset) => change({ ...noLimits, ...preset })} />
      <Windows windows={limits.windows ?? []} onChange={(windows) => change({ windows })} />
      {numbers.map((name) => (
        <TextField
          key={name}
          label={words[name]}
          optional={words.optional}
          type="number"
          inputMode="numeric"
          min={1}
          max={name === 'maxVolumePercent' ? 100 : name === 'maxSessionsPerDay' ? 48 : 1440}
          value={limits[name] ?? ''}
          onChange={(event) => change({ [name]: event.target.value === '' ? undefined : Number(event.target.value) })}
        />
      ))}
      <Weekdays limits={limits} onChange={change} />
      {conflicts && (
        <Note tone="warn">
          <strong>{words.conflicts}</strong>
          <SlotConflicts conflicts={conflicts} />
        </Note>
      )}
      {error && <ProblemNote error={error} />}
      <div>
        {conflicts ? (
          <Button look="danger" busy={store.isPending} onClick={save}>
            {words.saveAnyway}
          </Button>
        ) : (
          <Button type="submit" look="primary" busy={write.isPending || store.isPending}>
            {words.check}
          </Button>
        )}
      </div>
    </form>
  );
}

const noLimits: Partial<Limits> = {
  windows: undefined,
  maxSessionMinutes: undefined,
  maxSessionsPerDay: undefined,
  weekdays: undefined,
  maxVolumePercent: undefined,
};

/** Limits to start from, each with where it comes from. */
function Presets({ onChoose }: { onChoose: (limits: Limits) => void }) {
  const words = useWords(policiesWords);
  const { language } = useLanguage();
  const [code, setCode] = useState('');
  const presets = useRoute(policiesRoutes.listPresets, {}, { staleMs: Infinity }).data?.presets ?? [];
  const chosen = presets.find((one) => one.code === code);
  return (
    <SelectField
      label={words.preset}
      hint={chosen?.source[language]}
      value={code}
      onChange={(event) => {
        setCode(event.target.value);
        const preset = presets.find((one) => one.code === event.target.value);
        if (preset) onChoose(preset.limits);
      }}
    >
      <option value="">{words.noPreset}</option>
      {presets.map((one) => (
        <option key={one.code} value={one.code}>
          {one.name[language]}
        </option>
      ))}
    </SelectField>
  );
}

type Window = NonNullable<Limits['windows']>[number];

function Windows({ windows, onChange }: { windows: Window[]; onChange: (windows: Window[] | undefined) => void }) {
  const words = useWords(policiesWords);
  const put = (next: Window[]): void => onChange(next.length === 0 ? undefined : next);
  const at = (index: number, part: Partial<Window>): void =>
    put(windows.map((one, i) => (i === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="field">
      <legend>{words.windows}</legend>
      {windows.length === 0 && <p className="quiet">{words.anyHours}</p>}
      <ul className="stack-tight">
        {windows.map(({ from, to }, index) => (
          <li key={index} className="row">
            <TextField
              label={words.from}
              type="time"
              value={from}
              onChange={(event) => at(index, { from: event.target.value })}
            />
            {/* A time field knows no 24:00; midnight as an end means it. */}
            <TextField
              label={words.to}
              type="time"
              value={to === '24:00' ? '00:00' : to}
              onChange={(event) => at(index, { to: event.target.value === '00:00' ? '24:00' : event.target.value })}
            />
            <IconButton
              icon={X}
              label={words.dropWindow(from, to)}
              onClick={() => put(windows.filter((_, i) => i !== index))}
            />
          </li>
        ))}
      </ul>
      {windows.length < mostWindows && (
        <Button small look="quiet" icon={Plus} onClick={() => put([...windows, { from: '05:00', to: '21:00' }])}>
          {words.addWindow}
        </Button>
      )}
    </fieldset>
  );
}

function Weekdays({ limits, onChange }: { limits: Limits; onChange: (part: Partial<Limits>) => void }) {
  const words = useWords(policiesWords);
  const { language } = useLanguage();
  const chosen = limits.weekdays ?? weekdays;
  const toggle = (day: (typeof weekdays)[number]): void => {
    const next = weekdays.filter((one) => (one === day) !== chosen.includes(one));
    // All of them is no limit, and none of them would be silence for good.
    onChange({ weekdays: next.length === 7 ? undefined : next.length === 0 ? [day] : next });
  };
  return (
    <fieldset className="field">
      <legend>{words.weekdays}</legend>
      <div className="weekdays">
        {weekdays.map((day) => (
          <Tick
            key={day}
            label={weekdayText(day, language)}
            checked={chosen.includes(day)}
            onChange={() => toggle(day)}
          />
        ))}
      </div>
    </fieldset>
  );
}
