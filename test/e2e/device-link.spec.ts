import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { StationMessage } from '../../src/contracts/device/link';
import { insertArea } from '../../src/features/areas/area.repository';
import { AreasService } from '../../src/features/areas';
import { DeviceHealth, DevicesService, JoiningService, ManifestService, StationKeys } from '../../src/features/devices';
import { EmbeddedDevices } from '../../src/features/playout';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { loadConfig } from '../../src/platform/config/config';
import { systemActor } from '../../src/platform/database/transaction';
import { AudioStore } from '../../src/platform/storage/audio-store';
import { StationClient } from '../../src/player/adapters/http/station-client';
import { listenToEvents } from '../../src/player/adapters/http/event-stream';
import { publicKeyFromPem } from '../../src/platform/signing/keys';
import { boxKey, joinStation, loadBox } from '../../src/player/box';
import { PinnedKeys } from '../../src/player/pinned-keys';
import { type RunningService, startService } from '../../src/service';
import { aNewDevice } from '../support/device-station';
import { eventually } from '../support/manifest-station';

const actor = { userId: 'u1', name: 'lan' };
let service: RunningService;
let folder: string;
const get = <T>(token: abstract new (...args: never[]) => T): T => service.app.get(token as never, { strict: false });

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-boxes-'));
  const env = {
    LOA_DATA_DIR: path.join(folder, 'station'),
    PORT: '0',
    LOA_LOG_LEVEL: 'silent',
    LOA_EMBEDDED_PLAYERS: 'off',
  };
  service = await startService(loadConfig(env));
  await service.parts.database.uow.run(systemActor('test'), async (tx) => {
    for (const [code, level, parentCode] of [
      ['51', 'province', 'VN'],
      ['23538', 'commune', '51'],
    ] as const) {
      const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
      await insertArea(tx.manager, { code, level, parentCode, name: code, nameSearch: code, ...unknown }, tx.nowMs);
    }
  });
  await get(AreasService).load();
});
afterAll(async () => {
  await service.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A device with a box that has joined as it. */
async function aBox(name: string) {
  const device = await get(DevicesService).create(actor, { ...aNewDevice, name });
  const { code } = await get(JoiningService).makeCode(actor, device.id);
  const dir = path.join(folder, name);
  await joinStation(dir, service.url, code);
  await get(ManifestService).rebuild(device.id);
  return { device, code, dir, client: (boot: string) => clientOf(dir, boot) };
}

function clientOf(dir: string, boot: string): StationClient {
  const { deviceId } = loadBox(dir);
  return new StationClient({ stationUrl: service.url, deviceId, boot, key: boxKey(dir), clock: new SystemClock() });
}
const answersSchema = z.object({ answers: z.array(z.custom<StationMessage>()) });
const say = (client: StationClient, messages: unknown[]): Promise<{ answers: StationMessage[] }> =>
  client.post('/api/device/messages', { messages }, answersSchema);

/** How a box is turned away; the word of it travels by an event, after the commit. */
async function shutOut(client: StationClient): Promise<string> {
  for (let i = 0; i < 100; i += 1) {
    try {
      await say(client, []);
    } catch (error) {
      return (error as Error).message;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return 'still in';
}

describe('joining (X3)', () => {
  it('a code works once, however it is typed; the box pins the station and keeps its own key to itself', async () => {
    const { device, code, dir } = await aBox('joins');
    const box = loadBox(dir);
    expect(box).toMatchObject({
      deviceId: device.id,
      name: 'joins',
      zone: 'Asia/Ho_Chi_Minh',
      stationUrl: service.url,
    });
    expect(box.stationKeys[0]!.publicPem).toContain('PUBLIC KEY');
    expect(box.recoveryKey.keyId).not.toBe(box.stationKeys[0]!.keyId);
    expect(fs.readFileSync(path.join(dir, 'player.pem'), 'utf8')).toContain('PRIVATE KEY');
    await expect(joinStation(path.join(folder, 'second'), service.url, code)).rejects.toThrow('sai, đã dùng');
    await expect(joinStation(path.join(folder, 'second'), service.url, 'ABCD-EFGH-JKMN')).rejects.toThrow('sai');
    const again = await get(JoiningService).makeCode(actor, device.id);
    await joinStation(dir, service.url, again.code.toLowerCase().replaceAll('-', ' '));
  });

  it('a revoked box and one that was replaced stay out; the new one is in', async () => {
    const { device, client } = await aBox('replaced');
    const old = client('boot-1');
    expect((await say(old, [])).answers).toEqual([]);
    const { code } = await get(JoiningService).makeCode(actor, device.id);
    const fresh = path.join(folder, 'replacement');
    await joinStation(fresh, service.url, code);
    expect(await shutOut(old)).toContain('DEVICE_SESSION_INVALID');
    expect((await say(clientOf(fresh, 'boot-2'), [])).answers).toEqual([]);
    await get(JoiningService).revoke(actor, device.id);
    expect(await shutOut(clientOf(fresh, 'boot-3'))).toContain('DEVICE_SESSION_INVALID');
  });

  it('the same key on two boxes is noticed when one comes back after the other: both are held', async () => {
    const { device, client } = await aBox('copied');
    const [one, two] = [client('boot-a'), client('boot-b')];
    await say(one, []);
    await say(two, []);
    await expect(say(one, [])).rejects.toThrow('DEVICE_HELD');
    await expect(say(two, [])).rejects.toThrow('DEVICE_HELD');
    const [worst] = await get(DeviceHealth).list('23538');
    expect(worst).toMatchObject({
      deviceId: device.id,
      attention: [{ code: 'key-on-two-boxes' }, { code: 'no-heartbeat' }],
    });
    const rebooted = await aBox('rebooted');
    for (const boot of ['1', '2', '3']) await say(rebooted.client(boot), []);
  });
});

describe('the link (P2, P3, L3, P9)', () => {
  it('gives a manifest once, then 304; recordings by range under their hash', async () => {
    const { client } = await aBox('fetches');
    const box = client('boot-1');
    const first = await box.get('/api/device/manifest');
    const etag = first.headers.get('etag')!;
    expect(await first.json()).toMatchObject({ signature: expect.any(String) as string });
    expect((await box.get('/api/device/manifest', { 'if-none-match': etag })).status).toBe(304);
    const content = randomBytes(9000);
    const { sha256 } = await get(AudioStore).put('masters', Readable.from([content]));
    const part = await box.get(`/api/device/media/${sha256}`, { range: 'bytes=1000-', 'if-range': `"${sha256}"` });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-8999/9000']);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(1000));
    await expect(box.get(`/api/device/media/${'0'.repeat(64)}`)).rejects.toThrow('NOT_FOUND');
  });

  it('X3: an unchanged manifest is answered from memory, and what changes or is shut out is noticed at the next poll', async () => {
    const { device, client } = await aBox('polls');
    const box = client('boot-1');
    const poll = async (etag: string) => box.get('/api/device/manifest', { 'if-none-match': etag });
    const first = (await poll('"0"')).headers.get('etag')!;
    // The ordinary way names each request, the short one does not bother.
    const ways = [await poll(first), await poll(first)].map((one) => [one.status, one.headers.get('x-request-id')]);
    expect(ways.at(-1)).toEqual([304, null]);
    const issued = await get(ManifestService).rebuild(device.id, { above: Number(first.slice(1, -1)) + 1000 });
    const second = await poll(first);
    expect([second.status, await second.json()]).toEqual([200, issued]);
    expect((await poll(second.headers.get('etag')!)).status).toBe(304);
    const forged = await fetch(`${service.url}/api/device/manifest`, {
      headers: { authorization: 'Bearer e30.e30', 'if-none-match': second.headers.get('etag')! },
    });
    expect(forged.status).toBe(401);
    await get(JoiningService).revoke(actor, device.id);
    expect(await shutOut(box)).toContain('DEVICE_SESSION_INVALID');
    await expect(poll(second.headers.get('etag')!)).rejects.toThrow('DEVICE_SESSION_INVALID');
  });

  it('answers 500 rows one by one: a bad one is set aside and named, and none is asked for again', async () => {
    const { client } = await aBox('reports');
    const rows = Array.from({ length: 500 }, (_, i) => ({
      boot: 'b',
      sequence: i + 1,
      bytes: `{"n":${i}}`,
      hash: 'zz',
    }));
    const { answers } = await say(client('boot-1'), [
      { kind: 'rows', rows: rows.slice(0, 250) },
      { kind: 'rows', rows: rows.slice(250) },
    ]);
    const given = answers.flatMap((one) => (one.kind === 'rowAnswers' ? one.answers : []));
    expect(given).toHaveLength(500);
    expect(new Set(given.map((one) => one.status))).toEqual(new Set(['quarantined']));
    expect(given.every((one) => (one.reason ?? '') !== '')).toBe(true);
  });

  it('rings when a manifest is issued, and carries an order at once', async () => {
    const { device, client } = await aBox('listens');
    const events: string[] = [];
    const stop = new AbortController();
    const listening = listenToEvents(client('boot-1'), new SystemClock(), stop.signal, {
      onOpen: () => events.push('open'),
      onEvent: (event) => events.push(event.kind === 'command' ? `command ${event.id}` : event.kind),
    }).catch(() => undefined);
    await eventually(() => events.includes('manifestChanged'), 5000, 'the first ring');
    expect(get(EmbeddedDevices).isRunning(device.id)).toBe(true);
    const command = { kind: 'resume' as const, silenceId: 's', by: 'nga' };
    expect(get(EmbeddedDevices).command(device.id, 'c1', command)).toBe(true);
    await eventually(() => events.includes('command c1'), 3000, 'the order');
    stop.abort();
    await listening;
    await eventually(() => !get(EmbeddedDevices).isRunning(device.id), 5000, 'the end of the stream');
  });

  it('keeps what a device says of itself, and lists what needs attention first', async () => {
    const { device, client } = await aBox('healthy');
    const status = {
      ...{ at: Date.now(), boot: 'boot-1', manifestVersion: 1, clockTrust: 'unset', sounding: null, nextStartAt: null },
      ...{ media: { ready: 1, all: 2 }, outbox: 0, sink: 'alsa', underRuns: 0, temperatureC: 80 },
    };
    await say(client('boot-1'), [{ kind: 'status', status }]);
    const views = await get(DeviceHealth).list('23538');
    const mine = views.find((one) => one.deviceId === device.id)!;
    expect(mine.heardAt).not.toBeNull();
    expect(mine.attention.map((one) => one.code)).toEqual(
      expect.arrayContaining(['clock-unset', 'media-incomplete', 'too-hot']),
    );
    expect(mine.attention.every((one) => one.remedy.vi !== '' && one.cause.en !== '')).toBe(true);
  });
});

it('X3: the station’s next key comes with the manifest it signs, and a box that pinned the key before follows', async () => {
  const { device, dir, client } = await aBox('follows');
  const box = loadBox(dir);
  const pinned = box.stationKeys.map((one) => [one.keyId, publicKeyFromPem(one.publicPem)] as const);
  const keys = new PinnedKeys(new Map(pinned), publicKeyFromPem(box.recoveryKey.publicPem));
  const expected = { deviceId: device.id, current: null, nowMs: Date.now() };
  const fetched = async (): Promise<unknown> => (await client('boot-1').get('/api/device/manifest')).json();
  expect(keys.judge(await fetched(), expected)).toMatchObject({ ok: true });
  const { to } = get(StationKeys).succeed(service.firstStart.recoveryKey!, Date.now());
  expect(await get(ManifestService).inNeed()).toContain(device.id);
  await get(ManifestService).rebuild(device.id);
  expect(keys.judge(await fetched(), expected)).toMatchObject({ ok: true, manifest: { keyId: to } });
});
