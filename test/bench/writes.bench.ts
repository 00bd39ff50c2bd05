import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrations } from '../../src/migrations';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { openDatabase } from '../../src/platform/database/database';
import { systemActor } from '../../src/platform/database/transaction';

const writes = 2000;
const rounds = 5;

/** Seconds for 2,000 queued writes, each a unit of work of its own and durable when answered; the median of five rounds. */
export async function writesBench(): Promise<{ seconds: number; writes: number; driver: string; runs: number[] }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-bench-writes-'));
  const database = await openDatabase(
    { location: { file: path.join(folder, 'loa.db') }, entities: [], migrations, clock: new SystemClock() },
    { migrate: true },
  );
  try {
    const runs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      const one = (i: number): Promise<void> =>
        database.uow.run(systemActor('bench'), (tx) =>
          tx.audit({ action: 'slot.changed', entity: 'bench', entityId: String(i) }),
        );
      await Promise.all(Array.from({ length: writes }, (_, i) => one(i)));
      runs.push(Math.round(performance.now() - started) / 1000);
    }
    const seconds = [...runs].sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
    return { seconds, writes, driver: database.driverName, runs };
  } finally {
    await database.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
