/** Issue 6's figure: tomorrow of every commune judged, three sessions of eight bookings each, through the service and its store. */
import { judgeDay } from '../../src/domain/scheduling/preflight/judge-day';
import type { PreflightDay } from '../../src/domain/scheduling/preflight/day';
import { DeviceEntity } from '../../src/features/devices/device.entity';
import { PreflightEntity } from '../../src/features/preflight/preflight.entity';
import { systemActor } from '../../src/platform/database/transaction';
import { EventDispatcher } from '../../src/platform/events/event-dispatcher';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { ServiceStart } from '../../src/platform/lifecycle/service-start';
import { openPreflight } from '../support/preflight-station';
import { openBenchSchedule } from './schedule-bench';

const communes = 3_321;
const portion = 100;

export interface PreflightBench {
  /** The whole run: reading, judging, storing, telling; each commit durable, on SQLite. */
  seconds: number;
  readSeconds: number;
  computeSeconds: number;
  storeSeconds: number;
  communes: number;
  sessions: number;
  findings: number;
}

export async function preflightBench(): Promise<PreflightBench> {
  const bench = await openBenchSchedule('sqlite3', communes, 7);
  const { test, clock } = bench;
  const { uow, read } = test.database;
  const failed = (_what: unknown, error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const events = new EventDispatcher(test.database, clock, failed);
  const jobs = new JobRunner(test.database, clock, failed);
  const { preflight, judge } = openPreflight({ ...bench, parts: { events, jobs, serviceStart: new ServiceStart() } });
  try {
    for (let i = 0; i < communes; i += portion) {
      const codes = bench.communes.slice(i, i + portion);
      await uow.run(systemActor('bench'), ({ manager }) =>
        manager.insert(DeviceEntity, codes.map(deviceOf)).then(() => undefined),
      );
      for (const commune of codes) await bench.planner.plan(commune);
    }
    const tomorrow = preflight.tomorrow();
    const days: PreflightDay[] = [];
    const readSeconds = await timed(async () => {
      for (let i = 0; i < communes; i += portion)
        days.push(...(await judge.factsOf(bench.communes.slice(i, i + portion), tomorrow)));
    });
    const computeSeconds = await timed(async () => days.forEach((day) => judgeDay(day)));
    const sessions = days.reduce((sum, day) => sum + (day.programmes[0]?.rundowns.length ?? 0), 0);
    days.length = 0;
    const seconds = await timed(async () => void (await preflight.runDue()));
    const rows = await read.manager.find(PreflightEntity);
    return {
      ...{ seconds, readSeconds, computeSeconds, storeSeconds: rounded(seconds - readSeconds - computeSeconds) },
      ...{ communes: rows.length, sessions, findings: rows.reduce((sum, row) => sum + row.findings.length, 0) },
    };
  } finally {
    await bench.close();
  }
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return rounded((performance.now() - startedAt) / 1000);
}

function deviceOf(commune: string): DeviceEntity {
  return {
    ...{ id: `${commune}-device`, kind: 'loudspeaker', areaCode: commune, communeCode: commune, name: 'Cụm loa 1' },
    ...{ place: '', sink: 'null', volume: [], embedded: false, publicKey: 'key', createdAt: 0, placedAt: 0 },
    ...{ retiredAt: null, rebuildTurn: 0 },
  };
}
