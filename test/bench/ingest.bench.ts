import type { SentRow } from '../../src/contracts/device/rows';
import { letOthersRun } from '../../src/platform/clock/let-others-run';
import type { DatabaseName } from '../support/databases';
import type { DeviceLog } from '../support/ledger';
import { benchDay, benchStation, openBenchLedger, type BenchLedger } from './ledger-bench';
import { inOwnProcess, onDatabases, valueOf } from './on-databases';

const batchRows = 200;
/**
 * Devices that send at the same time, each waiting for its answer before the next batch: after a morning's session hundreds do. Those that
 * wait share a transaction, as they do in the service.
 */
const senders = 20;
/** 20 communes of 4 devices; each sends a day of 100 items, an intent and a result each, in one batch. */
const size = { communes: 20, devicesPerCommune: 4, itemsPerDay: 100 };

/**
 * Rows per second taken into the ledger, durable (every commit synced) and with commune airings and roll-ups, in batches of 200. The plan
 * is noted beforehand, as the reconciler does each minute. Each database has a process of its own, which `--here` spares. `--days N`, `--database sqlite3|libsql|postgres`.
 */
export async function ingestBench(args: string[]): Promise<object> {
  const days = valueOf(args, '--days') ?? '4';
  const here = args.includes('--here');
  const measure = (name: DatabaseName): Promise<Ingested> =>
    here ? ingestOn(name, Number(days)) : inOwnProcess('ingest', name, ['--days', days]);
  return { ...(await onDatabases(args, measure)), ...(here ? {} : { batchRows, senders }) };
}

interface Ingested {
  rowsPerSecond: number;
  rows: number;
  /** Of this process: shows whether the machine was busy with other work. */
  cpuMicrosPerRow: number;
}

async function ingestOn(name: DatabaseName, days: number): Promise<Ingested> {
  // Planned for later than now, or the reconciler would find it missing.
  const shape = { ...size, firstAt: Date.now() + 86_400_000 };
  const station = benchStation(shape);
  const logs = new Map<string, DeviceLog>();
  const all = Array.from({ length: days + 1 }, (_, day) => asReceived(benchDay(station, shape, day, logs)));
  const bench = await openBenchLedger(name, station);
  try {
    await bench.ledger.reconciler.run();
    // A station's plan stands in its database, not in the memory of the process that takes rows in.
    station.plans.length = 0;
    station.plansByKey.clear();
    const [first = [], ...rest] = all;
    await send(bench, first);
    const batches = rest.flat();
    globalThis.gc?.();
    const startedAt = performance.now();
    const cpu = process.cpuUsage();
    const rows = await send(bench, batches);
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { rowsPerSecond: Math.round(rows / seconds), rows, cpuMicrosPerRow: Math.round((user + system) / rows) };
  } finally {
    await bench.close();
  }
}

interface Received {
  deviceId: string;
  /** The rows of one batch as they come in: JSON. */
  body: Buffer;
}

/** In batches, and outside the heap: days of rows kept there as objects would be the collector's work, not ingest's. */
function asReceived(sent: readonly { deviceId: string; rows: SentRow[] }[]): Received[] {
  return sent.flatMap(({ deviceId, rows }) =>
    Array.from({ length: Math.ceil(rows.length / batchRows) }, (_, i) => ({
      deviceId,
      body: Buffer.from(JSON.stringify(rows.slice(i * batchRows, (i + 1) * batchRows))),
    })),
  );
}

async function send(bench: BenchLedger, received: readonly Received[]): Promise<number> {
  const batches = [...received];
  let taken = 0;
  const sender = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      // Each comes in by itself, not all in the moment that a commit is answered.
      await letOthersRun();
      const rows = JSON.parse(batch.body.toString()) as SentRow[];
      const answers = await bench.ledger.playout.ingest(batch.deviceId, rows);
      taken += answers.filter((answer) => answer.outcome === 'accepted').length;
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return taken;
}
