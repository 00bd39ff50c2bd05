import { believe, believedAt, type ClockBelief, type ClockReading } from '../../../src/domain/playout/clock-belief';
import { spoolKeep, spoolOrder } from '../../../src/domain/playout/spool-order';
import { insideWindows, volumeAt } from '../../../src/domain/playout/windows';
import { aRundown, fakeSha, fiveOClock, zone } from '../../support/manifest-builder';

const at = fiveOClock;
const hour = 3_600_000;
const limits = { notBeforeMs: at - hour, toleranceMs: 500, settleMs: 10_000 };

describe('the clock the player goes by (P7)', () => {
  const read = (wallMs: number, monotonicMs: number, kernelSynced = false): ClockReading => ({
    wallMs,
    monotonicMs,
    kernelSynced,
  });
  const run = (...readings: ClockReading[]): ClockBelief =>
    readings.reduce<ClockBelief | null>((belief, reading) => believe(belief, reading, limits, false), null)!;

  it('is synced by the kernel, held over when plausible, else unset', () => {
    expect(run(read(at, 0, true)).trust).toBe('synced');
    expect(run(read(at, 0)).trust).toBe('holdover');
    expect(run(read(0, 0)).trust).toBe('unset');
  });

  it('does not believe a jump before it has stood, and goes on as before meanwhile', () => {
    const jumped = run(read(at, 0), read(at + 2 * hour + 1000, 1000));
    expect(jumped.pending).not.toBeNull();
    expect(believedAt(jumped, 1000)).toBe(at + 1000);
    const back = believe(jumped, read(at + 2000, 2000), limits, false);
    expect(back).toMatchObject({ pending: null, trust: 'holdover' });
    const stood = believe(jumped, read(at + 2 * hour + 11_000, 11_000), limits, false);
    expect(believedAt(stood, 11_000)).toBe(at + 2 * hour + 11_000);
  });

  it('believes the kernel at once, and calls 1970 unset at once', () => {
    expect(believedAt(run(read(at, 0), read(at + hour, 1000, true)), 1000)).toBe(at + hour);
    expect(run(read(at, 0), read(5, 1000)).trust).toBe('unset');
  });

  it('follows drift only in silence', () => {
    const before = run(read(at, 0));
    const reading = read(at + 1100, 1000);
    expect(believedAt(believe(before, reading, limits, false), 1000)).toBe(at + 1000);
    expect(believedAt(believe(before, reading, limits, true), 1000)).toBe(at + 1100);
  });
});

describe('windows and volume by local time (S7)', () => {
  const span = (startLocal: string, endLocal: string, endAt?: number) => ({
    zone,
    startLocal,
    endLocal,
    exception: endAt === undefined ? null : { reason: 'drill', endAt },
  });

  it('are half-open, join, wrap past midnight, and the whole day holds every instant', () => {
    const morning = [span('05:00', '06:00')];
    expect(insideWindows(morning, at, at + hour)).toBe(true);
    expect(insideWindows(morning, at - 1, at + 1)).toBe(false);
    expect(insideWindows(morning, at, at + hour + 1)).toBe(false);
    expect(insideWindows([...morning, span('06:00', '07:00')], at, at + 2 * hour)).toBe(true);
    expect(insideWindows([span('22:00', '06:00')], at - 6 * hour, at + hour)).toBe(true);
    expect(insideWindows([span('00:00', '24:00')], at, at + 72 * hour)).toBe(true);
    expect(insideWindows([], at, at + 1)).toBe(false);
  });

  it('an exception ends', () => {
    expect(insideWindows([span('00:00', '24:00', at + hour)], at, at + hour)).toBe(true);
    expect(insideWindows([span('00:00', '24:00', at + hour)], at + hour, at + hour + 1)).toBe(false);
  });

  it('the last volume that holds wins', () => {
    const loud = { zone, startLocal: '00:00', endLocal: '24:00', percent: 90 };
    expect(volumeAt([loud, { zone, startLocal: '04:00', endLocal: '05:30', percent: 40 }], at)).toBe(40);
    expect(volumeAt([], at)).toBe(100);
  });
});

describe('what is decoded first (P3)', () => {
  it('commands, then the soonest, each file once, as much as fits', () => {
    const rundown = aRundown({ startAt: at, lengths: [1000, 2000, 3000] });
    rundown.items.forEach((item, i) => (item.source = { kind: 'file', sha256: fakeSha(3 - i) }));
    rundown.items.push({ ...rundown.items[0]!, airingKey: 'again', startAt: at + 6000 });
    const order = spoolOrder({
      now: at - hour,
      rundowns: [rundown],
      settled: new Set(),
      playNows: [],
      emergencies: [
        {
          knownSince: at,
          clearedAt: null,
          clearedBy: null,
          order: {
            ...{ commandId: 'e', areaCode: '1', bulletinRef: 'x', durationMs: 500, startAt: at, repeatEveryMs: null },
            ...{ endAt: at + hour, by: 'b', source: { kind: 'file', sha256: fakeSha(9) } },
          },
        },
      ],
    });
    expect(order.map((w) => w.sha256)).toEqual([fakeSha(9), fakeSha(3), fakeSha(2), fakeSha(1)]);
    expect([...spoolKeep(order, 96 * 1600)]).toEqual([fakeSha(9), fakeSha(3)]);
    expect(spoolKeep(order, 0).size).toBe(1);
  });
});
