import { useSearchParams } from 'react-router';
import { addDays, toEpochDay } from '../../../domain/time/local-date';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { stationNow } from '../../clock';
import { defaultZone } from '../../ui/time';

export type Preset = 'thisWeek' | 'thisMonth' | 'lastMonth' | 'thisYear';
export const presets: readonly Preset[] = ['thisWeek', 'thisMonth', 'lastMonth', 'thisYear'];

interface Span {
  from: string;
  to: string;
}

export const localToday = (): string => wallClockAt(defaultZone, stationNow()).localDate;

/** A usual period, by the station's calendar; weeks begin on Monday. */
export function spanOf(preset: Preset, today = localToday()): Span {
  switch (preset) {
    case 'thisWeek':
      // Day 0 of the epoch was a Thursday.
      return { from: addDays(today, -((toEpochDay(today) + 3) % 7)), to: today };
    case 'thisMonth':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'lastMonth': {
      const to = addDays(`${today.slice(0, 7)}-01`, -1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'thisYear':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}

export interface Period extends Span {
  /** Empty: all that one may see. */
  area: string;
  params: URLSearchParams;
  /** Changes the URL; an empty value takes the name away. */
  set: (changes: Record<string, string>) => void;
}

/** Period and area of a page, kept in its URL. */
export function usePeriod(): Period {
  const [params, setParams] = useSearchParams();
  const { from, to } = spanOf('thisMonth');
  return {
    from: params.get('from') ?? from,
    to: params.get('to') ?? to,
    area: params.get('area') ?? '',
    params,
    set: (changes) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete('cursor');
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
  };
}
