import type { ReactNode } from 'react';
import { useWords } from '../../app/language';
import { AreaField } from '../../ui/area-field';
import { SelectField, TextField } from '../../ui/field';
import { airtimeWords } from '../../words/airtime';
import { type Period, type Preset, presets, spanOf } from './use-period';

/** Period and area above a report, and what else narrows it. */
export function PeriodFilter({ period, children }: { period: Period; children?: ReactNode }) {
  const words = useWords(airtimeWords);
  const { from, to, area, set } = period;
  const preset = presets.find((one) => spanOf(one).from === from && spanOf(one).to === to) ?? '';
  const choose = (chosen: string): void => {
    if (chosen !== '') set({ ...spanOf(chosen as Preset) });
  };
  return (
    <div className="filters filters-period">
      <SelectField label={words.period} value={preset} onChange={(event) => choose(event.target.value)}>
        {preset === '' && <option value="">{words.ownPeriod}</option>}
        {presets.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        type="date"
        label={words.from}
        value={from}
        max={to}
        onChange={({ target }) => target.value && set({ from: target.value })}
      />
      <TextField
        type="date"
        label={words.to}
        value={to}
        min={from}
        onChange={({ target }) => target.value && set({ to: target.value })}
      />
      <AreaField
        label={words.area}
        value={area}
        placeholder={words.everywhere}
        onChange={(code) => set({ area: code })}
      />
      {children}
    </div>
  );
}
