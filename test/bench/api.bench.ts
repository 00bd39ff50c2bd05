import { queueRoutes } from '../../src/contracts/http/queue';
import { scheduleRoutes } from '../../src/contracts/http/schedule';
import { DAY_MS } from '../../src/domain/time/local-date';
import { wallClockAt } from '../../src/domain/time/wall-clock';
import type { DatabaseName } from '../support/databases';
import { onDatabases } from './on-databases';
import { openBenchSchedule, provinceOfBench } from './schedule-bench';

const communes = 200;
const horizonDays = 31;
const runs = 200;
const warmUps = 30;

interface Figures {
  /** The worse of the two below. */
  p99Ms: number;
  day: { p50Ms: number; p99Ms: number };
  month: { p50Ms: number; p99Ms: number };
}

/**
 * What an operator waits for, warm: the day of 200 communes (600 rundowns) and one commune's month (93, with their items), read, checked
 * against the contract and written out as JSON. SQLite on top, PostgreSQL under `postgres`. `--database sqlite3|libsql|postgres`.
 */
export async function apiBench(args: string[]): Promise<object> {
  return { ...(await onDatabases(args, measureOn)), communes, runs };
}

async function measureOn(name: DatabaseName): Promise<Figures> {
  const bench = await openBenchSchedule(name, communes, horizonDays);
  try {
    for (const commune of bench.communes) await bench.planner.plan(commune);
    const dayAfter = (days: number): string => wallClockAt('Asia/Ho_Chi_Minh', Date.now() + days * DAY_MS).localDate;
    const day = await times(async () => {
      const answer = await bench.lists.day(provinceOfBench, { date: dayAfter(1), limit: 1_000 });
      if (answer.rundowns.length !== 3 * communes) throw new Error(`${answer.rundowns.length} rundowns in a day`);
      JSON.stringify(queueRoutes.listDay.response.parse(answer));
    });
    const commune = bench.communes[7] ?? '';
    const month = await times(async () => {
      const answer = { rundowns: await bench.rundowns.list(commune, dayAfter(1), dayAfter(horizonDays)) };
      if (answer.rundowns.length !== 3 * horizonDays) throw new Error(`${answer.rundowns.length} rundowns in a month`);
      JSON.stringify(scheduleRoutes.listRundowns.response.parse(answer));
    });
    const figures = (sorted: readonly number[]): Figures['day'] => ({
      p50Ms: rank(sorted, 0.5),
      p99Ms: rank(sorted, 0.99),
    });
    const [ofDay, ofMonth] = [figures(day), figures(month)];
    return { p99Ms: Math.max(ofDay.p99Ms, ofMonth.p99Ms), day: ofDay, month: ofMonth };
  } finally {
    await bench.close();
  }
}

async function times(work: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let i = -warmUps; i < runs; i += 1) {
    const startedAt = performance.now();
    await work();
    if (i >= 0) took.push(performance.now() - startedAt);
  }
  return took.sort((a, b) => a - b);
}

/** The smallest time that this share of the runs did not exceed. */
const rank = (sorted: readonly number[], share: number): number =>
  Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10;
