import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StationMessage } from '../../src/contracts/device/link';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { createLogger } from '../../src/platform/logging/logger';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { Downloader } from '../../src/player/adapters/http/downloader';
import { HttpLink } from '../../src/player/adapters/http/http-link';
import { StationClient } from '../../src/player/adapters/http/station-client';
import { FaultProxy } from '../support/fault-proxy';
import { HttpStation } from '../support/http-station';
import { aManifest, fiveOClock } from '../support/manifest-builder';
import { eventually } from '../support/manifest-station';

let dir: string;
let station: HttpStation;
let proxy: FaultProxy;
let client: StationClient;
let downloader: Downloader;
let link: HttpLink | null = null;
const clock = new SystemClock();

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-link-'));
  station = new HttpStation();
  await station.start();
  proxy = new FaultProxy(() => station.url);
  const stationUrl = await proxy.start();
  client = new StationClient({ stationUrl, deviceId: 'device-1', boot: 'boot-1', key: generateSigningKey(), clock });
  downloader = new Downloader(path.join(dir, 'incoming'), client, clock);
});
afterEach(async () => {
  await link?.close();
  link = null;
  await proxy.stop();
  await station.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const media = '/api/device/media/';
const recording = (bytes: number): { sha256: string; content: Buffer } => {
  const content = randomBytes(bytes);
  return { content, sha256: station.keep(path.join(dir, `recording-${bytes}`), content) };
};
const partOf = (sha256: string): string => path.join(dir, 'incoming', `${sha256}.part`);
const hashOf = (file: string): string => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

describe('a recording over a bad line (P3)', () => {
  it('goes on where TCP was cut at byte 1,000 of 9,000, also after a restart; no byte comes twice', async () => {
    const { sha256 } = recording(9000);
    proxy.faults = [{ path: media, times: 1, cutAfterBytes: 1000 }];
    await expect(downloader.fetch(sha256, 9000)).rejects.toThrow();
    expect(fs.statSync(partOf(sha256)).size).toBe(1000);
    const later = new Downloader(path.join(dir, 'incoming'), client, clock);
    expect(hashOf(await later.fetch(sha256, 9000))).toBe(sha256);
    expect(proxy.seen.filter((one) => one.path.startsWith(media)).map((one) => one.range)).toEqual([
      undefined,
      'bytes=1000-',
    ]);
    expect(downloader.received + later.received).toBe(9000);
  });

  it('2.4 MB over a line that is cut again and again cost at most 1.2 times their bytes', async () => {
    const { sha256 } = recording(2_400_000);
    let tries = 0;
    for (let file: string | null = null; file === null; tries += 1) {
      proxy.faults = [{ path: media, times: 1, cutAfterBytes: 300_000 + tries * 1000 }];
      file = await downloader.fetch(sha256, 2_400_000).catch(() => null);
      if (file) expect(hashOf(file)).toBe(sha256);
    }
    expect(tries).toBeGreaterThan(4);
    expect(proxy.bytes).toBeLessThanOrEqual(2_400_000 * 1.2);
  });

  it('one flipped bit, a file that changed between two ranges: nothing of it is kept, and the next try brings it whole', async () => {
    const { sha256, content } = recording(9000);
    proxy.faults = [{ path: media, times: 1, flipAt: 5000 }];
    await expect(downloader.fetch(sha256, 9000)).rejects.toThrow('not the recording');
    expect(fs.existsSync(partOf(sha256))).toBe(false);
    proxy.faults = [{ path: media, times: 1, cutAfterBytes: 4000 }];
    await expect(downloader.fetch(sha256, 9000)).rejects.toThrow();
    fs.writeFileSync(station.files.get(sha256)!, randomBytes(9000));
    await expect(downloader.fetch(sha256, 9000)).rejects.toThrow('not the recording');
    fs.writeFileSync(station.files.get(sha256)!, content);
    expect(hashOf(await downloader.fetch(sha256, 9000))).toBe(sha256);
  });

  it('a log-in page with status 200 is not taken for the recording, and spoils nothing that came', async () => {
    const { sha256 } = recording(9000);
    proxy.faults = [{ path: media, times: 1, cutAfterBytes: 1000 }];
    await expect(downloader.fetch(sha256, 9000)).rejects.toThrow();
    proxy.faults = [{ path: media, times: 1, portal: true }];
    await expect(downloader.fetch(sha256, 9000)).rejects.toThrow('log-in page');
    expect(fs.statSync(partOf(sha256)).size).toBe(1000);
    proxy.faults = [];
    expect(hashOf(await downloader.fetch(sha256, 0))).toBe(sha256);
  });
});

describe('the link of a box in the field', () => {
  const heard: StationMessage[] = [];
  const open = (): HttpLink => {
    heard.length = 0;
    link = new HttpLink({
      ...{ client, clock, log: createLogger({ level: 'silent', name: 'test' }) },
      ...{ incomingDir: path.join(dir, 'incoming'), alarmsFile: path.join(dir, 'alarms-owed') },
      ...{ share: 0.5, nightStartAt: (now: number) => now },
      ...{ chance: () => 0.5, backOff: { firstMs: 20, longestMs: 100 } },
    });
    link.onMessage((message) => heard.push(message));
    link.send({ kind: 'hello', deviceId: 'device-1', boot: 'boot-1', manifestVersion: null });
    return link;
  };
  const row = (sequence: number) => ({ boot: 'boot-1', sequence, bytes: `{"n":${sequence}}`, hash: 'a'.repeat(64) });
  const aStatus = {
    ...{ at: 1, boot: 'boot-1', manifestVersion: null, clockTrust: 'synced' as const, sounding: null },
    ...{ nextStartAt: null, media: { ready: 0, all: 0 }, outbox: 0, sink: 'null', underRuns: 0, silentForMs: null },
  };
  const manifests = () => heard.filter((m) => m.kind === 'manifest');

  it('sends rows again until their answer arrives, lost five times; the station has each once (L3)', async () => {
    const box = open();
    await eventually(() => station.of('hello').length > 0, 5000, 'hello');
    const messages = '/api/device/messages';
    const posts = (): number => proxy.seen.filter((one) => one.path.startsWith(messages)).length;
    const before = posts();
    proxy.faults = [{ path: messages, times: 5, loseAnswer: true }];
    box.send({ kind: 'rows', rows: [row(1), row(2)] });
    const answer = await eventually(() => heard.find((m) => m.kind === 'rowAnswers'), 8000, 'the answer');
    expect(answer).toMatchObject({ answers: [{ sequence: 1, status: 'stored' }, { sequence: 2 }] });
    // One of the lost answers may have been that to another message of the box.
    expect(posts() - before).toBeGreaterThanOrEqual(6);
    expect(station.of('rows').length).toBeGreaterThan(1);
    expect(station.rows).toHaveLength(2);
  });

  it('fetches a manifest once, again only when the doorbell says that it changed', async () => {
    station.manifest = aManifest({ version: 5 });
    const box = open();
    await eventually(() => manifests().length > 0, 5000, 'the manifest');
    box.send({ kind: 'manifestAnswer', version: 5, applied: true, reason: null });
    await eventually(() => station.listeners > 0, 5000, 'the stream of events');
    station.tell({ kind: 'manifestChanged', version: 5 });
    station.manifest = aManifest({ version: 6, issuedAt: fiveOClock });
    station.tell({ kind: 'manifestChanged', version: 6 });
    await eventually(() => manifests().length > 1, 5000, 'the newer manifest');
    expect(proxy.seen.filter((one) => one.path === '/api/device/manifest').length).toBeLessThanOrEqual(4);
  });

  it('a stop reaches it by the stream; after a cut stream it says hello again, to hear what was ordered meanwhile', async () => {
    open();
    await eventually(() => station.listeners > 0, 5000, 'the stream of events');
    const silence = { id: 's', kind: 'stop' as const, target: { kind: 'device' as const }, by: 'nga', reason: '' };
    const command = { kind: 'silence' as const, silence: { ...silence, fromAt: 1, untilAt: null } };
    const sentAtMs = performance.now();
    station.tell({ kind: 'command', id: 'c', sentAt: 1, command });
    await eventually(() => heard.some((m) => m.kind === 'command'), 3000, 'the stop');
    expect(performance.now() - sentAtMs).toBeLessThan(3000);
    const hellos = station.of('hello').length;
    proxy.cutAll();
    await eventually(() => station.of('hello').length > hellos, 8000, 'hello again');
  });

  it('waits as long as the station asks; a portal and a dead station are not answers, and it comes back by itself', async () => {
    proxy.faults = [{ path: '/api/device/challenge', times: 1, status: 503, retryAfterSeconds: 1 }];
    const before = performance.now();
    proxy.faults.push({ path: '/api/device/messages', times: 2, portal: true });
    open();
    await eventually(() => station.of('hello').length > 0, 8000, 'hello');
    expect(performance.now() - before).toBeGreaterThan(40);
    proxy.away = true;
    proxy.cutAll();
    link!.send({ kind: 'rows', rows: [row(9)] });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(station.rows).toEqual([]);
    // Alarms wait in memory: what a restart takes with it is told, until the station has heard of it and no longer.
    const alarm = { kind: 'alarm' as const, code: 'media-missing' as const, at: 1, airingKey: null, detail: '' };
    for (let n = 0; n < 3; n += 1) link!.send(alarm);
    await link!.close();
    proxy.away = false;
    open().send({ kind: 'rows', rows: [row(9)] });
    link!.send({ kind: 'status', status: aStatus });
    link!.send(alarm);
    await eventually(() => station.rows.length === 1, 8000, 'the row');
    const lost = () => station.of('status').map(({ status }) => status.alarmsLost);
    await eventually(() => lost().length > 0 && station.of('alarm').length === 1, 8000, 'the number');
    expect(lost()[0]).toBe(3);
    await eventually(() => fs.readFileSync(path.join(dir, 'alarms-owed'), 'utf8') === '0', 8000, 'nothing owed');
    link!.send(alarm);
    await eventually(() => lost().at(-1) === 0, 8000, 'none lost');
  });

  it('brings recordings the soonest first, and says which the station does not have', async () => {
    const [one, two] = [recording(5000), recording(6000)];
    const box = open();
    const now = Date.now();
    const ask = (sha256: string, bytes: number, neededAt: number): void =>
      box.send({ kind: 'mediaRequest', sha256, bytes, neededAt });
    ask('b'.repeat(64), 10, now + 1000);
    ask(two.sha256, 6000, now + 60_000);
    ask(one.sha256, 5000, now + 30_000);
    await eventually(() => heard.filter((m) => m.kind === 'mediaPath').length === 2, 8000, 'both recordings');
    expect(heard.flatMap((m) => (m.kind === 'mediaPath' ? [m.sha256] : []))).toEqual([one.sha256, two.sha256]);
    expect(heard).toContainEqual({ kind: 'mediaUnavailable', sha256: 'b'.repeat(64), reason: 'NOT_FOUND' });
  });
});
