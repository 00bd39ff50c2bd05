import fc from 'fast-check';
import { addDays, fromEpochDay, isLocalDate, toEpochDay, weekdayOf } from '../../../src/domain/time/local-date';
import { fromMinuteOfDay, isLocalTime, toEndMinuteOfDay, toMinuteOfDay } from '../../../src/domain/time/local-time';
import { resolveLocalTime, spanOfLocalDate, wallClockAt } from '../../../src/domain/time/wall-clock';
import { isZone, offsetAt } from '../../../src/domain/time/zone-offsets';
import { oracleZones } from '../../support/random-slot-rules';

describe('T1 local dates', () => {
  test('agree with the platform’s calendar from year 100 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -683_000, max: 2_932_896 }), (day) => {
        const date = new Date(day * 86_400_000);
        const text = date.toISOString().slice(0, 10);
        expect(fromEpochDay(day)).toBe(text);
        expect(toEpochDay(text)).toBe(day);
        expect(weekdayOf(text)).toBe(date.getUTCDay() === 0 ? 7 : date.getUTCDay());
      }),
    );
  });

  test('know leap days and refuse what the calendar lacks', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2100-02-28', 1)).toBe('2100-03-01');
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2026-01-01T00:00', ''])
      expect(isLocalDate(wrong)).toBe(false);
    expect(() => toEpochDay('2026-02-29')).toThrow(RangeError);
  });

  test('times of day are HH:MM, and only a window may end at 24:00', () => {
    expect(['00:00', '23:59', '09:05'].map(toMinuteOfDay)).toEqual([0, 1439, 545]);
    expect(fromMinuteOfDay(545)).toBe('09:05');
    for (const wrong of ['24:00', '9:05', '09:60', '0905', '']) expect(isLocalTime(wrong)).toBe(false);
    expect(toEndMinuteOfDay('24:00')).toBe(1440);
  });
});

describe('T2 instants and wall clocks', () => {
  test('offsets are what Intl says at any instant, also with LMT seconds long ago', () => {
    const zone = fc.constantFrom(...oracleZones);
    const at = fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2120, 0, 1) });
    const long = process.env.LOA_TEST_LONG === '1';
    fc.assert(
      fc.property(zone, at, (z, instant) => {
        const text = new Intl.DateTimeFormat('sv-SE', { timeZone: z, dateStyle: 'short', timeStyle: 'medium' }).format(
          instant,
        );
        const wall = Date.parse(`${text.replace(' ', 'T')}Z`);
        expect(wall - Math.floor(instant / 1000) * 1000).toBe(offsetAt(z, instant));
      }),
      { numRuns: long ? 20_000 : 1_000 },
    );
  });

  test('what a wall clock shows leads back to the same instant, or to the first pass of a fold', () => {
    const zone = fc.constantFrom(...oracleZones);
    const at = fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zone, at, (z, minute) => {
        const wall = wallClockAt(z, minute * 60_000);
        const back = resolveLocalTime(z, wall.localDate, wall.minuteOfDay);
        expect(wall.localTime).toBe(fromMinuteOfDay(wall.minuteOfDay));
        if (back.kind === 'once') expect(back.at).toBe(minute * 60_000 - wall.restMs);
        else expect(back.at).toBeLessThanOrEqual(minute * 60_000);
        expect(back.kind).not.toBe('gap');
      }),
      { numRuns: 500 },
    );
  });

  test('a local date has 23, 25, 24 or no hours', () => {
    const hours = (zone: string, date: string): number => {
      const { startAt, endAt } = spanOfLocalDate(zone, date);
      return (endAt - startAt) / 3_600_000;
    };
    expect(hours('Europe/Berlin', '2026-03-29')).toBe(23);
    expect(hours('Europe/Berlin', '2026-10-25')).toBe(25);
    expect(hours('Asia/Ho_Chi_Minh', '2026-10-25')).toBe(24);
    expect(hours('Pacific/Apia', '2011-12-30')).toBe(0);
  });

  test('a bare offset or a made-up name is no zone', () => {
    expect(isZone('Asia/Ho_Chi_Minh')).toBe(true);
    for (const wrong of ['+07:00', 'Asia/Hanoi2', '', ' UTC']) expect(isZone(wrong)).toBe(false);
  });
});
