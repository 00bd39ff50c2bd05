import { fork } from 'node:child_process';
import { sign } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sessionText } from '../../src/contracts/device/http-link';
import { AreasService } from '../../src/features/areas';
import { insertArea } from '../../src/features/areas/area.repository';
import { DeviceSessions, DevicesService, JoiningService, ManifestService } from '../../src/features/devices';
import { loadConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { type RunningService, startService } from '../../src/service';
import { aNewDevice } from '../support/device-station';

const root = path.resolve(__dirname, '../../../..');

interface Said {
  kind: 'open' | 'begin' | 'full';
  p50Ms: number;
  p99Ms: number;
  polls: number;
}

/**
 * Authenticated conditional polls of a manifest that did not change, by a process of its own: `p99Ms` open-loop at `perSecond`, and
 * `perCpuSecond` of this process, which hosts the whole service. Options: --rate N (1000), --seconds N (10).
 */
export async function syncBench(args: string[] = []): Promise<object> {
  const option = (name: string, otherwise: number): number => Number(args[args.indexOf(name) + 1] ?? 0) || otherwise;
  const [perSecond, seconds] = [option('--rate', 1000), option('--seconds', 10)];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-bench-sync-'));
  const env = { LOA_DATA_DIR: folder, PORT: '0', LOA_LOG_LEVEL: 'silent', LOA_EMBEDDED_PLAYERS: 'off' };
  const service = await startService(loadConfig(env));
  try {
    const device = await joined(service);
    const settings = JSON.stringify({ url: service.url, ...device, perSecond, seconds });
    const load = fork(path.join(root, 'test/support/poll-load.cjs'), [settings], { execArgv: [] });
    const ended = new Promise<void>((resolve, reject) =>
      load.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the load ended with code ${code}`)))),
    );
    let open: Said | null = null;
    let cpu = process.cpuUsage();
    let perCpuSecond = NaN;
    load.on('message', (said: Said) => {
      if (said.kind === 'open') open = said;
      if (said.kind === 'begin') {
        cpu = process.cpuUsage();
        load.send({});
      }
      if (said.kind !== 'full') return;
      const { user, system } = process.cpuUsage(cpu);
      perCpuSecond = Math.round(said.polls / ((user + system) / 1e6));
    });
    await ended;
    const { p50Ms, p99Ms, polls } = open ?? { p50Ms: NaN, p99Ms: NaN, polls: 0 };
    const round = (ms: number): number => Math.round(ms * 10) / 10;
    return { perCpuSecond, p50Ms: round(p50Ms), p99Ms: round(p99Ms), perSecond, polls };
  } finally {
    await service.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A device with a key, a session and a manifest. */
async function joined({ app, parts }: RunningService): Promise<{ token: string; etag: string }> {
  const get = <T>(token: abstract new (...args: never[]) => T): T => app.get(token as never, { strict: false });
  await parts.database.uow.run(systemActor('bench'), async (tx) => {
    for (const [code, level, parentCode] of [
      ['51', 'province', 'VN'],
      ['23538', 'commune', '51'],
    ] as const) {
      const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
      await insertArea(tx.manager, { code, level, parentCode, name: code, nameSearch: code, ...unknown }, tx.nowMs);
    }
  });
  await get(AreasService).load();
  const actor = { userId: 'bench', name: 'bench' };
  const { id: deviceId } = await get(DevicesService).create(actor, aNewDevice);
  const key = generateSigningKey();
  await get(JoiningService).join((await get(JoiningService).makeCode(actor, deviceId)).code, key.publicPem);
  await get(ManifestService).rebuild(deviceId);
  const sessions = get(DeviceSessions);
  const { nonce } = sessions.challenge(deviceId);
  const boot = 'bench';
  const signature = sign(null, Buffer.from(sessionText(deviceId, boot, nonce)), key.privateKey).toString('base64');
  const { token } = await sessions.open({ deviceId, boot, nonce, signature });
  return { token, etag: `"${await get(ManifestService).latestVersion(deviceId)}"` };
}
