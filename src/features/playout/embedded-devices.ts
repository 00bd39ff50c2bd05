import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Command, DeviceMessage, DeviceStatus, StationMessage } from '../../contracts/device/link';
import { AreasService } from '../areas';
import { DevicesService, ManifestService } from '../devices';
import { DeviceWords } from './orders/device-words';
import { Soundings } from './orders/soundings';
import type { RunningPlayer } from './player-starter';
import { PlayoutService } from './playout.service';
import { readManifest } from './read-manifest';
import { StationSide } from './station-side';

const issuedSchema = z.object({ deviceId: z.string(), version: z.int() });

type Send = (answer: StationMessage) => void;

/**
 * The station's end of the link to the devices inside this process: hands out manifests and media, takes rows into the ledger and
 * answers them after their commit. The player needs none of it to stay on time (P1): what is lost here is asked for again.
 */
@Injectable()
export class EmbeddedDevices {
  private readonly running = new Map<string, RunningPlayer>();
  /** Boxes in the field whose stream of events is open. */
  private readonly remote = new Map<string, Pick<RunningPlayer, 'send'>>();
  private readonly soundings = new Soundings();
  private readonly listeners: ((deviceId: string, message: DeviceMessage) => void)[] = [];
  private readonly failures: ((deviceId: string, error: unknown) => void)[] = [];
  private turn: Promise<void> = Promise.resolve();
  private stopped = true;

  constructor(
    private readonly words: DeviceWords,
    private readonly areas: AreasService,
    private readonly devices: DevicesService,
    private readonly manifests: ManifestService,
    private readonly playout: PlayoutService,
    private readonly station: StationSide,
  ) {}

  /** Starts a player for every embedded device in use, and follows what changes from then on. */
  async start(onFailure: (deviceId: string, error: unknown) => void): Promise<void> {
    this.failures.push(onFailure);
    this.stopped = false;
    const { events } = this.station;
    events.subscribe('device.changed', () => this.follow());
    events.subscribe('manifest.issued', (event) => this.push(issuedSchema.parse(event.payload).deviceId));
    await this.follow();
  }

  /** Ends all players; each has written its results when this resolves. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.turn;
    await Promise.all([...this.running.values()].map((player) => player.close()));
    this.running.clear();
  }

  /** Hears everything the devices say, as it comes: for live pages, never for state. */
  listen(listener: (deviceId: string, message: DeviceMessage) => void): void {
    this.listeners.push(listener);
  }

  /** What each device last said of itself. */
  status(deviceId: string): DeviceStatus | null {
    return this.soundings.status(deviceId);
  }

  /** What sounds on a device at this moment, as far as it has told; null when nothing does. */
  sounding(deviceId: string): DeviceStatus['sounding'] {
    return this.soundings.of(deviceId, this.station.clock.nowMs());
  }

  isRunning(deviceId: string): boolean {
    return this.running.has(deviceId) || this.remote.has(deviceId);
  }

  /** Tells a device at once; false when it is not inside this process: it hears of it by its manifest. */
  command(deviceId: string, id: string, command: Command): boolean {
    const player = this.running.get(deviceId) ?? this.remote.get(deviceId);
    player?.send({ kind: 'command', id, sentAt: this.station.clock.nowMs(), command });
    return player !== undefined;
  }

  /** A box in the field listens from now on; returns how to end that. A later stream of the same box takes over. */
  attach(deviceId: string, player: Pick<RunningPlayer, 'send'>): () => void {
    this.remote.set(deviceId, player);
    return () => {
      if (this.remote.get(deviceId) !== player) return;
      this.remote.delete(deviceId);
      this.soundings.forget(deviceId);
    };
  }

  /** A box in the field says something; resolves with the answers once all they promise is committed. */
  async hear(deviceId: string, message: DeviceMessage): Promise<StationMessage[]> {
    const answers: StationMessage[] = [];
    this.note(deviceId, message);
    await this.answer(deviceId, message, (answer) => answers.push(answer));
    return answers;
  }

  /** Brings the running players into step with the devices in use; one turn after another. */
  private follow(): Promise<void> {
    this.turn = this.turn.then(() => this.followOnce());
    return this.turn;
  }

  private async followOnce(): Promise<void> {
    if (this.stopped) return;
    const wanted = (await this.devices.inUse()).filter((device) => device.embedded);
    for (const device of wanted) {
      if (!this.running.has(device.id)) await this.launch(device.id, device.areaCode);
    }
    for (const [deviceId, player] of this.running) {
      if (wanted.some((device) => device.id === deviceId)) continue;
      this.running.delete(deviceId);
      this.soundings.forget(deviceId);
      await player.close();
    }
  }

  private async launch(deviceId: string, areaCode: string): Promise<void> {
    try {
      const player = await this.station.starter.start({
        deviceId,
        timeZone: this.areas.settingsOf(areaCode).timeZone,
        onMessage: (message, send) => {
          this.note(deviceId, message);
          this.answer(deviceId, message, send).catch((error: unknown) => this.fail(deviceId, error));
        },
        onCrash: (error) => this.fail(deviceId, error),
      });
      this.running.set(deviceId, player);
    } catch (error) {
      this.fail(deviceId, error);
    }
  }

  private note(deviceId: string, message: DeviceMessage): void {
    this.soundings.hear(deviceId, message);
    for (const listener of this.listeners) listener(deviceId, message);
  }

  private async push(deviceId: string): Promise<void> {
    const manifest = await this.manifests.latest(deviceId);
    if (manifest) this.running.get(deviceId)?.send({ kind: 'manifest', manifest });
  }

  private async answer(deviceId: string, message: DeviceMessage, send: Send): Promise<void> {
    switch (message.kind) {
      case 'hello':
        return this.greet(deviceId, message.manifestVersion, send);
      case 'mediaRequest':
        return this.handOut(message.sha256, send);
      case 'rows':
        return send({ kind: 'rowAnswers', answers: await this.playout.ingest(deviceId, message.rows) });
      case 'alarm':
        return this.words.alarm(deviceId, message);
      case 'manifestAnswer':
        if (message.applied && message.version !== null) return this.words.applied(deviceId, message.version);
        return this.fail(deviceId, new Error(`manifest ${message.version} refused: ${message.reason}`));
        return;
      case 'commandAnswer':
        return this.words.obeyed(deviceId, message.id);
      case 'status':
        await this.station.health.hear(deviceId, message.status);
        return this.words.lost(deviceId, message.status);
      case 'started':
      case 'closed':
        return;
    }
  }

  /** A restored station may be behind its devices: it resumes above the highest version one of them reports (X3). */
  private async greet(deviceId: string, applied: number | null, send: Send): Promise<void> {
    let manifest = await this.manifests.latest(deviceId);
    if (applied !== null && manifest !== null && applied > readManifest(manifest).version) {
      manifest = (await this.manifests.rebuild(deviceId, { above: applied })) ?? manifest;
    }
    for (const owed of await this.words.owedTo(deviceId, this.station.clock.nowMs())) send(owed);
    if (manifest) send({ kind: 'manifest', manifest });
  }

  private async handOut(sha256: string, send: Send): Promise<void> {
    const { store } = this.station;
    if ((await store.size('masters', sha256)) === null) {
      return send({ kind: 'mediaUnavailable', sha256, reason: 'not in the store' });
    }
    send({ kind: 'mediaPath', sha256, path: store.path('masters', sha256) });
  }

  private fail(deviceId: string, error: unknown): void {
    for (const listener of this.failures) listener(deviceId, error);
  }
}
