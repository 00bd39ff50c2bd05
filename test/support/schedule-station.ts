import { AreasService } from '../../src/features/areas';
import type { ApprovedVersion } from '../../src/features/bulletins';
import {
  BookingsService,
  DecisionsService,
  OwnBookingsService,
  PlannerService,
  PreviewService,
  QueueListsService,
  RundownEditsService,
  PoliciesService,
  RundownsService,
  ScheduledRundowns,
  type SlotsService,
} from '../../src/features/schedule';
import { LostRecordings } from '../../src/features/schedule/lost-recordings';
import { planJobKind } from '../../src/features/schedule/plan-job';
import { PlanTriggers } from '../../src/features/schedule/plan-triggers';
import type { ScheduleParts } from '../../src/features/schedule/schedule-parts';
import { ScheduleRepository } from '../../src/features/schedule/schedule.repository';
import { ScheduleUpkeep } from '../../src/features/schedule/schedule-upkeep';
import type { SlotRule } from '../../src/domain/time/slot-rule';
import { loadConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { JobEntity } from '../../src/platform/database/job.entity';
import { EventDispatcher, type LoaEvent } from '../../src/platform/events/event-dispatcher';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { ServiceStart } from '../../src/platform/lifecycle/service-start';
import { type DatabaseName, openTestDatabase, type TestDatabase } from './databases';
import { FakeClock } from './fake-clock';
import { slotServices } from './slot-services';

export const setup = systemActor('test');
/** Monday 5 January 2026, 06:00 in Vietnam. */
export const mondayMorning = Date.UTC(2026, 0, 4, 23, 0, 0);
export const here = '23538';
export const dayMs = 86_400_000;

const csv = `code,name,level,parent_code
51,Tỉnh Quảng Ngãi,province,
23535,Xã Ia Đal,commune,51
23538,Xã Ia Tơi,commune,51
`;

export const aRule = (startLocal: string, lengthMinutes = 30, more: Partial<SlotRule> = {}): SlotRule => ({
  zone: 'Asia/Ho_Chi_Minh',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  startLocal,
  lengthMinutes,
  validFrom: '2026-01-01',
  validTo: null,
  exceptions: [],
  ...more,
});

export const aSlot = (name: string, startLocal: string, lengthMinutes = 30, more: Partial<SlotRule> = {}) => ({
  name,
  rule: aRule(startLocal, lengthMinutes, more),
  sharing: 'shared' as const,
  takes: 'anything' as const,
  opening: [],
  closing: [],
});

export const approved = (bulletinId: string, more: Partial<ApprovedVersion> = {}): ApprovedVersion => ({
  bulletinId,
  versionId: `${bulletinId}-v1`,
  title: `Bản tin ${bulletinId}`,
  topicCode: '4.1',
  areaCode: here,
  areaCodes: [here],
  priority: 'normal',
  language: 'vi',
  request: { days: { kind: 'dates', dates: ['2026-01-05'] }, preferredSlotIds: [], readings: 1 },
  durationMs: 60_000,
  masterSha256: 'a'.repeat(64),
  masterBytes: 480_000,
  mime: 'audio/mpeg',
  validFrom: null,
  validUntil: null,
  approvedAt: mondayMorning,
  relayed: false,
  ...more,
});

/** The schedule with its clockwork over one database: events and jobs run when `settle` is asked. */
export interface ScheduleStation {
  test: TestDatabase;
  clock: FakeClock;
  areas: AreasService;
  slots: SlotsService;
  policies: PoliciesService;
  bookings: BookingsService;
  decisions: DecisionsService;
  planner: PlannerService;
  rundowns: RundownsService;
  scheduled: ScheduledRundowns;
  edits: RundownEditsService;
  own: OwnBookingsService;
  previews: PreviewService;
  lists: QueueListsService;
  upkeep: ScheduleUpkeep;
  repository: ScheduleRepository;
  parts: ScheduleParts;
  /** Events delivered so far. */
  delivered: LoaEvent[];
  /** Delivers what is recorded and runs the plans that are asked for. */
  settle(): Promise<void>;
  emit(type: string, payload: object): Promise<void>;
  close(): Promise<void>;
}

export async function openSchedule(name: DatabaseName): Promise<ScheduleStation> {
  const clock = new FakeClock(mondayMorning);
  const test = await openTestDatabase(name, { clock });
  const { uow, read } = test.database;
  const failures: unknown[] = [];
  const events = new EventDispatcher(test.database, clock, (_event, error) => failures.push(error));
  const jobs = new JobRunner(test.database, clock, (_kind, error) => failures.push(error));
  const repository = new ScheduleRepository();
  const areas = new AreasService(uow, read, clock);
  await areas.importUnits(setup, { kind: 'areas-2025', csv, dryRun: false });
  const config = loadConfig({});
  const { slots, finder } = slotServices(test, repository, areas, clock);
  const policies = new PoliciesService(uow, read, repository, areas, finder, clock, config);
  const bookings = new BookingsService(uow, read, repository, areas);
  const planner = new PlannerService(uow, repository, areas, slots, policies, config);
  const parts = { events, jobs, serviceStart: new ServiceStart(), clock };
  const triggers = new PlanTriggers(uow, read, repository, areas, parts);
  /** Every bulletin that is asked for stands approved, for the commune. */
  const bulletins = {
    approvedVersion: async (id: string) => approved(id.replace(/-v\d$/, ''), { versionId: id }),
    submittedVersion: async () => null,
    find: async (id: string) => ({ areaCodes: [here], versions: [{ id: `${id}-v1`, state: 'approved' }] }),
  } as never;
  const rundowns = new RundownsService(read, repository, areas, clock);
  const decisions = new DecisionsService(repository, areas);
  const upkeep = new ScheduleUpkeep(read, repository, areas, bulletins, bookings, planner, triggers, parts);
  triggers.onModuleInit();
  upkeep.onModuleInit();
  new LostRecordings(uow, parts).onModuleInit();
  const delivered: LoaEvent[] = [];
  events.listen(async (event) => void delivered.push(event));
  events.start();
  /** The runner polls by the clock, which stands here: the plans asked for are run by hand. */
  const runPlans = async (): Promise<number> => {
    const waiting = await read.manager.findBy(JobEntity, { state: 'queued', kind: planJobKind });
    for (const { id, key } of waiting) {
      await uow.run(setup, ({ manager }) => manager.update(JobEntity, { id }, { state: 'done' }).then(() => undefined));
      await planner.plan(key ?? '');
    }
    return waiting.length;
  };
  return {
    ...{ test, clock, areas, slots, policies, bookings, planner, upkeep, repository, delivered, parts },
    decisions,
    rundowns,
    edits: new RundownEditsService(uow, read, repository, areas, planner, decisions),
    own: new OwnBookingsService(uow, read, repository, areas, bulletins),
    previews: new PreviewService(read, repository, areas, planner, clock),
    lists: new QueueListsService(read, repository, areas, clock),
    scheduled: new ScheduledRundowns(read, repository, policies),
    settle: async () => {
      for (let waiting = 1; waiting > 0;) {
        await events.idle();
        waiting = await runPlans();
      }
      if (failures.length > 0) throw new Error(failures.splice(0).map(String).join('; '));
    },
    emit: (type, payload) => uow.run(setup, (tx) => tx.emit({ type, payload })),
    close: async () => {
      await events.stop();
      await test.close();
    },
  };
}
