import { duePeriod, fallsInto, periodBefore } from '../../../src/domain/reports/saved';

describe('kept reports', () => {
  it.each([
    ['weekly', '2026-01-12', '2026-01-05', '2026-01-11'],
    ['weekly', '2026-01-18', '2026-01-05', '2026-01-11'],
    ['weekly', '2026-01-01', '2025-12-22', '2025-12-28'],
    ['monthly', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['monthly', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['monthly', '2026-01-15', '2025-12-01', '2025-12-31'],
  ] as const)('%s on %s: from %s to %s', (schedule, today, from, to) => {
    expect(periodBefore(schedule, today)).toEqual({ from, to });
  });

  it.each([
    ['at six', 'weekly', null, '2026-01-12', 360, '2026-01-11'],
    ['not before six', 'weekly', null, '2026-01-12', 359, null],
    ['once', 'weekly', '2026-01-11', '2026-01-18', 600, null],
    ['again the next Monday', 'weekly', '2026-01-11', '2026-01-19', 600, '2026-01-18'],
    ['the latest alone after a standstill', 'monthly', '2025-10-31', '2026-01-05', 600, '2025-12-31'],
    ['never by hand', 'by-hand', null, '2026-01-12', 600, null],
  ] as const)('due %s', (_, schedule, lastTo, localDate, minuteOfDay, to) => {
    expect(duePeriod({ schedule, lastTo }, { localDate, minuteOfDay })?.to ?? null).toBe(to);
  });

  it.each([
    ['before the campaign', '2026-01-01', '2026-01-31', false],
    ['its first day', '2026-01-26', '2026-02-01', true],
    ['within a phase', '2026-02-02', '2026-02-08', true],
    ['between two phases', '2026-03-02', '2026-03-08', false],
    ['the week in which it ends', '2026-04-27', '2026-05-03', true],
    ['after it', '2026-05-04', '2026-05-10', false],
  ])('a campaign is reported for %s: %s to %s %s', (_, from, to, wanted) => {
    const phases = [
      { fromDate: '2026-02-01', toDate: '2026-02-28' },
      { fromDate: '2026-04-01', toDate: '2026-04-30' },
    ];
    expect(fallsInto({ from, to }, phases)).toBe(wanted);
  });
});
