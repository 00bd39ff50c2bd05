import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { approveAll, hearRenderings, until } from '../../src/cli/demo/bulletins';
import { gather, province, signIn, type Cast } from '../../src/cli/demo/cast';
import { furnish, importLists } from '../../src/cli/demo/stage';
import { Voice } from '../../src/cli/demo/voice';
import type { DeviceRow, ResultRow } from '../../src/contracts/device/rows';
import { accountsRoutes } from '../../src/contracts/http/accounts';
import { bulletinsRoutes, type BulletinView } from '../../src/contracts/http/bulletins';
import { createClient, type Client } from '../../src/contracts/http/client';
import { mediaRoutes } from '../../src/contracts/http/media';
import { notificationsRoutes } from '../../src/contracts/http/notifications';
import { ordersRoutes } from '../../src/contracts/http/orders';
import { scheduleRoutes } from '../../src/contracts/http/schedule';
import { weekdayOf } from '../../src/domain/time/local-date';
import { wallClockAt } from '../../src/domain/time/wall-clock';
import { EmbeddedDevices } from '../../src/features/playout';
import { loadConfig } from '../../src/platform/config/config';
import { startService, type RunningService } from '../../src/service';
import { tones, wavBytes } from '../support/audio-files';
import { followLive, type LiveStream } from '../support/live-stream';

const long = process.env.LOA_TEST_LONG === '1';

const silent = new Voice(
  () => 0,
  () => undefined,
);
const password = 'con suối chảy qua làng';
const zone = 'Asia/Ho_Chi_Minh';
const [iaDal, iaToi] = ['23535', '23538'] as const;
/** A recording no longer than what happens while it sounds: all of this is waited for. */
const recording = (hertz: number, seconds: number) => ({
  content: new Blob([new Uint8Array(wavBytes([tones([{ hertz, levelDb: -20, seconds }])], { sampleRate: 48_000 }))]),
  name: `${hertz}.wav`,
});

/** The whole way of an order: from a person's HTTP request to what an embedded player writes into the ledger. */
describe('orders to playing devices', () => {
  let folder: string;
  let service: RunningService;
  let cast: Cast;
  let devices: Record<'23535' | '23538', string>;
  let rows: DeviceRow[] = [];
  let mediaId: string;

  const start = async (): Promise<void> => {
    const env = { LOA_DATA_DIR: folder, PORT: '0', LOA_LOG_LEVEL: 'error', LOA_SINKS: 'null' };
    service = await startService(loadConfig(env));
    service.app.get(EmbeddedDevices, { strict: false }).listen((_, message) => {
      if (message.kind === 'rows') rows.push(...message.rows.map(({ bytes }) => JSON.parse(bytes) as DeviceRow));
    });
  };

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-orders-'));
    await start();
    const anonymous = createClient({ baseUrl: service.url });
    const admin = await signIn(anonymous, service.firstStart.admin!);
    const names = await importLists(admin, silent);
    cast = await gather(anonymous, admin, password);
    devices = await furnish(cast, names, wallClockAt(zone, Date.now()).localDate, silent);
    const body = { areaCode: province, profile: 'speech', urgent: 'yes' } as const;
    mediaId = (await cast.operator.call(mediaRoutes.upload, { body, file: recording(880, 3.5) })).id;
    await until(
      async () => (await cast.operator.call(mediaRoutes.get, { params: { id: mediaId } })).state !== 'processing',
    );
  });
  afterAll(async () => {
    await service.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const results = (): ResultRow[] => rows.flatMap((row) => (row.kind === 'result' ? [row] : []));
  const resultOf = async (airingKey: string): Promise<ResultRow> => {
    await until(async () => results().some((row) => row.airingKey === airingKey), 90_000);
    return results().find((row) => row.airingKey === airingKey)!;
  };
  const soundingIn = async (code: string): Promise<string | null> => {
    const { devices: now } = await cast.reviewer.call(ordersRoutes.now, { params: { code } });
    return now[0]?.item?.airingKey ?? null;
  };
  const sounds = (code: string, airingKey: string) => until(async () => (await soundingIn(code)) === airingKey, 60_000);
  const sound = () => ({ kind: 'recording' as const, mediaId, title: 'Tin bão khẩn cấp' });
  /** X2: holds for a few minutes, longer than a test. */
  const stepUp = (who: Client) => who.call(accountsRoutes.takeSecondStep, { body: { password } });
  const playNow = (code: string) =>
    cast.operator.call(ordersRoutes.playNow, {
      params: { code },
      body: { sound: sound(), expiresAt: Date.now() + 20_000 },
    });
  const emergency = (code: string) =>
    cast.operator.call(ordersRoutes.emergency, {
      params: { code },
      body: { sound: sound(), repeatEveryMinutes: 1, endAt: Date.now() + 600_000 },
    });
  const isConfirmed = (who: Client, code: string, id: string) =>
    until(async () => {
      const { order } = await who.call(ordersRoutes.get, { params: { code, id } });
      return order.devices > 0 && order.confirmed === order.devices;
    });

  it('P4, P9, B7 an emergency interrupts (and repeats, in the long run), a hold leaves its place, a recall cuts, the rest keeps its time', async () => {
    const localDate = wallClockAt(zone, Date.now()).localDate;
    const send = (title: string, file: ReturnType<typeof recording>, readings: 1 | 2) =>
      cast.staffIaToi.call(bulletinsRoutes.create, {
        body: {
          ...{ areaCode: iaToi, title, topicCode: '3.3' },
          request: { days: { kind: 'dates', dates: [localDate] }, preferredSlotIds: [], readings },
        },
        file,
      });
    const sent: BulletinView[] = await Promise.all([
      send('Một', recording(440, 4), 1),
      send('Hai', recording(550, 2.5), 2),
      send('Ba', recording(660, 4), 1),
    ]);
    await approveAll(cast, await hearRenderings(cast.operator, sent, silent), silent);
    const startAt = Math.ceil((Date.now() + 8_000) / 1000) * 1000;
    const { localTime } = wallClockAt(zone, startAt);
    const startLocal = `${localTime.slice(0, 5)}:${String(Math.floor(startAt / 1000) % 60).padStart(2, '0')}`;
    const rule = { zone, weekdays: [weekdayOf(localDate)], startLocal, lengthMinutes: 5 };
    await cast.operator.call(scheduleRoutes.createSlot, {
      params: { code: iaToi },
      body: {
        ...{ name: 'Buổi thử', opening: [], closing: [] },
        rule: { ...rule, validFrom: localDate, validTo: localDate, exceptions: [] },
      },
    });
    const rundown = async () => {
      const query = { from: localDate, to: localDate };
      return (await cast.reviewer.call(scheduleRoutes.listRundowns, { params: { code: iaToi }, query })).rundowns[0];
    };
    await until(async () => (await rundown())?.items.length === 4);
    const { id: rundownId, items } = (await rundown())!;
    const [first, second, third, last] = items.map((item) => item.airingKey) as [string, string, string, string];
    const recalled = sent.find((one) => one.title === items[3]!.title)!;

    await sounds(iaToi, first);
    await expect(emergency(iaToi)).rejects.toMatchObject({ problem: { code: 'SECOND_STEP_NEEDED' } });
    await stepUp(cast.operator);
    const order = await emergency(iaToi);
    const held = await cast.staffIaToi.call(ordersRoutes.hold, {
      params: { code: iaToi },
      body: { target: { kind: 'item', rundownId, airingKey: third }, reason: 'Đã cũ' },
    });
    expect(await resultOf(first)).toMatchObject({ result: 'preempted', reason: 'higher-class' });
    const [one] = [await resultOf(`${order.id}#1`)];
    expect(one.result).toBe('played');
    expect(one.actualStartAt! - order.fromAt!).toBeLessThanOrEqual(3_000);
    expect((await resultOf(second)).result).toBe('played');
    expect(await resultOf(third)).toMatchObject({ result: 'skipped', reason: 'held', by: 'y.nhung', heardMs: 0 });
    await sounds(iaToi, last);
    const recalledAt = Date.now();
    await cast.staffIaToi.call(bulletinsRoutes.recall, {
      params: { id: recalled.id },
      body: { reason: 'Sai số liệu' },
    });
    const cut = await resultOf(last);
    expect(cut).toMatchObject({ result: 'partial', reason: 'recalled', by: 'y.nhung' });
    expect(cut.actualEndAt! - recalledAt).toBeLessThanOrEqual(3_000);
    expect(Math.abs(cut.actualStartAt! - items[3]!.startAt)).toBeLessThanOrEqual(1_000);
    await isConfirmed(cast.reviewer, iaToi, held.id);

    // A minute later it sounds again, and the all-clear ends it in the middle: waited for in the long run.
    if (long) await sounds(iaToi, `${order.id}#2`);
    await cast.operator.call(ordersRoutes.clear, { params: { code: iaToi, id: order.id } });
    if (long)
      expect(await resultOf(`${order.id}#2`)).toMatchObject({
        result: 'partial',
        reason: 'all-clear',
        by: 'anh.hoang',
      });
    await isConfirmed(cast.reviewer, iaToi, order.id);
  }, 180_000);

  it('P9 a stop by staff is silence within 3 s and outlives a restart; only an operator lets it sound again', async () => {
    await stepUp(cast.operator);
    const played = await playNow(iaDal);
    await sounds(iaDal, `${played.id}#1`);
    const askedAt = Date.now();
    const stop = await cast.staffIaDal.call(ordersRoutes.stop, {
      params: { code: iaDal },
      body: { reason: 'Có tang' },
    });
    const result = await resultOf(`${played.id}#1`);
    expect(result).toMatchObject({ result: 'partial', reason: 'stopped', by: 'a.minh' });
    expect(result.actualEndAt! - askedAt).toBeLessThanOrEqual(3_000);
    expect(await soundingIn(iaDal)).toBeNull();
    await isConfirmed(cast.staffIaDal, iaDal, stop.id);

    await service.close();
    rows = [];
    await start();
    const anonymous = createClient({ baseUrl: service.url });
    cast.operator = await signIn(anonymous, { username: 'anh.hoang', password });
    cast.staffIaDal = await signIn(anonymous, { username: 'a.minh', password });
    cast.approver = await signIn(anonymous, { username: 'ba.lan', password });
    cast.reviewer = await signIn(anonymous, { username: 'co.thu', password });
    await Promise.all([stepUp(cast.operator), stepUp(cast.approver)]);
    const mute = await cast.operator.call(ordersRoutes.playNow, {
      params: { code: iaDal },
      body: { sound: sound(), expiresAt: Date.now() + 3_000 },
    });
    expect(await resultOf(`${mute.id}#1`)).toMatchObject({ result: 'skipped', reason: 'stopped', by: 'a.minh' });
    const params = { code: iaDal, id: stop.id };
    await expect(cast.staffIaDal.call(ordersRoutes.resume, { params })).rejects.toMatchObject({
      problem: { status: 403 },
    });
    await cast.operator.call(ordersRoutes.resume, { params });
    const again = await playNow(iaDal);
    expect((await resultOf(`${again.id}#1`)).result).toBe('played');
  }, 120_000);

  const tokenOf = async (username: string): Promise<string> => {
    const body = { username, password, carry: 'bearer' as const };
    return (await createClient({ baseUrl: service.url }).call(accountsRoutes.logIn, { body })).token!;
  };

  it('X2 an emergency wider than a commune sounds only once a second person agrees', async () => {
    const page = await followLive(service.url, await tokenOf('ba.lan'));
    await until(async () => page.lastId !== '');
    const order = await emergency(province);
    expect(order).toMatchObject({ state: 'waiting', fromAt: null });
    const params = { code: province, id: order.id };
    await until(async () => {
      const { notices } = await cast.approver.call(notificationsRoutes.list, {});
      return notices.some((one) => one.kind === 'order-waiting' && one.text.vi.includes('phát khẩn cấp'));
    });
    // Her open page hears that something came, so that the bell counts at once.
    await until(async () => page.hints.some(({ kind }) => kind === 'notices'));
    expect(page.hints.find(({ kind }) => kind === 'notices')).toEqual({ kind: 'notices', areaCode: null });
    page.close();
    await expect(cast.operator.call(ordersRoutes.agree, { params })).rejects.toMatchObject({
      problem: { status: 403 },
    });
    await expect(cast.operator.call(ordersRoutes.breakGlass, { params })).rejects.toMatchObject({
      problem: { code: 'BREAK_GLASS_TOO_EARLY' },
    });
    expect([await soundingIn(iaDal), await soundingIn(iaToi)]).toEqual([null, null]);
    await cast.approver.call(ordersRoutes.agree, { params });
    await Promise.all([sounds(iaDal, `${order.id}#1`), sounds(iaToi, `${order.id}#1`)]);
    await isConfirmed(cast.reviewer, province, order.id);
    await cast.operator.call(ordersRoutes.clear, { params });
    await until(async () => (await soundingIn(iaDal)) === null && (await soundingIn(iaToi)) === null, 3_000);
    expect(Object.values(devices)).toHaveLength(2);
  }, 60_000);

  it('X1 an open page hears what changed in its own area and from above it, not of the neighbour, and goes on where it broke', async () => {
    const token = await tokenOf('y.nhung');
    const own = await followLive(service.url, token);
    const neighbour = await followLive(service.url, await tokenOf('a.minh'));
    await until(async () => own.lastId !== '' && neighbour.lastId !== '');
    const stopIn = (code: string) =>
      cast.operator.call(ordersRoutes.stop, { params: { code }, body: { reason: 'Có tang' } });
    const ofOrders = ({ hints }: LiveStream) => hints.filter(({ kind }) => kind === 'orders');
    const first = await stopIn(iaToi);
    await until(async () => ofOrders(own).length > 0);
    expect(ofOrders(own)).toEqual([{ kind: 'orders', areaCode: iaToi }]);
    own.close();
    const from = own.lastId;
    const above = await stopIn(province);
    // What both may hear comes after what only one may: the neighbour has missed nothing that was on its way.
    await until(async () => ofOrders(neighbour).length > 0);
    expect(ofOrders(neighbour)).toEqual([{ kind: 'orders', areaCode: province }]);

    const resumed = await followLive(service.url, token, from);
    await until(async () => ofOrders(resumed).length > 0);
    expect(ofOrders(resumed)).toEqual([{ kind: 'orders', areaCode: province }]);
    expect(resumed.marks).not.toContain('missed');
    const stranger = await followLive(service.url, token, 'another-start/1');
    await until(async () => stranger.marks.length > 0);
    expect(stranger.marks[0]).toBe('missed');
    expect((await followLive(service.url, 'nobody')).status).toBe(401);
    for (const stream of [neighbour, resumed, stranger]) stream.close();
    for (const { id, areaCode: code } of [first, above])
      await cast.operator.call(ordersRoutes.resume, { params: { code, id } });
  }, 60_000);
});
