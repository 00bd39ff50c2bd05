import type { KeyObject } from 'node:crypto';
import type { AlarmCode, DeviceStatus, StationMessage } from '../contracts/device/link';
import type { Manifest, SignedManifest, Snapshot } from '../contracts/device/manifest';
import { defaultDecideSettings } from '../domain/playout/decide';
import { decideApart, without } from '../domain/playout/decide-apart';
import type { Airing } from '../domain/playout/airing';
import { applyManifest, emptyPlan, type Plan } from '../domain/playout/plan';
import { silenceAlarmMs, soundAlarms } from '../domain/playout/sound-alarms';
import { mediaNeededAt, spoolOrder } from '../domain/playout/spool-order';
import type { PlayoutState } from '../domain/playout/state';
import type { Clock } from '../platform/clock/clock';
import type { Logger } from '../platform/logging/logger';
import type { PassFailpoint } from './adapters/failpoints';
import { airingByKey } from './airing-by-key';
import { AlarmBook } from './alarm-book';
import { ClockKeeper } from './clock-keeper';
import { Conductor } from './conductor';
import { deviceStatus } from './device-status';
import type { Link } from './link';
import { MediaDesk } from './media-desk';
import type { Decoder } from './media/decoder';
import type { MediaStore } from './media/media-store';
import { Spool } from './media/spool';
import { OrderBook } from './order-book';
import { createNullSink } from './adapters/null-sink';
import type { Sink } from './output/sink';
import { PinnedKeys } from './pinned-keys';
import type { RelayDesk } from './relay-desk';
import { Reporter } from './reporter';
import { SafeWriter } from './safe-writer';
import type { PlayerSettings } from './settings';
import { Ledger } from './store/ledger';
import type { ProgressNote } from './store/progress-note';
import type { PlayerStore } from './store/player-store';

export interface PlayerPorts {
  settings: PlayerSettings;
  stationKeys: ReadonlyMap<string, KeyObject>;
  /** The same with the way to their successors (X3). */
  pinned?: PinnedKeys;
  boot: string;
  clock: Clock;
  store: PlayerStore;
  note: ProgressNote;
  media: MediaStore;
  spoolFolder: string;
  decode: Decoder;
  relays?: RelayDesk;
  link: Link;
  log: Logger;
  createSink(output: Manifest['output']): Sink;
  askKernelSync(): Promise<boolean>;
  /** How the box is, for its heartbeat. */
  askHealth?(): Partial<DeviceStatus>;
  passFailpoint: PassFailpoint;
}

/** Status goes out each second while something sounds, else this often. */
const quietStatusMs = 5000;
const rememberTimeMs = 60_000;
/** After a step that could not be taken. */
const notYetMs = 50;

/**
 * The device program (P1): keeps manifest, orders and media, asks the core what to do, and does it. Between steps it sleeps at most a
 * second at a time to absolute instants. Knows nothing of the station but its `Link`.
 */
export class Player {
  private readonly keeper: ClockKeeper;
  private readonly orders: OrderBook;
  private readonly ledger: Ledger;
  private readonly writer: SafeWriter;
  private readonly spool: Spool;
  private readonly desk: MediaDesk;
  private readonly reporter: Reporter;
  private readonly conductor: Conductor;
  private manifest: Manifest | null = null;
  private payload = '';
  private plan: Plan = emptyPlan;
  private readySince: PlayoutState['readySince'];
  private sinkWanted: Manifest['output'] | null = null;
  private wake = new AbortController();
  private closing = false;
  private running: Promise<void> | null = null;
  private statusAtMs = -Infinity;
  private silentForMs: number | null = null;
  private rememberedAtMs = 0;
  private readonly alarms: AlarmBook;
  private readonly pinned: PinnedKeys;
  /** What the core cannot judge: left alone for the rest of this life. */
  private faulty = new Set<string>();
  private tellClosed: () => void = () => undefined;
  /** Resolves when the player has closed. */
  readonly closed = new Promise<void>((resolve) => (this.tellClosed = resolve));

  constructor(private ports: PlayerPorts) {
    const { settings, clock, store, link, media } = ports;
    this.alarms = new AlarmBook(clock);
    this.pinned = ports.pinned ?? new PinnedKeys(ports.stationKeys);
    const lastSeen = Number(store.meta('lastSeenAt') ?? 0);
    const notBeforeMs = Math.max(settings.earliestPossibleAt, lastSeen);
    const limits = { notBeforeMs, toleranceMs: 500, settleMs: settings.clockSettleMs };
    this.keeper = new ClockKeeper(clock, limits, () => ports.askKernelSync());
    this.ledger = new Ledger(store, settings.deviceId, ports.boot);
    this.writer = new SafeWriter((error) => this.alarm('store-failed', null, error.message));
    this.orders = new OrderBook(store, (work) => this.writer.write(work));
    this.desk = new MediaDesk(media, link, clock, {
      onArrived: (sha256) => {
        this.spool.forget(sha256);
        this.rouse();
      },
      onRefused: (sha256, detail) => this.alarm('media-corrupt', null, `${sha256}: ${detail}`),
    });
    this.spool = new Spool(ports.spoolFolder, settings.spoolBudgetBytes, media, store, ports.decode, clock, {
      onChange: () => this.rouse(),
      onMissing: (wish) => this.desk.ask(wish, this.manifest),
      onCorrupt: (sha256, detail) => this.alarm('media-corrupt', null, `${sha256}: ${detail}`),
    });
    this.reporter = new Reporter(this.ledger, link, clock);
    const stored = store.manifest();
    this.manifest = stored?.manifest ?? null;
    this.payload = stored?.payload ?? '';
    this.plan = store.plan() ?? emptyPlan;
    this.readySince = { at: this.keeper.now(), because: 'player-down' };
    this.conductor = new Conductor(
      {
        ...{ clock, keeper: this.keeper, ledger: this.ledger, writer: this.writer, spool: this.spool },
        ...{ note: ports.note, relays: ports.relays },
        ...{ zone: settings.zone, passFailpoint: ports.passFailpoint },
        score: {
          manifest: () => this.manifest,
          rundowns: () => this.plan.rundowns,
          snapshotOf: (ref) => this.snapshotOf(ref),
        },
      },
      createNullSink(),
      {
        onStarted: (airing, startAt, latenessMs) => {
          const { airingKey, bulletinRef, plannedMs: durationMs } = airing;
          const title = this.snapshotOf(bulletinRef)?.title ?? bulletinRef;
          link.send({ kind: 'started', airingKey, bulletinRef, title, startAt, durationMs, latenessMs });
          this.statusAtMs = -Infinity;
        },
        onAlarm: (code, airingKey, detail) => this.alarm(code, airingKey, detail),
        onChange: () => this.rouse(),
      },
    );
    this.sinkWanted = this.manifest?.output ?? null;
  }

  /** Settles what an earlier life left, says hello and plays until closed. */
  start(): void {
    const { link, settings, boot } = this.ports;
    this.conductor.recover((key) => airingByKey(key, this.plan.rundowns, this.orders));
    link.onMessage((message) => this.receive(message));
    link.send({ kind: 'hello', deviceId: settings.deviceId, boot, manifestVersion: this.manifest?.version ?? null });
    this.running = this.run();
  }

  /** Ends what sounds, writes its results and closes everything. */
  async close(): Promise<void> {
    if (this.closing) return this.closed;
    this.closing = true;
    this.rouse();
    await this.running;
    await this.conductor.close();
    this.ports.relays?.close();
    await Promise.all([this.spool.settle(), this.desk.settle()]);
    this.rememberTime();
    this.writer.catchUp();
    this.reporter.pump();
    this.ports.store.close();
    this.ports.link.send({ kind: 'closed' });
    this.tellClosed();
  }

  /** What the house-keeping may touch. */
  get rooms(): { spool: Spool; ledger: Ledger; orders: OrderBook; media: MediaStore; manifest: Manifest | null } {
    const { spool, ledger, orders, manifest } = this;
    return { spool, ledger, orders, media: this.ports.media, manifest };
  }

  /** When each recording is next needed; those of emergencies at any moment. */
  neededMedia(): Map<string, number> {
    return mediaNeededAt(this.state(), this.manifest?.emergencies ?? []);
  }

  now(): number {
    return this.keeper.now();
  }

  private async run(): Promise<void> {
    while (!this.closing) {
      this.wake = new AbortController();
      let untilAt = this.keeper.now() + defaultDecideSettings.longestWaitMs;
      await this.attempt('time', async () => this.keepTime());
      await this.attempt('steps', async () => (untilAt = await this.act()));
      await this.attempt('ears', async () => this.listen());
      await this.attempt('tidying', () => this.tidy());
      if (this.wake.signal.aborted) continue;
      const waitMs = Math.max(1, untilAt - this.keeper.now());
      await this.ports.clock.sleep(Math.min(waitMs, 1000), this.wake.signal).catch(() => undefined);
    }
  }

  /** One part of a round that fails must not take the others with it, nor end the evening. */
  private async attempt(part: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.ports.log.error({ err: error, part }, 'a round of the player failed');
    }
  }

  /** Performs steps until the core says wait; returns until when. */
  private async act(): Promise<number> {
    for (let round = 0; round < 1000 && !this.closing; round += 1) {
      const { steps, faulty } = decideApart(without(this.state(), this.faulty));
      for (const { airing, error } of faulty) {
        this.faulty.add(airing.airingKey);
        this.giveUp(airing, error);
      }
      for (const step of steps) {
        if (step.kind === 'wait') return step.untilAt;
        try {
          if (!(await this.conductor.perform(step))) return this.keeper.now() + notYetMs;
        } catch (error) {
          this.giveUp(step.airing, error as Error);
        }
      }
    }
    return this.keeper.now() + 20;
  }

  /** An exception over one item leaves the others alone. */
  private giveUp(airing: Airing, error: Error): void {
    this.ports.log.error({ err: error, airingKey: airing.airingKey }, 'an item failed the player');
    this.alarm('item-failed', airing.airingKey, error.message);
    this.conductor.giveUp(airing);
  }

  private listen(): void {
    const heard = { lastSoundAt: this.conductor.lastSoundAt };
    const alarms = soundAlarms(this.state(), heard);
    this.silentForMs = alarms.some((one) => one.code === 'silence-inside') ? silenceAlarmMs : null;
    for (const { code, airingKey, detail } of alarms) this.alarm(code, airingKey, detail);
  }

  private state(): PlayoutState {
    return {
      now: this.keeper.now(),
      clock: this.keeper.state,
      readySince: this.readySince,
      rundowns: this.plan.rundowns,
      snapshots: this.plan.snapshots,
      windows: this.manifest?.windows ?? [],
      notAfter: this.manifest?.notAfter ?? 0,
      emergencies: this.orders.emergencies,
      playNows: this.orders.playNows,
      silences: [...this.orders.silences, ...(this.manifest?.holds ?? [])],
      settled: this.conductor.settled,
      onAir: this.conductor.onAir,
      freeAt: this.conductor.freeAt,
      media: (sha256, durationMs) => this.spool.stateOf(sha256, durationMs),
      ...(this.ports.relays ? { flowing: this.ports.relays.flowing } : {}),
    };
  }

  private keepTime(): void {
    void this.keeper.refreshSync().catch(() => undefined);
    const { shiftMs, became } = this.keeper.look(this.conductor.onAir.length === 0);
    if (shiftMs !== 0) this.conductor.shift(shiftMs);
    const at = this.keeper.now();
    if (became === 'unset') this.alarm('clock-unset', null, 'the clock is before a time that has been');
    if (became === 'good') this.readySince = { at, because: 'clock-unset' };
    if (became !== 'jumped') return;
    this.readySince = { at, because: 'clock-jump' };
    this.alarm('clock-jump', null, `${Math.round(shiftMs)} ms`);
  }

  private async tidy(): Promise<void> {
    const state = this.state();
    this.spool.want(spoolOrder(state), state.now);
    this.ports.relays?.want(state);
    if (this.sinkWanted && (await this.conductor.changeSink(this.ports.createSink(this.sinkWanted)))) {
      this.sinkWanted = null;
      this.rouse();
    }
    if (this.writer.owes > 0) this.writer.catchUp();
    this.reporter.pump();
    this.sendStatus(state);
    if (this.ports.clock.monotonicMs() - this.rememberedAtMs >= rememberTimeMs) this.rememberTime();
  }

  /** The last good time, against a clock that starts in 1970; never one a runaway clock invented (P7). */
  private rememberTime(): void {
    const now = this.keeper.now();
    this.rememberedAtMs = this.ports.clock.monotonicMs();
    if (this.keeper.state !== 'good') return;
    if (this.keeper.trust !== 'synced' && (this.manifest === null || now > this.manifest.notAfter)) return;
    this.writer.write(() => this.ports.store.setMeta('lastSeenAt', String(now)));
  }

  private receive(message: StationMessage): void {
    switch (message.kind) {
      case 'manifest':
        try {
          this.takeManifest(message.manifest);
        } catch (error) {
          // A disk that takes no manifest leaves the last good one in force (P2).
          this.alarm('store-failed', null, (error as Error).message);
        }
        break;
      case 'mediaPath':
        this.desk.take(message.sha256, message.path, message.temporary);
        break;
      case 'mediaUnavailable':
        this.alarm('media-missing', null, `${message.sha256}: ${message.reason}`);
        break;
      case 'rowAnswers':
        this.writer.write(() => this.reporter.take(message.answers));
        break;
      case 'command': {
        const { command, id, sentAt } = message;
        this.orders.take(command, sentAt, this.keeper.now(), this.keeper.trust === 'unset');
        this.ports.link.send({ kind: 'commandAnswer', id, at: this.keeper.now() });
        break;
      }
      case 'close':
        void this.close();
        break;
    }
    this.rouse();
  }

  private takeManifest(envelope: SignedManifest): void {
    const { settings, store, link } = this.ports;
    const now = this.keeper.now();
    const verdict = this.pinned.judge(envelope, {
      deviceId: settings.deviceId,
      current: this.manifest && { version: this.manifest.version, payload: this.payload },
      nowMs: this.keeper.trust === 'unset' ? null : now,
    });
    if (!verdict.ok) {
      link.send({ kind: 'manifestAnswer', version: verdict.version, applied: false, reason: verdict.reason });
      return this.alarm('manifest-refused', null, verdict.reason);
    }
    const { manifest } = verdict;
    if (manifest.version !== this.manifest?.version) {
      const { plan, replaced } = applyManifest(this.plan, manifest, now);
      store.applyManifest({ manifest, payload: envelope.payload }, plan, now);
      if (JSON.stringify(manifest.output) !== JSON.stringify(this.manifest?.output)) this.sinkWanted = manifest.output;
      Object.assign(this, { manifest, plan, payload: envelope.payload });
      this.orders.takeManifest(manifest, now);
      this.conductor.skipReplaced(replaced, this.state());
    }
    link.send({ kind: 'manifestAnswer', version: manifest.version, applied: true, reason: null });
  }

  private snapshotOf(bulletinRef: string): Snapshot | null {
    return this.plan.snapshots[bulletinRef] ?? this.orders.snapshotOf(bulletinRef);
  }

  private sendStatus(state: PlayoutState): void {
    const now = this.ports.clock.monotonicMs();
    const { sounding } = this.conductor;
    if (now - this.statusAtMs < (sounding ? 1000 : quietStatusMs)) return;
    this.statusAtMs = now;
    const { manifest, conductor, silentForMs } = this;
    const { boot, media } = this.ports;
    const status = deviceStatus(state, {
      ...{ boot, manifest, conductor, silentForMs, clockTrust: this.keeper.trust },
      ...{ hasMedia: (sha256) => media.has(sha256), outbox: this.ledger.outboxSize() },
      titleOf: (ref) => this.snapshotOf(ref)?.title ?? '',
    });
    this.ports.link.send({ kind: 'status', status: { ...status, ...this.ports.askHealth?.() } });
  }

  private alarm(code: AlarmCode, airingKey: string | null, detail: string): void {
    if (!this.alarms.raise(code, airingKey, detail)) return;
    this.ports.log.warn({ alarm: code, airingKey, detail }, 'alarm');
    this.ports.link.send({ kind: 'alarm', code, at: this.keeper.now(), airingKey, detail });
  }

  private rouse(): void {
    this.wake.abort(new Error('something has changed'));
  }
}
