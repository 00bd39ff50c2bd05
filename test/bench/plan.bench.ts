/**
 * Every commune's next seven days, planned on one core with policies, templates and exceptions on (the figure of issues 4 and 6); then the
 * same through the service and its store.
 */
import { openBenchSchedule } from './schedule-bench';
import { hash as digest } from 'node:crypto';
import { type Booking } from '../../src/domain/scheduling/booking';
import { planCommune } from '../../src/domain/scheduling/plan-commune';
import { type Policy } from '../../src/domain/scheduling/policy';
import { nothingSettled } from '../../src/domain/scheduling/settled';
import { type Slot, type Template } from '../../src/domain/scheduling/slot';

const communes = 3_321;
const startsOfDay = ['05:00', '11:00', '17:00'];
const bookingsPerCommune = 8;
const window = { from: '2026-03-02', to: '2026-03-08' };
const asOf = Date.parse('2026-03-01T12:00:00+07:00');

const hash = (text: string): string => digest('sha256', text, 'hex');

const chime = (id: string, durationMs: number): Template['opening'][number] => ({
  id,
  ref: id,
  language: 'zxx',
  versionId: null,
  durationMs,
});
const template: Template = { opening: [chime('opening', 8_000)], fixed: [], closing: [chime('closing', 5_000)] };

function slotsOf(commune: string): Slot[] {
  return startsOfDay.map((startLocal, i) => ({
    id: `${commune}-slot-${i}`,
    areaId: commune,
    level: 3,
    rule: {
      zone: 'Asia/Ho_Chi_Minh',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startLocal,
      lengthMinutes: 30,
      validFrom: '2026-01-01',
      validTo: null,
      exceptions: exceptionsOf(startLocal),
    },
    sharing: 'shared',
    takes: 'anything',
    template,
  }));
}

/** One day's morning falls out, another's evening is later: by an event or by hand, it is the same to the plan. */
const exceptionsOf = (startLocal: string): Slot['rule']['exceptions'] => {
  if (startLocal === '05:00') return [{ date: '2026-03-04', kind: 'skip' }];
  if (startLocal === '17:00') return [{ date: '2026-03-05', kind: 'move', startLocal: '18:30' }];
  return [{ date: '2026-03-07', kind: 'add', startLocal: '14:00', lengthMinutes: 15 }];
};

/** Nation, province and commune each set limits, and the province lifted one of them for three days. */
function policiesOf(commune: string): Policy[] {
  const granted = {
    id: `${commune}-exception`,
    grantedLevel: 1,
    reason: 'Đại hội',
    from: '2026-03-03',
    until: '2026-03-05',
  } as const;
  return [
    {
      areaId: 'vn',
      level: 0,
      limits: { windows: [{ from: '05:00', to: '21:00' }], maxSessionsPerDay: 4 },
      exceptions: [],
    },
    { areaId: '51', level: 1, limits: { maxSessionMinutes: 60, maxVolumePercent: 90 }, exceptions: [] },
    {
      areaId: commune,
      level: 3,
      limits: { windows: [{ from: '05:00', to: '20:00' }], maxSessionMinutes: 45, maxSessionsPerDay: 3 },
      exceptions: [{ ...granted, limit: 'maxSessionsPerDay', value: 4 }],
    },
  ];
}

/** Eight items that want every session; together a little more than fits, so that carrying over is part of the work. */
function bookingsOf(commune: string): Booking[] {
  return Array.from({ length: bookingsPerCommune }, (_, i) => ({
    id: `${commune}-booking-${i}`,
    kind: 'bulletin',
    ref: `${commune}-bulletin-${i}`,
    audio: [{ language: 'vi', versionId: `${commune}-version-${i}`, durationMs: 120_000 + i * 31_000 }],
    class: i === 0 ? 'priority' : 'normal',
    areaId: commune,
    level: 3,
    zones: null,
    slotIds: [],
    dates: { kind: 'between', from: '2026-03-01', until: '2026-03-31' },
    readings: 1,
    position: i,
    approvedAt: asOf - i,
    validFromAt: null,
    validUntilAt: null,
    offsetMs: null,
    repeat: i % 4 === 3 ? { playsPerDay: 2, gapMs: null, total: null } : null,
    onMiss: 'skip',
    lateByMs: null,
  }));
}

export interface PlanBench {
  /** Computing all plans, inputs ready. */
  seconds: number;
  /** Reading what is planned from and storing what came out, commune by commune, each commit durable, on SQLite. */
  storeSeconds: number;
  communes: number;
  rundowns: number;
  items: number;
}

/** Plans every commune once, from inputs that are ready, and counts what came out. */
export async function planBench(): Promise<PlanBench> {
  const inputs = Array.from({ length: communes }, (_, i) => {
    const commune = String(10_000 + i);
    return { commune, slots: slotsOf(commune), bookings: bookingsOf(commune) };
  });
  let rundowns = 0;
  let items = 0;
  const startedAt = performance.now();
  for (const { commune, slots, bookings } of inputs) {
    const plan = planCommune({
      programmeArea: { id: commune, zones: [] },
      window,
      asOf,
      slots,
      bookings,
      policies: policiesOf(commune),
      decisions: [],
      settled: nothingSettled,
      hash,
    });
    rundowns += plan.rundowns.length;
    for (const rundown of plan.rundowns) items += rundown.items.length;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds: rounded(seconds), storeSeconds: await storeSeconds(seconds), communes, rundowns, items };
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

async function storeSeconds(computing: number): Promise<number> {
  const bench = await openBenchSchedule('sqlite3', communes, 7);
  try {
    const startedAt = performance.now();
    for (const commune of bench.communes) await bench.planner.plan(commune);
    return rounded((performance.now() - startedAt) / 1000 - computing);
  } finally {
    await bench.close();
  }
}
