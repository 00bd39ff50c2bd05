/** The whole player but for clock, sink and ffmpeg, with the station at the other end of its link: where faults are put in. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DeviceMessage, StationMessage } from '../../src/contracts/device/link';
import { createLogger } from '../../src/platform/logging/logger';
import { publicKeyFromPem } from '../../src/platform/signing/keys';
import { openSqlite } from '../../src/platform/sqlite/sqlite';
import { MediaStore } from '../../src/player/media/media-store';
import { Player } from '../../src/player/player';
import { playerSettingsSchema } from '../../src/player/settings';
import { ProgressNote } from '../../src/player/store/progress-note';
import { PlayerStore } from '../../src/player/store/player-store';
import { aManifest, aRundown, fiveOClock as at } from './manifest-builder';
import { MemorySink, StoppableClock } from './manifest-sink';
import { eventually, FakeStation, knownSamples, writeWav } from './manifest-station';

const dayMs = 86_400_000;

export class PlayerScene {
  readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-faults-'));
  clock = new StoppableClock(at - 5000);
  sink = new MemorySink();
  readonly station = new FakeStation();
  store!: PlayerStore;
  player!: Player;
  /** What the player says is lost while it is not, and nothing answers. */
  online = true;
  give: (message: StationMessage) => void = () => undefined;

  /** From here it is the first second of its life. */
  async start({ withMedia = true } = {}): Promise<void> {
    const { dir, station, clock, sink } = this;
    const settings = playerSettingsSchema.parse({
      ...{ deviceId: 'device-1', dataDir: dir, recordingsDir: path.join(dir, 'wav'), stationKeys: station.stationKeys },
      ...{ ffmpeg: { kind: 'native', path: '', version: '' }, earliestPossibleAt: at - dayMs },
    });
    this.store = new PlayerStore(openSqlite(path.join(dir, 'player.sqlite')));
    const link = {
      send: (message: DeviceMessage) => {
        if (this.online) setImmediate(() => station.receive(message, (answer) => this.give(answer)));
      },
      onMessage: (handle: (message: StationMessage) => void) => (this.give = handle),
    };
    this.player = new Player({
      ...{ settings, boot: `boot-${clock.nowMs()}`, clock, store: this.store, link },
      stationKeys: new Map(settings.stationKeys.map((k) => [k.keyId, publicKeyFromPem(k.publicPem)])),
      note: new ProgressNote(path.join(dir, 'progress')),
      ...{ media: new MediaStore(path.join(dir, 'media')), spoolFolder: path.join(dir, 'spool') },
      decode: async (input, output) => {
        const pcm = fs.readFileSync(input).subarray(44);
        fs.writeFileSync(output, pcm);
        return { samples: pcm.length / 2 };
      },
      log: createLogger({ level: 'silent', name: 'test' }),
      createSink: () => sink,
      askKernelSync: async () => false,
      passFailpoint: () => undefined,
    });
    this.player.start();
    if (withMedia) await this.spooled();
    await clock.run(1000);
  }

  /** The disk needs real time, which must not run against the fake one. */
  private async spooled(): Promise<void> {
    const { media, rundowns } = this.station.manifest!;
    const lengths = new Map(
      rundowns[0]!.items.map((i) => [(i.source as { sha256: string }).sha256, i.durationMs] as const),
    );
    const { spool } = this.player.rooms;
    const isReady = (sha256: string): boolean => spool.stateOf(sha256, lengths.get(sha256)!) === 'ready';
    await eventually(() => media.every(({ sha256 }) => isReady(sha256)), 10_000, 'the spool', 2);
  }

  /** One session of items of known samples, each behind the other, the last `lastAfterMs` after the start. */
  plan(lengths: number[], lastAfterMs?: number): void {
    const rundown = aRundown({ startAt: at, lengths, endAt: at + 60_000 });
    if (lastAfterMs !== undefined) rundown.items.at(-1)!.startAt = at + lastAfterMs;
    rundown.items.forEach((item, i) => {
      item.source = { kind: 'file', sha256: this.recording(`item-${i + 1}`, knownSamples(i + 1, item.durationMs)) };
    });
    this.station.manifest = aManifest({ version: 5, rundowns: [rundown] });
  }

  /** A recording that the station has; its hash. */
  recording(name: string, samples: Int16Array): string {
    const file = path.join(this.dir, `${name}.wav`);
    const sha256 = writeWav(file, samples);
    this.station.files.set(sha256, file);
    return sha256;
  }

  async stop(): Promise<void> {
    const closing = this.player.close();
    await this.clock.run(200);
    await closing;
  }

  async end(): Promise<void> {
    await this.stop();
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}
