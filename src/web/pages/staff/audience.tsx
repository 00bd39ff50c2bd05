import { areasRoutes } from '../../../contracts/http/areas';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { stationNow } from '../../clock';
import type { Draft } from '../../data/drafts';
import { useKeptRoute } from '../../data/kept';
import { useRoots } from '../../data/session';
import { Choice, SelectField, TextField, Tick } from '../../ui/field';
import { defaultZone } from '../../ui/time';
import { sendWords } from '../../words/send';

/** For whom, until when, how often, how urgent. */
export function Audience({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const words = useWords(sendWords);
  const roots = useRoots('bulletin.draft');
  const { data } = useKeptRoute(areasRoutes.get, { params: { code: draft.areaCode } });
  const zone = data?.settings.holding.timeZone ?? defaultZone;
  const whole = draft.zones.length === 0;
  const flip = (code: string): void =>
    onChange({
      zones: draft.zones.includes(code) ? draft.zones.filter((one) => one !== code) : [...draft.zones, code],
    });
  return (
    <>
      {roots.length > 1 && (
        <SelectField
          label={words.area}
          value={draft.areaCode}
          onChange={(event) => onChange({ areaCode: event.target.value, zones: [] })}
        >
          {roots.map((code) => (
            <AreaOption key={code} code={code} />
          ))}
        </SelectField>
      )}
      <fieldset className="field">
        <legend>{roots.length > 1 ? words.whole : (data?.area.name ?? words.area)}</legend>
        <Tick label={words.whole} checked={whole} onChange={() => onChange({ zones: [] })} />
        {data?.zones.map((one) => (
          <Tick
            key={one.code}
            label={one.name}
            checked={draft.zones.includes(one.code)}
            onChange={() => flip(one.code)}
          />
        ))}
      </fieldset>
      <TextField
        label={words.until}
        type="date"
        required
        min={wallClockAt(zone, stationNow()).localDate}
        value={draft.until}
        onChange={(event) => event.target.value && onChange({ until: event.target.value })}
      />
      <Choice
        label={words.readings}
        value={String(draft.readings) as '1' | '2' | '3'}
        options={(['1', '2', '3'] as const).map((value) => ({ value, label: words.times(Number(value)) }))}
        onChange={(value) => onChange({ readings: Number(value) as 1 | 2 | 3 })}
      />
      <Choice
        label={words.urgency}
        value={draft.priority}
        options={[
          { value: 'normal', label: words.normal },
          { value: 'priority', label: words.priority, hint: words.priorityHint },
          { value: 'emergency', label: words.emergency, hint: words.emergencyHint },
        ]}
        onChange={(priority) => onChange({ priority })}
      />
    </>
  );
}

function AreaOption({ code }: { code: string }) {
  const { data } = useKeptRoute(areasRoutes.get, { params: { code } });
  return <option value={code}>{data?.area.name ?? code}</option>;
}
