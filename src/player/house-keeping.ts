import fsp from 'node:fs/promises';
import path from 'node:path';
import cron from 'node-cron';
import { mediaToRemove } from '../domain/playout/media-keep';
import type { Logger } from '../platform/logging/logger';
import type { Player } from './player';

const dayMs = 24 * 3_600_000;
/** Files no manifest names any more stay this long: a bulletin is often planned again. */
const mediaKeptMs = 14 * dayMs;
/** Results are remembered longer than any manifest reaches back, so that nothing can play twice. */
const airingsKeptMs = 45 * dayMs;

/** Hourly, at a minute when no session usually begins. Returns how to stop it. Nothing on air depends on it. */
export function startHouseKeeping(
  player: Player,
  recordingsDir: string,
  recordingsKeptDays: number,
  mediaBudgetBytes: number,
  log: Logger,
): () => void {
  const task = cron.schedule('17 * * * *', async () => {
    try {
      await keepHouse(player, recordingsDir, recordingsKeptDays, mediaBudgetBytes);
    } catch (error) {
      log.warn({ err: error }, 'house-keeping failed');
    }
  });
  return () => void task.destroy();
}

/** Sweeps spool, media, recordings and old memory once. */
export async function keepHouse(
  player: Player,
  recordingsDir: string,
  recordingsKeptDays: number,
  mediaBudgetBytes = Infinity,
): Promise<void> {
  const now = player.now();
  const { spool, media, manifest, ledger, orders } = player.rooms;
  await spool.sweep();
  const named = new Set(manifest?.media.map((m) => m.sha256));
  const stored = await media.list();
  for (const { sha256, writtenAtMs } of stored) {
    if (manifest && !named.has(sha256) && writtenAtMs < now - mediaKeptMs) await media.remove(sha256);
  }
  for (const sha256 of mediaToRemove(stored, player.neededMedia(), now, mediaBudgetBytes)) await media.remove(sha256);
  for (const name of await fsp.readdir(recordingsDir).catch(() => [])) {
    const file = path.join(recordingsDir, name);
    if (!name.endsWith('.wav')) continue;
    if ((await fsp.stat(file)).mtimeMs < now - recordingsKeptDays * dayMs) await fsp.rm(file, { force: true });
  }
  ledger.forgetAirings(now - airingsKeptMs);
  orders.prune(now);
}
