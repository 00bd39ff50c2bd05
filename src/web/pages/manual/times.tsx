import { isLocalDate } from '../../../domain/time/local-date';
import { isLocalTime, toMinuteOfDay } from '../../../domain/time/local-time';
import { resolveLocalTime, wallClockAt } from '../../../domain/time/wall-clock';
import { useWords } from '../../app/language';
import { TextField } from '../../ui/field';
import { manualWords } from '../../words/manual';

/** A stretch of one day as the station's clock shows it. */
export interface Times {
  date: string;
  from: string;
  until: string;
}

export function timesOf(zone: string, startAt: number, endAt: number): Times {
  const { localDate: date, localTime: from } = wallClockAt(zone, startAt);
  return { date, from, until: wallClockAt(zone, endAt).localTime };
}

/** The instants; null while a field is empty or the end is not after the start. An end before the start is of the next day. */
export function spanOf(zone: string, { date, from, until }: Times): { startAt: number; endAt: number } | null {
  if (!isLocalDate(date) || !isLocalTime(from) || !isLocalTime(until) || from === until) return null;
  const startAt = resolveLocalTime(zone, date, toMinuteOfDay(from)).at;
  const overnight = until < from ? 1440 : 0;
  return { startAt, endAt: resolveLocalTime(zone, date, toMinuteOfDay(until) + overnight).at };
}

export function TimeFields({
  zone,
  times,
  onChange,
}: {
  zone: string;
  times: Times;
  onChange: (times: Times) => void;
}) {
  const words = useWords(manualWords);
  const fields = { date: words.date, from: words.from, until: words.until };
  return (
    <div className="stack-tight">
      <div className="manual-times">
        {(['date', 'from', 'until'] as const).map((name) => (
          <TextField
            key={name}
            label={fields[name]}
            type={name === 'date' ? 'date' : 'time'}
            required
            value={times[name]}
            onChange={(event) => onChange({ ...times, [name]: event.target.value })}
          />
        ))}
      </div>
      {spanOf(zone, times) === null && (
        <p className="small" role="alert">
          {words.timesWrong}
        </p>
      )}
    </div>
  );
}
