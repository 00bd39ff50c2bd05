import { queueRoutes } from '../../src/contracts/http/queue';
import { scheduleRoutes } from '../../src/contracts/http/schedule';
import { DAY_MS } from '../../src/domain/time/local-date';
import { wallClockAt } from '../../src/domain/time/wall-clock';
import type { DatabaseName } from '../support/databases';
import { openBenchSchedule, provinceOfBench } from './schedule-bench';

const communes = 200;
const horizonDays = 31;
const runs = 200;
const warmUps = 30;

interface Figures {
  p99Ms: { day: number; month: number };
  p50Ms: { day: number; month: number };
}

/**
 * What an operator waits for, warm: the day of 200 communes (600 rundowns) and one commune's month (93, with their items), read, checked
 * against the contract and written out as JSON. SQLite on top, PostgreSQL under `postgres`. `--database sqlite3|libsql|postgres`.
 */
export async function apiBench(args: string[]): Promise<object> {
  const at = args.indexOf('--database');
  if (at >= 0) return measureOn(args[at + 1] as DatabaseName);
  return { ...(await measureOn('sqlite3')), postgres: await measureOn('postgres'), communes, runs };
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
    const figure = (share: number): Figures['p99Ms'] => ({ day: rank(day, share), month: rank(month, share) });
    return { p99Ms: figure(0.99), p50Ms: figure(0.5) };
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
