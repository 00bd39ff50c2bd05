import { splitPeriod } from '../../src/domain/airtime/periods';
import { layOut } from '../../src/domain/airtime/report';
import { refoldAirings } from '../../src/features/airtime/airing-fold.repository';
import { type Communes, sumProgrammes, sumRollups } from '../../src/features/airtime/report.repository';
import { DeviceAiringEntity } from '../../src/features/playout';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import { literal, query, sql } from '../../src/platform/database/sql';
import { Together } from '../../src/platform/database/together';
import { systemActor } from '../../src/platform/database/transaction';
import type { DatabaseName, TestDatabase } from '../support/databases';
import { benchStation, openBenchLedger } from './ledger-bench';
import {
  communeCode,
  days,
  itemsPerDay,
  largestProvince,
  ledgerExpressions,
  ledgerSource,
  perCommuneAndMonth,
} from './ledger-month';
import { onDatabases, valueOf } from './on-databases';

interface ReportFigures {
  ms: number;
  cpuMs: number;
  communeMs: number;
  daysMs: number;
  programmesMs: number;
  lines: number;
  communes: number;
  months: number;
  rows: number;
}

const actor = systemActor('bench');
const runs = 15;
/** Readings before those that count: the service has read reports before. */
const warmUps = 10;
const month = { from: '2026-01-01', to: '2026-01-30' };
/** More rows than a station on SQLite is meant to hold: measured on PostgreSQL alone, unless a database is named. */
const mostOnSqlite = 2_000_000;
const wholeMonth = { from: '2026-01-01', to: '2026-01-31' };

/**
 * A month by topic and commune: 167 communes of 5 devices and 20 items a day make 1,002,000 ledger rows a month, intents and results,
 * generated inside the database; `--rows` beyond that adds months, unless `--communes N` asks for more communes. `ms` is the median of
 * 15 readings of one month from the roll-ups, `communeMs` of the whole report of one commune, `daysMs` of thirty of its days, read as the month
 * less the last, `programmesMs` of the distinct programme time. `--rows N`, `--communes N`, `--database sqlite3|libsql|postgres`.
 */
export async function reportBench(args: string[]): Promise<object> {
  const wanted = Number(valueOf(args, '--rows') ?? 1_000_000);
  const most = Number(valueOf(args, '--communes') ?? largestProvince);
  const communes = Math.min(most, Math.ceil(wanted / perCommuneAndMonth));
  const months = monthsAround(Math.ceil(wanted / (communes * perCommuneAndMonth)));
  const on = wanted > mostOnSqlite ? (['postgres'] as const) : undefined;
  return { ...(await onDatabases(args, (name) => reportOn(name, communes, months), on)), runs };
}

async function reportOn(name: DatabaseName, communes: number, months: readonly string[]): Promise<ReportFigures> {
  const { test, close } = await openBenchLedger(
    name,
    benchStation({ communes: 1, devicesPerCommune: 1, itemsPerDay: 1, firstAt: 0 }),
  );
  try {
    const rows = await fill(test, communes, months);
    const { manager } = test.database.read;
    const middleCommune = communeCode(Math.floor(communes / 2));
    const read = async (period: typeof month, communes: Communes = null): Promise<number> => {
      const groups = await sumRollups(manager, splitPeriod(period), communes, ['topic', 'commune']);
      return layOut(groups, ['topic', 'commune']).lines.length;
    };
    const oneCommune = async (): Promise<void> => {
      await read(wholeMonth, [middleCommune]);
      await sumProgrammes(manager, wholeMonth, [middleCommune]);
    };
    return {
      ...(await medians(() => read(wholeMonth))),
      communeMs: (await medians(oneCommune)).ms,
      daysMs: (await medians(() => read(month))).ms,
      programmesMs: (await medians(() => sumProgrammes(manager, wholeMonth, null))).ms,
      lines: await read(wholeMonth),
      ...{ communes, months: months.length, rows },
    };
  } finally {
    await close();
  }
}

/** Medians of the time taken, and of this process's own CPU time: the second shows whether the machine was busy with other work. */
async function medians(work: () => Promise<unknown>): Promise<{ ms: number; cpuMs: number }> {
  const took: number[] = [];
  const used: number[] = [];
  for (let i = -warmUps; i < runs; i += 1) {
    const startedAt = performance.now();
    const cpu = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(cpu);
    if (i < 0) continue;
    took.push(performance.now() - startedAt);
    used.push((user + system) / 1000);
  }
  return { ms: middle(took), cpuMs: middle(used) };
}

function middle(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10;
}

/** The month that is read, with half of the others before it; February is too short. */
function monthsAround(count: number): string[] {
  const months: string[] = [];
  for (let i = -Math.floor(count / 2); months.length < count || !months.includes('2026-01'); i += 1) {
    const month = new Date(Date.UTC(2026, i, 1)).toISOString().slice(0, 7);
    if (!month.endsWith('-02')) months.push(month);
  }
  return months;
}

/** Fills ledger and items by SQL, commune by commune, and folds them as ingest does. */
async function fill(test: TestDatabase, communes: number, months: readonly string[]): Promise<number> {
  for (const [turn, month] of months.entries()) {
    for (let commune = 0; commune < communes; commune += 1)
      await fillMonth(test, commune, month, turn * communes + commune);
  }
  if (test.database.kind === 'postgres') {
    await test.database.uow.run(actor, ({ manager }) => manager.query('ANALYZE airing_rollups, commune_airings'));
  }
  const [counted] = await query<{ n: unknown }>(test.database.read.manager, sql`SELECT COUNT(*) AS n FROM ledger_rows`);
  return Number(counted?.n);
}

async function fillMonth(test: TestDatabase, commune: number, month: string, portion: number): Promise<void> {
  await test.database.uow.run(actor, async ({ manager }) => {
    const of = ledgerExpressions(commune, month, portion);
    const insert = async (entity: typeof LedgerRowEntity | typeof DeviceAiringEntity, kinds: string): Promise<void> => {
      const { tableName, columns } = manager.dataSource.getMetadata(entity);
      const names = columns.map((column) => column.databaseName);
      const values = names.map((column) => of[column] ?? 'NULL');
      await query(
        manager,
        sql`INSERT INTO ${literal(`${tableName} (${names.join(', ')})`)}
            ${literal(ledgerSource(values, kinds))}`,
      );
    };
    await insert(LedgerRowEntity, `(SELECT 0 AS kind UNION ALL SELECT 1) k`);
    await insert(DeviceAiringEntity, `(SELECT 1 AS kind) k`);
    const code = communeCode(commune);
    const keys = Array.from({ length: days * itemsPerDay }, (_, i) => ({
      communeCode: code,
      airingKey: `${code}-${month}-${i}`,
    }));
    const together = new Together(manager);
    await refoldAirings(together, keys);
    await together.run();
  });
}
