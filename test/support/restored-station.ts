import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { takeBackup } from '../../src/platform/backup/take-backup';
import { loadConfig } from '../../src/platform/config/config';
import { restoreStation, startService, type RunningService } from '../../src/service';
import { newPostgres } from './databases';

/** Backs a running station up, and starts what was restored on an "empty machine": another folder, another database. */
export async function restoredFrom(
  running: RunningService,
): Promise<{ service: RunningService; folder: string; remove: () => Promise<void> }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-restored-'));
  const backups = path.join(folder, 'backups');
  const { dataDir, audioLibraryDir, databaseUrl } = running.parts.config;
  await takeBackup({ dataDir, audioLibraryDir, databaseUrl, loaVersion: '0', to: backups, takenAt: Date.now() });
  const place = databaseUrl ? await newPostgres() : null;
  const config = loadConfig({
    LOA_DATA_DIR: path.join(folder, 'station'),
    PORT: '0',
    LOA_LOG_LEVEL: 'error',
    LOA_SINKS: 'null',
    ...(place ? { LOA_DATABASE_URL: place.location.url } : {}),
  });
  await restoreStation(config, backups);
  const service = await startService(config);
  const remove = async (): Promise<void> => {
    await service.close();
    await place?.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { service, folder, remove };
}
