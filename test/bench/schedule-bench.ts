import { AreasService } from '../../src/features/areas';
import { PlannerService, PoliciesService, QueueListsService, RundownsService } from '../../src/features/schedule';
import { BookingEntity } from '../../src/features/schedule/booking.entity';
import { ScheduleRepository } from '../../src/features/schedule/schedule.repository';
import { SlotEntity } from '../../src/features/schedule/slot.entity';
import type { Clock } from '../../src/platform/clock/clock';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { loadConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { slotServices } from '../support/slot-services';
import { startPostgres } from './ledger-bench';

const actor = systemActor('bench');
const startsOfDay = ['05:00', '11:00', '17:00'];
const bookingsPerCommune = 8;
const portion = 100;

export const provinceOfBench = '51';

export interface BenchSchedule {
  communes: string[];
  planner: PlannerService;
  rundowns: RundownsService;
  lists: QueueListsService;
  test: TestDatabase;
  clock: Clock;
  areas: AreasService;
  repository: ScheduleRepository;
  close(): Promise<void>;
}

/** Communes of one province with three sessions a day and eight items that want each of them, in a durable database. */
export async function openBenchSchedule(
  name: DatabaseName,
  count: number,
  horizonDays: number,
): Promise<BenchSchedule> {
  const stop = name === 'postgres' ? await startPostgres() : async () => undefined;
  const clock = new SystemClock();
  const test = await openTestDatabase(name, { clock }, { fromNothing: true });
  const { uow, read } = test.database;
  const repository = new ScheduleRepository();
  const areas = new AreasService(uow, read, clock);
  const communes = Array.from({ length: count }, (_, i) => String(10_000 + i));
  const lines = communes.map((code) => `${code},Xã số ${code},commune,${provinceOfBench}`);
  const csv = ['code,name,level,parent_code', `${provinceOfBench},Tỉnh Quảng Ngãi,province,`, ...lines, ''].join('\n');
  await areas.importUnits(actor, { kind: 'areas-2025', csv, dryRun: false });
  for (let i = 0; i < communes.length; i += portion) {
    const part = communes.slice(i, i + portion);
    await uow.run(actor, async ({ manager }) => {
      await manager.insert(SlotEntity, part.flatMap(slotsOf));
      await manager.insert(BookingEntity, part.flatMap(bookingsOf));
    });
  }
  const config = { ...loadConfig({}), horizonDays };
  const { slots, finder } = slotServices(test, repository, areas, clock);
  const policies = new PoliciesService(uow, read, repository, areas, finder, clock, config);
  return {
    ...{ communes, test, clock, areas, repository },
    planner: new PlannerService(uow, repository, areas, slots, policies, config),
    rundowns: new RundownsService(read, repository, areas, clock),
    lists: new QueueListsService(read, repository, areas, clock),
    close: async () => {
      await test.close();
      await stop();
    },
  };
}

function slotsOf(commune: string): SlotEntity[] {
  return startsOfDay.map((startLocal, i) => ({
    id: `${commune}-slot-${i}`,
    areaCode: commune,
    name: `Buổi ${startLocal}`,
    rule: {
      zone: 'Asia/Ho_Chi_Minh',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startLocal,
      lengthMinutes: 30,
      validFrom: '2026-01-01',
      validTo: null,
      exceptions: [],
    },
    sharing: 'shared',
    takes: 'anything',
    onlyRefs: null,
    frame: { opening: [], closing: [] },
    revision: 1,
    createdAt: 0,
    retiredAt: null,
  }));
}

/** Together a little more than fits, so that carrying over and its news are part of the work. */
function bookingsOf(commune: string): BookingEntity[] {
  return Array.from({ length: bookingsPerCommune }, (_, i) => ({
    id: `${commune}-booking-${i}`,
    origin: 'request',
    kind: 'bulletin',
    ref: `${commune}-bulletin-${i}`,
    areaCode: commune,
    zones: null,
    class: i === 0 ? 'priority' : 'normal',
    audio: [
      {
        language: 'vi',
        versionId: `${commune}-version-${i}`,
        durationMs: 120_000 + i * 31_000,
        sha256: 'a'.repeat(64),
        bytes: 2_000_000,
        mime: 'audio/mpeg',
      },
    ],
    item: { title: `Bản tin số ${i}`, topicCode: '4.1', originAreaCode: commune, relayed: false },
    topicCode: '4.1',
    searchText: `ban tin so ${i}`,
    slotIds: [],
    dates: { kind: 'between', from: '2026-01-01', until: null },
    readings: 1,
    position: i,
    approvedAt: i,
    validFromAt: null,
    validUntilAt: null,
    repeat: i % 4 === 3 ? { playsPerDay: 2, gapMs: null, total: null } : null,
    onMiss: 'skip',
    lateByMs: null,
    offsetMs: null,
    relay: null,
    state: 'active',
    withdrawnBecause: null,
    revision: 1,
    createdAt: i,
  }));
}
