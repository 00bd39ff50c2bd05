import { gather, signIn, type Cast } from '../../src/cli/demo/cast';
import { furnish, importLists } from '../../src/cli/demo/stage';
import { Voice } from '../../src/cli/demo/voice';
import { createClient } from '../../src/contracts/http/client';
import { wallClockAt } from '../../src/domain/time/wall-clock';
import { loadConfig } from '../../src/platform/config/config';
import { startService } from '../../src/service';

const silent = new Voice(
  () => 0,
  () => undefined,
);

/** Leaves a data folder as a small station has it: 3,355 units, the topics, a user for each role, two communes with a device in the machine each. */
export async function prepareFolder(dataDir: string): Promise<Record<string, string>> {
  const service = await startService(loadConfig({ LOA_DATA_DIR: dataDir, PORT: '0', LOA_LOG_LEVEL: 'error' }));
  try {
    const anonymous = createClient({ baseUrl: service.url });
    const admin: Cast['admin'] = await signIn(anonymous, service.firstStart.admin!);
    const names = await importLists(admin, silent);
    const cast = await gather(anonymous, admin, 'con suối chảy qua làng');
    const today = wallClockAt('Asia/Ho_Chi_Minh', Date.now()).localDate;
    return await furnish(cast, names, today, silent);
  } finally {
    await service.close();
  }
}
