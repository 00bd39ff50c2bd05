import fs from 'node:fs';
import path from 'node:path';
import { EmbeddedDevices } from '../../features/playout';
import { createClient } from '../../contracts/http/client';
import { wallClockAt } from '../../domain/time/wall-clock';
import { newSecret } from '../../platform/clock/identifiers';
import { SystemClock } from '../../platform/clock/system-clock';
import { projectRoot, type LoaConfig } from '../../platform/config/config';
import { recordingsDir } from '../../embedded-players';
import { startService, StartRefused, type RunningService } from '../../service';
import { readAirtime } from './airtime';
import { approveAll, expectedItems, hearRenderings, sendChimes, sendIn } from './bulletins';
import { castList, communes, gather, signIn } from './cast';
import { makeSlots, watch } from './session';
import { furnish, importLists, planCampaign } from './stage';
import { hearRecording, wavFiles } from './recording';
import { Voice } from './voice';
import { planDifferences, soundDifferences } from './yardstick';

const clock = new SystemClock();
const mark = 'this-is-a-demo';

/** Where the demo keeps its station; `npm start` opens it with LOA_DATA_DIR. */
export const demoDir = path.join(projectRoot, 'data/demo');

/**
 * The main job from end to end on real input, through the service's own API: six recordings go in, are normalised, approved, queued,
 * planned, played by two embedded devices and logged. Returns what was not as planned, in words; empty when everything was.
 */
export async function runDemo(config: LoaConfig): Promise<string[]> {
  const voice = new Voice(() => clock.monotonicMs());
  voice.plain('Loa: chạy thử từ đầu đến cuối / the main job, end to end');
  emptyDemoDir();
  const service = await startService(
    {
      ...config,
      dataDir: demoDir,
      audioLibraryDir: path.join(demoDir, 'library'),
      port: 0,
      tlsCertFile: null,
      tlsKeyFile: null,
      freezeMinutes: 0,
      logLevel: 'error',
    },
    clock,
  );
  try {
    return await play(service, voice);
  } finally {
    await service.close();
  }
}

/** Each run begins anew; a folder that the demo did not make is left alone. */
function emptyDemoDir(): void {
  if (fs.existsSync(demoDir) && !fs.existsSync(path.join(demoDir, mark))) {
    throw new StartRefused(`${demoDir} was not made by the demo; move it away first`);
  }
  fs.rmSync(demoDir, { recursive: true, force: true });
  fs.mkdirSync(demoDir, { recursive: true });
  fs.writeFileSync(path.join(demoDir, mark), '');
}

async function play(service: RunningService, voice: Voice): Promise<string[]> {
  const { parts, url, firstStart } = service;
  const today = wallClockAt('Asia/Ho_Chi_Minh', clock.nowMs()).localDate;
  voice.line(
    `máy chủ / service ${url}, ${parts.database.driverName}, ${parts.ffmpeg.kind} ffmpeg ${parts.ffmpeg.version}`,
  );

  voice.part('1. Danh mục và con người', 'Lists and people');
  const anonymous = createClient({ baseUrl: url });
  const admin = await signIn(anonymous, firstStart.admin!);
  const names = await importLists(admin, voice);
  const password = newSecret(9);
  const cast = await gather(anonymous, admin, password);
  const chimes = sendChimes(cast.operator);
  const devices = await furnish(cast, names, today, voice);
  const campaign = await planCampaign(cast.operator, today, voice);

  voice.part('2. Gửi bản tin, chuẩn âm lượng', 'Bulletins in, one loudness out');
  const sent = await sendIn(cast, campaign, today, voice);
  const rendered = await hearRenderings(cast.operator, sent, voice);

  voice.part('3. Duyệt, xếp lịch', 'Approve and queue');
  await approveAll(cast, rendered, voice);
  const tunes = await chimes;
  const expected = expectedItems(rendered, tunes);
  const planned = await makeSlots(cast, names, tunes, expected, clock.nowMs(), voice);

  voice.part('4. Lên sóng', 'On air');
  const live = service.app.get(EmbeddedDevices, { strict: false });
  await watch(planned, names, live, devices, voice);

  voice.part('5. Nhật ký phát: kế hoạch và thực tế', 'Airtime from the ledger: planned and aired');
  const { table, faults } = await readAirtime(cast.reviewer, expected, planned[0]!.localDate, names);
  voice.plain(table);
  for (const session of planned) {
    const ofCommune = expected.filter((item) => item.code === session.code);
    faults.push(...planDifferences(names[session.code], ofCommune, session.items));
    const heard = hearRecording(recordingsDir(parts.config.dataDir, devices[session.code]), session);
    faults.push(...soundDifferences(names[session.code], heard));
  }

  voice.part('Nghe lại và xem tiếp', 'Hear it, and go on');
  for (const code of communes) {
    for (const file of wavFiles(recordingsDir(parts.config.dataDir, devices[code]))) {
      voice.plain(`${names[code]}: ${path.relative(projectRoot, file)}`);
    }
  }
  voice.plain(
    `LOA_DATA_DIR=${path.relative(projectRoot, demoDir)} npm start    (mật khẩu chung / everybody's password: ${password})`,
  );
  for (const line of castList()) voice.plain(`  ${line}`);
  voice.plain(
    `  ${firstStart.admin!.username.padEnd(10)} mật khẩu riêng / own password: ${firstStart.admin!.password}`,
  );
  return faults;
}
