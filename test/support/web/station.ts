import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { until } from '../../../src/cli/demo/bulletins';
import { communes, gather, signIn, type Cast } from '../../../src/cli/demo/cast';
import { fileOf } from '../../../src/cli/demo/file-of';
import { furnish, importLists, planCampaign } from '../../../src/cli/demo/stage';
import { Voice } from '../../../src/cli/demo/voice';
import { bulletinsRoutes, type BulletinView } from '../../../src/contracts/http/bulletins';
import { createClient } from '../../../src/contracts/http/client';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { addDays } from '../../../src/domain/time/local-date';
import { wallClockAt } from '../../../src/domain/time/wall-clock';
import { loadConfig, projectRoot } from '../../../src/platform/config/config';
import { startService, type RunningService } from '../../../src/service';
import { bookHeard } from './heard';

export const password = 'con suối chảy qua làng';
export const zone = 'Asia/Ho_Chi_Minh';

const silent = new Voice(
  () => 0,
  () => undefined,
);
const samples = path.join(projectRoot, 'audio/samples');

/** A running station as the demo's people left it: lists, zones, devices, sessions, and bulletins in several states. */
export interface WebStation {
  service: RunningService;
  url: string;
  cast: Cast;
  today: string;
  approved: BulletinView;
  submitted: BulletinView;
  close: () => Promise<void>;
}

export async function openWebStation(): Promise<WebStation> {
  // A browser's push service is one of this machine.
  const { service, close } = await openEmptyStation({ LOA_PUSH_INSIDE: 'on' });
  try {
    return { service, url: service.url, close, ...(await furnished(service)) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As it is after its first start. */
export async function openEmptyStation(
  env: Record<string, string> = {},
): Promise<Pick<WebStation, 'service' | 'close'>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-web-'));
  const service = await startService(
    loadConfig({ LOA_DATA_DIR: folder, PORT: '0', LOA_LOG_LEVEL: 'error', LOA_EMBEDDED_PLAYERS: 'off', ...env }),
  );
  const close = async (): Promise<void> => {
    await service.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { service, close };
}

async function furnished(service: RunningService): Promise<Omit<WebStation, 'service' | 'url' | 'close'>> {
  const anonymous = createClient({ baseUrl: service.url });
  const admin = await signIn(anonymous, service.firstStart.admin!);
  const names = await importLists(admin, silent);
  const cast = await gather(anonymous, admin, password);
  const today = wallClockAt(zone, Date.now()).localDate;
  await furnish(cast, names, today, silent);
  await planCampaign(cast.operator, today, silent);
  await makeSessions(cast, today);
  const submitted = await sendBulletin(
    cast,
    'Lịch tiêm chủng mở rộng tháng này cho trẻ dưới năm tuổi',
    'tiem-chung.3gp',
    today,
  );
  const second = await sendBulletin(cast, 'Thông báo niêm yết danh sách cử tri', 'bau-cu.wav', today);
  const approved = await cast.approver.call(bulletinsRoutes.approve, changing(second));
  await refused(cast, today);
  await bookHeard(service, cast, today);
  return { cast, today, approved, submitted };
}

async function makeSessions(cast: Cast, today: string): Promise<void> {
  for (const code of communes) {
    for (const [name, startLocal] of [
      ['Buổi sáng', '05:00'],
      ['Buổi chiều', '17:00'],
      ['Buổi trưa', '11:00'],
    ] as const) {
      const rule = {
        zone,
        weekdays: [1, 2, 3, 4, 5, 6, 7] as (1 | 2 | 3 | 4 | 5 | 6 | 7)[],
        startLocal,
        lengthMinutes: 30,
        validFrom: addDays(today, -1),
        validTo: null,
        exceptions: [],
      };
      await cast.operator.call(scheduleRoutes.createSlot, { params: { code }, body: { name, rule } });
    }
  }
}

/** Sent by Ia Tơi's officer, normalised, and waiting for approval. */
export async function sendBulletin(cast: Cast, title: string, file: string, today: string): Promise<BulletinView> {
  const sent = await cast.staffIaToi.call(bulletinsRoutes.create, {
    body: {
      areaCode: '23538',
      title,
      topicCode: '3.3',
      request: { days: { kind: 'until', from: null, until: addDays(today, 6) }, preferredSlotIds: [], readings: 2 },
    },
    file: fileOf(path.join(samples, file)),
  });
  let ready = sent;
  await until(async () => {
    ready = await cast.staffIaToi.call(bulletinsRoutes.get, { params: { id: sent.id } });
    return ready.versions[0]?.state === 'ready';
  });
  return cast.staffIaToi.call(bulletinsRoutes.submit, changing(ready));
}

export const changing = (bulletin: BulletinView) => ({
  params: { id: bulletin.id, versionId: bulletin.versions[0]!.id },
  body: { editNumber: bulletin.editNumber },
});

/** A file that is no recording. */
async function refused(cast: Cast, today: string): Promise<void> {
  await cast.staffIaToi.call(bulletinsRoutes.create, {
    body: {
      areaCode: '23538',
      title: 'Thông báo cắt điện',
      topicCode: '3.3',
      request: { days: { kind: 'dates', dates: [addDays(today, 1)] }, preferredSlotIds: [], readings: 1 },
    },
    file: { content: new Blob(['không phải tệp âm thanh']), name: 'ghi-am.m4a' },
  });
}
