import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { approveAll, hearRenderings, until } from '../../src/cli/demo/bulletins';
import { gather, signIn, type Cast } from '../../src/cli/demo/cast';
import { fileOf } from '../../src/cli/demo/file-of';
import { importLists } from '../../src/cli/demo/stage';
import { Voice } from '../../src/cli/demo/voice';
import { bulletinsRoutes, type BulletinView } from '../../src/contracts/http/bulletins';
import { createClient } from '../../src/contracts/http/client';
import { devicesRoutes } from '../../src/contracts/http/devices';
import { notificationsRoutes } from '../../src/contracts/http/notifications';
import { reportFormats, reportKinds, reportsRoutes } from '../../src/contracts/http/reports';
import { scheduleRoutes } from '../../src/contracts/http/schedule';
import { manifestSchema } from '../../src/contracts/device/manifest';
import { addDays } from '../../src/domain/time/local-date';
import { wallClockAt } from '../../src/domain/time/wall-clock';
import { loadConfig, projectRoot } from '../../src/platform/config/config';
import { startService, type RunningService } from '../../src/service';
import { newPostgres } from '../support/databases';
import { textOf } from '../support/document-texts';
import { restoredFrom } from '../support/restored-station';

const silent = new Voice(
  () => 0,
  () => undefined,
);
const password = 'con suối chảy qua làng';

/** The way of the data over HTTP, through the people who walk it, from the upload to the signed manifest. */
describe.each(['sqlite', 'postgres'] as const)('the story on %s', (kind) => {
  let folder: string;
  let removeDatabase: () => Promise<void>;
  let service: RunningService;
  let cast: Cast;
  let bulletin: BulletinView;
  const tomorrow = addDays(wallClockAt('Asia/Ho_Chi_Minh', Date.now()).localDate, 1);

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-story-'));
    const place = kind === 'postgres' ? await newPostgres() : null;
    removeDatabase = () => place?.remove() ?? Promise.resolve();
    const env = { LOA_DATA_DIR: folder, PORT: '0', LOA_LOG_LEVEL: 'error', LOA_SINKS: 'null' };
    service = await startService(loadConfig(place ? { ...env, LOA_DATABASE_URL: place.location.url } : env));
    const anonymous = createClient({ baseUrl: service.url });
    const admin = await signIn(anonymous, service.firstStart.admin!);
    await importLists(admin, silent);
    cast = await gather(anonymous, admin, password);
  });
  afterAll(async () => {
    await service.close();
    await removeDatabase();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('a recording sent by a commune comes out at one loudness, with its warning', async () => {
    const sent = await cast.staffIaToi.call(bulletinsRoutes.create, {
      body: {
        areaCode: '23538',
        title: 'Thông báo niêm yết danh sách cử tri',
        topicCode: '3.3',
        request: { days: { kind: 'dates', dates: [tomorrow] }, preferredSlotIds: [], readings: 2 },
      },
      file: fileOf(path.join(projectRoot, 'audio/samples/bau-cu.wav')),
    });
    [bulletin] = (await hearRenderings(cast.operator, [sent], silent)) as [BulletinView];
    const { media } = bulletin.versions[0]!;
    expect(Math.abs(media!.after.lufs! + 16)).toBeLessThanOrEqual(0.5);
    expect(media!.after.truePeakDb).toBeLessThanOrEqual(-1);
    expect(media!.warnings.map((warning) => warning.code)).toContain('clipped');
  });

  it('approved, it stands in tomorrow’s rundown, read twice, and in the signed manifest of the device (P2, T6)', async () => {
    const rule = {
      zone: 'Asia/Ho_Chi_Minh',
      weekdays: [1, 2, 3, 4, 5, 6, 7] as (1 | 2 | 3 | 4 | 5 | 6 | 7)[],
      startLocal: '17:00',
      lengthMinutes: 15,
      validFrom: tomorrow,
      validTo: null,
      exceptions: [],
    };
    await cast.operator.call(scheduleRoutes.createSlot, {
      params: { code: '23538' },
      body: { name: 'Chiều', rule, opening: [], closing: [] },
    });
    const device = await cast.operator.call(devicesRoutes.create, {
      params: { code: '23538' },
      body: { kind: 'embedded', name: 'Loa xã', sink: 'null' },
    });
    await approveAll(cast, [bulletin], silent);
    const planned = async () => {
      const query = { from: tomorrow, to: tomorrow };
      return (await cast.reviewer.call(scheduleRoutes.listRundowns, { params: { code: '23538' }, query })).rundowns[0];
    };
    await until(async () => (await planned())?.items.length === 2);
    const rundown = (await planned())!;
    const items = async () => {
      const signed = await cast.operator.call(devicesRoutes.manifest, { params: { id: device.id } }).catch(() => null);
      return signed ? manifestSchema.parse(JSON.parse(signed.payload)).rundowns.flatMap((one) => one.items) : [];
    };
    await until(async () => (await items()).length === 2);
    expect((await items()).map((item) => item.startAt)).toEqual(rundown.items.map((item) => item.startAt));
    expect(rundown.startAt).toBe(Date.parse(`${tomorrow}T17:00:00+07:00`));
    // Issue 4.8: who sent it is told of the session, before the day.
    const told = async () => (await cast.staffIaToi.call(notificationsRoutes.list, {})).notices;
    await until(async () => (await told()).some((one) => one.kind === 'approved'));
    const [year, month, day] = tomorrow.split('-').map(Number);
    expect((await told()).find((one) => one.kind === 'approved')?.text.vi).toBe(
      `“${bulletin.title}” đã được duyệt, sẽ phát trong buổi 17:00-17:15 ngày ${day}/${month}/${year} tại Xã Ia Tơi.`,
    );
  });

  it('the reviewer takes the papers along: every kind in every form', async () => {
    const week = { from: tomorrow, to: addDays(tomorrow, 6), area: '23538' };
    for (const kind of reportKinds) {
      for (const format of reportFormats) {
        const file = await cast.reviewer.call(reportsRoutes.file, { query: { ...week, kind, format } });
        const bytes = Buffer.from(await file.arrayBuffer());
        const text = textOf(bytes, format);
        expect(text).toMatch(/Ia\s+Tơi/);
      }
    }
    await expect(
      cast.staffIaToi.call(reportsRoutes.file, { query: { ...week, kind: 'misses', format: 'pdf' } }),
    ).rejects.toMatchObject({ problem: { status: 403 } });
  });

  it('another commune’s people neither see nor touch it (X1)', async () => {
    const params = { id: bulletin.id };
    await expect(cast.staffIaDal.call(bulletinsRoutes.get, { params })).rejects.toMatchObject({
      problem: { status: 404 },
    });
    await expect(
      cast.reviewer.call(bulletinsRoutes.recall, { params, body: { reason: 'không được phép' } }),
    ).rejects.toMatchObject({ problem: { status: 403 } });
  });

  it('backed up while it runs and restored on an empty machine, it is the same station with the same keys (X3) and its kept reports', async () => {
    const paper = path.join('reports', '23538', 'so-nhat-ky.pdf');
    fs.mkdirSync(path.dirname(path.join(folder, paper)), { recursive: true });
    fs.writeFileSync(path.join(folder, paper), 'sổ nhật ký');
    const restored = await restoredFrom(service);
    try {
      expect(restored.service.firstStart).toEqual({ admin: null, recoveryKey: null });
      const again = await signIn(createClient({ baseUrl: restored.service.url }), {
        username: 'anh.hoang',
        password,
      });
      const params = { id: bulletin.id };
      expect(await again.call(bulletinsRoutes.get, { params })).toEqual(
        await cast.operator.call(bulletinsRoutes.get, { params }),
      );
      const [device] = (await again.call(devicesRoutes.list, { params: { code: '23538' } })).devices;
      const manifestOf = (who: typeof again) => who.call(devicesRoutes.manifest, { params: { id: device!.id } });
      const versionOf = ({ payload }: { payload: string }) => manifestSchema.parse(JSON.parse(payload)).version;
      const [before, after] = [await manifestOf(cast.operator), await manifestOf(again)];
      expect(after.keyId).toBe(before.keyId);
      expect(versionOf(after)).toBeGreaterThanOrEqual(versionOf(before));
      const { masterSha256 } = bulletin.versions[0]!.media!;
      const sound = (of: RunningService) => fs.readFileSync(of.parts.store.path('masters', masterSha256!));
      expect(sound(restored.service).equals(sound(service))).toBe(true);
      const kept = path.join(restored.service.parts.config.dataDir, paper);
      expect(fs.readFileSync(kept, 'utf8')).toBe('sổ nhật ký');
    } finally {
      await restored.remove();
    }
  });
});

/** A demo takes two minutes: with the long tests only. */
if (process.env.LOA_TEST_LONG === '1') {
  describe('the demo, whole', () => {
    it.each(['postgres', 'libsql'])(
      'runs on %s and exits 0',
      async (kind) => {
        const place = kind === 'postgres' ? await newPostgres() : null;
        const env = place ? { LOA_DATABASE_URL: place.location.url } : { LOA_SQLITE_DRIVER: 'libsql' };
        const child = spawn(process.execPath, [path.join(projectRoot, 'dist/cli/main.js'), 'demo'], {
          env: { PATH: process.env.PATH, ...env },
          stdio: 'ignore',
        });
        expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
        await place?.remove();
      },
      240_000,
    );
  });
}
