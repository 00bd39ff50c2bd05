/** Relays in the whole player, on a fake clock: what is heard to the sample, and what the rows say. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DeviceMessage, StationMessage } from '../../src/contracts/device/link';
import type { PlannedItem } from '../../src/domain/playout/manifest';
import { LiveSource } from '../../src/platform/ffmpeg/live-source';
import { createLogger } from '../../src/platform/logging/logger';
import { publicKeyFromPem } from '../../src/platform/signing/keys';
import { openSqlite } from '../../src/platform/sqlite/sqlite';
import { MediaStore } from '../../src/player/media/media-store';
import { Player } from '../../src/player/player';
import { RelayDesk, type OpenRelay } from '../../src/player/relay-desk';
import { playerSettingsSchema } from '../../src/player/settings';
import { ProgressNote } from '../../src/player/store/progress-note';
import { PlayerStore } from '../../src/player/store/player-store';
import { aManifest, anItem, aRundown, fiveOClock as at } from '../support/manifest-builder';
import { MemorySink, StoppableClock } from '../support/manifest-sink';
import { eventually, FakeStation, knownSamples, writeWav } from '../support/manifest-station';

const relayMs = 6000;
const live = knownSamples(7, 30_000);
const next = knownSamples(3, 1000);

/** A player with a relay of six seconds at 05:00 and an item right behind it. */
async function scene(fallbackMs: number | null, openRelay: OpenRelay | null) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-relay-'));
  const clock = new StoppableClock(at - 5_000);
  const [sink, station] = [new MemorySink(), new FakeStation()];
  const stored = (name: string, samples: Int16Array): string => {
    const file = path.join(dir, `${name}.wav`);
    const sha256 = writeWav(file, samples);
    station.files.set(sha256, file);
    return sha256;
  };
  const fallback = fallbackMs === null ? null : knownSamples(2, fallbackMs);
  const url = 'https://stream.example.vn/live';
  const items: PlannedItem[] = [
    anItem({
      ...{ airingKey: 'relay', startAt: at, durationMs: relayMs, latestStartAt: at + 1000 },
      source: { kind: 'relay', url, ...(fallback ? { fallbackSha256: stored('fallback', fallback) } : {}) },
    }),
    anItem({
      ...{ airingKey: 'next', startAt: at + relayMs, durationMs: 1000 },
      source: { kind: 'file', sha256: stored('next', next) },
    }),
  ];
  const media = [...station.files.keys()].map((sha256) => ({ sha256, bytes: 1, mime: 'audio/wav' }));
  station.manifest = aManifest({ version: 5, rundowns: [aRundown({ startAt: at, items })], media });
  const settings = playerSettingsSchema.parse({
    ...{ deviceId: 'device-1', dataDir: dir, recordingsDir: path.join(dir, 'wav'), stationKeys: station.stationKeys },
    ...{ ffmpeg: { kind: 'native', path: '', version: '' }, earliestPossibleAt: at - 86_400_000 },
  });
  let give: (message: StationMessage) => void = () => undefined;
  const player = new Player({
    ...{ settings, boot: 'boot', clock, passFailpoint: () => undefined, askKernelSync: async () => false },
    stationKeys: new Map(settings.stationKeys.map((k) => [k.keyId, publicKeyFromPem(k.publicPem)])),
    store: new PlayerStore(openSqlite(path.join(dir, 'player.sqlite'))),
    ...{ note: new ProgressNote(path.join(dir, 'progress')), media: new MediaStore(path.join(dir, 'media')) },
    spoolFolder: path.join(dir, 'spool'),
    decode: async (input, output) => {
      const pcm = fs.readFileSync(input).subarray(44);
      fs.writeFileSync(output, pcm);
      return { samples: pcm.length / 2 };
    },
    relays: new RelayDesk(openRelay, clock),
    link: {
      send: (message: DeviceMessage) => setImmediate(() => station.receive(message, (answer) => give(answer))),
      onMessage: (handle: (message: StationMessage) => void) => (give = handle),
    },
    ...{ log: createLogger({ level: 'silent', name: 'test' }), createSink: () => sink },
  });
  player.start();
  // The disk needs real time, which must not run against the fake one.
  await eventually(
    () => media.every(({ sha256 }) => player.rooms.spool.stateOf(sha256, null) === 'ready'),
    10_000,
    'spool',
  );
  const end = async (): Promise<void> => {
    const closing = player.close();
    await clock.run(100);
    await closing;
    fs.rmSync(dir, { recursive: true, force: true });
  };
  /** The second of the session at which these samples were first heard, and for how long. */
  const heard = (samples: Int16Array) => sink.heard(samples).map(({ at: ms, ms: length }) => ({ ms, length }));
  return { clock, station, fallback: fallback ?? new Int16Array(0), heard, end };
}

/** A source that gives `ms` of sound and then stalls, or dies. */
function sourceOf(ms: number, dies = false): LiveSource {
  const source = new LiveSource({ stop: () => undefined, pause: () => undefined, resume: () => undefined });
  const samples = live.subarray(0, ms * 48);
  // As if it had begun to sound: until then all but the last second would be dropped.
  source.take(new Int16Array(0), 0, 0, 1);
  source.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  if (dies) source.end('died');
  return source;
}

describe('P1 a relay on the air', () => {
  it('is the live source to the sample, for exactly its length', async () => {
    const { clock, station, heard, end } = await scene(2000, () => sourceOf(20_000));
    await clock.run(12_600);
    const [relay] = heard(live);
    expect(relay!.length).toBe(relayMs);
    expect(heard(next)).toEqual([{ ms: relay!.ms + relayMs, length: 1000 }]);
    expect(station.result('relay')).toMatchObject({ result: 'played', reason: null, heardMs: relayMs, sha256: null });
    await end();
  });

  it('is the stored recording from its first sample where no ffmpeg takes streams', async () => {
    const { clock, station, fallback, heard, end } = await scene(8000, null);
    await clock.run(12_600);
    const [stood] = heard(fallback);
    expect(stood!.length).toBe(relayMs);
    expect(heard(next)).toEqual([{ ms: stood!.ms + relayMs, length: 1000 }]);
    const row = station.result('relay')!;
    expect(row).toMatchObject({ result: 'played', reason: 'relay-unavailable', heardMs: relayMs });
    expect(row.actualStartAt).toBe(at);
    expect(row.sha256).toBe(station.manifest!.media[0]!.sha256);
    await end();
  });

  it.each([
    ['stalls', false, 2000],
    ['dies', true, 0],
  ])('that %s gives way to the recording within two seconds, and the next item is on time', async (_, dies, gapMs) => {
    const { clock, station, fallback, heard, end } = await scene(1000, () => sourceOf(2500, dies));
    await clock.run(12_600);
    const [[relay], [stood], [following]] = [heard(live), heard(fallback), heard(next)];
    expect(relay!.length).toBe(2500);
    expect(stood!.ms - relay!.ms - 2500).toBeGreaterThanOrEqual(gapMs - 20);
    expect(stood!.ms - relay!.ms - 2500).toBeLessThanOrEqual(gapMs + 20);
    expect(stood!.length).toBe(1000);
    expect(following).toEqual({ ms: relay!.ms + relayMs, length: 1000 });
    // The recording is shorter than what was left: silence is not counted as heard (L5).
    const row = station.result('relay')!;
    expect(row).toMatchObject({ result: 'partial', reason: 'relay-unavailable' });
    expect(row.heardMs).toBeLessThanOrEqual(2500 + gapMs + 1000 + 40);
    expect(station.result('next')).toMatchObject({ result: 'played', reason: null });
    await end();
  });
});
