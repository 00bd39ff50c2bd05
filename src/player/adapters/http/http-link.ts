import { z } from 'zod';
import { stationMessageSchema, type DeviceMessage, type StationMessage } from '../../../contracts/device/link';
import { signedManifestSchema } from '../../../contracts/device/manifest';
import { backOffMs, linkBackOff, type BackOffLimits } from '../../../domain/playout/back-off';
import { fetchAt } from '../../../domain/playout/media-keep';
import type { Clock } from '../../../platform/clock/clock';
import type { Logger } from '../../../platform/logging/logger';
import type { Link } from '../../link';
import { Downloader, WrongRecording } from './downloader';
import { listenToEvents } from './event-stream';
import { OwedAlarms } from './owed-alarms';
import { StationAway, StationRefused, type StationClient } from './station-client';

/** How the player is goes out this often; with anything else that is said, too. */
const statusEveryMs = 60_000;
const manifestEveryMs = 5 * 60_000;
/** Messages that wait for the station, beside rows, which wait in the ledger. */
const mostWaiting = 300;
const mostInOneBatch = 40;

/** A player that closes waits no longer for a station that does not answer. */
const lastWordsMs = 3000;

const answersSchema = z.object({ answers: z.array(stationMessageSchema) });

export interface HttpLinkOptions {
  client: StationClient;
  clock: Clock;
  log: Logger;
  incomingDir: string;
  /** Counts the alarms that the station has not heard, across restarts. */
  alarmsFile: string;
  /** In [0, 1), from the device's id: spreads what can wait. */
  share: number;
  /** When the coming night begins, for an instant. */
  nightStartAt(now: number): number;
  /** In [0, 1). */
  chance?: () => number;
  backOff?: BackOffLimits;
}

interface Wanted {
  bytes: number;
  neededAt: number;
}

/**
 * The link of a box in the field: says what it has to say in batches, hears orders by server-sent events, fetches manifests when they
 * changed and recordings by range. Each of the four goes on by itself, so that a slow download holds up no stop.
 */
export class HttpLink implements Link {
  readonly downloader: Downloader;
  private handle: (message: StationMessage) => void = () => undefined;
  private hello: Extract<DeviceMessage, { kind: 'hello' }> | null = null;
  private waiting: DeviceMessage[] = [];
  private rows: DeviceMessage | null = null;
  private status: DeviceMessage | null = null;
  private statusSentAtMs = -Infinity;
  private ordersOpen = true;
  private readonly alarms: OwedAlarms;
  private wanted = new Map<string, Wanted>();
  private readonly closing = new AbortController();
  private wakes: Record<'talk' | 'manifest' | 'media', AbortController> = {
    talk: new AbortController(),
    manifest: new AbortController(),
    media: new AbortController(),
  };
  private running: Promise<void>[] = [];

  constructor(private options: HttpLinkOptions) {
    this.downloader = new Downloader(options.incomingDir, options.client, options.clock);
    this.alarms = new OwedAlarms(options.alarmsFile);
  }

  onMessage(handle: (message: StationMessage) => void): void {
    this.handle = handle;
    if (this.running.length > 0) return;
    this.running = [
      this.repeat('talk', () => this.talk()),
      this.repeat('manifest', () => this.fetchManifest()),
      this.repeat('media', () => this.fetchMedia()),
      this.repeat('events', () => this.listen()),
    ];
  }

  send(message: DeviceMessage): void {
    switch (message.kind) {
      case 'mediaRequest':
        this.wanted.set(message.sha256, { bytes: message.bytes, neededAt: message.neededAt });
        return this.wake('media');
      case 'status':
        this.status = message;
        if (this.options.clock.monotonicMs() - this.statusSentAtMs < statusEveryMs) return;
        return this.wake('talk');
      case 'rows':
        this.rows = message;
        return this.wake('talk');
      case 'hello':
        this.hello = message;
        break;
      case 'manifestAnswer':
        if (message.applied && this.hello) this.hello = { ...this.hello, manifestVersion: message.version };
        break;
      case 'alarm':
      case 'started':
      case 'commandAnswer':
      case 'closed':
        break;
    }
    this.waiting.push(message);
    if (message.kind === 'alarm') this.alarms.raised();
    if (this.waiting.length > mostWaiting && this.waiting.shift()?.kind === 'alarm') this.alarms.dropped();
    this.wake('talk');
  }

  /** Says what is still to be said if the station is there, and ends. */
  async close(): Promise<void> {
    const said = new AbortController();
    const late = this.options.clock.sleep(lastWordsMs, said.signal).catch(() => undefined);
    await Promise.race([this.talk().catch(() => undefined), late]);
    said.abort(new Error('said'));
    this.closing.abort(new Error('the player closes'));
    for (const name of ['talk', 'manifest', 'media'] as const) this.wake(name);
    await Promise.all(this.running);
  }

  private async talk(): Promise<number> {
    const { clock, client } = this.options;
    for (;;) {
      const dueStatus = clock.monotonicMs() - this.statusSentAtMs >= statusEveryMs ? this.status : null;
      const said = this.waiting.slice(0, mostInOneBatch);
      const rows = this.rows;
      const status = this.completed(said.length > 0 || rows ? this.status : dueStatus);
      const messages = [...said, ...(rows ? [rows] : []), ...(status ? [status] : [])];
      if (messages.length === 0) return statusEveryMs;
      try {
        const { answers } = await client.post('/api/device/messages', { messages }, answersSchema);
        this.forget(said, rows);
        if (status) this.statusSentAtMs = clock.monotonicMs();
        if (status?.kind === 'status') this.alarms.told({ alarms: 0, lost: status.status.alarmsLost ?? 0 });
        for (const answer of answers) this.deliver(answer);
      } catch (error) {
        // What the station cannot read it never will; rows are judged one by one and stay.
        if (error instanceof StationRefused && error.status === 400) this.forget(said, null);
        throw error;
      }
    }
  }

  /** What only this side of the player knows. */
  private completed(status: DeviceMessage | null): DeviceMessage | null {
    if (status?.kind !== 'status') return status;
    const { clockOffsetMs } = this.options.client;
    const { ordersOpen } = this;
    return { ...status, status: { ...status.status, clockOffsetMs, ordersOpen, alarmsLost: this.alarms.lost } };
  }

  private forget(said: readonly DeviceMessage[], rows: DeviceMessage | null): void {
    const kept = this.waiting.filter((message) => !said.includes(message));
    // Not those that had to make room meanwhile.
    const gone = this.waiting.filter((message) => message.kind === 'alarm' && said.includes(message));
    this.waiting = kept;
    this.alarms.told({ alarms: gone.length, lost: 0 });
    if (this.rows === rows) this.rows = null;
  }

  private async fetchManifest(): Promise<number> {
    const version = this.hello?.manifestVersion ?? null;
    const headers: Record<string, string> = version === null ? {} : { 'if-none-match': `"${version}"` };
    const response = await this.options.client.get('/api/device/manifest', headers, this.closing.signal);
    if (response.status === 304) return this.spread(manifestEveryMs);
    const manifest = signedManifestSchema.safeParse(await response.json().catch(() => null));
    if (!manifest.success)
      throw new StationAway('something else than the station answers: a log-in page of the network?');
    this.deliver({ kind: 'manifest', manifest: manifest.data });
    return this.spread(manifestEveryMs);
  }

  private async listen(): Promise<number> {
    await listenToEvents(this.options.client, this.options.clock, this.closing.signal, {
      onOpen: () => {
        this.ordersOpen = true;
        // Whatever was ordered meanwhile is told to whoever says hello.
        if (this.hello && !this.waiting.includes(this.hello)) this.send(this.hello);
      },
      onEvent: (event) => {
        if (event.kind !== 'manifestChanged') return this.deliver(event);
        if (event.version !== (this.hello?.manifestVersion ?? null)) this.wake('manifest');
      },
    });
    return this.spread(1000);
  }

  /** One recording after another, the soonest first; returns when to look again. */
  private async fetchMedia(): Promise<number> {
    const { clock, share } = this.options;
    for (;;) {
      const now = clock.nowMs();
      const due = [...this.wanted]
        .map(([sha256, one]) => ({
          sha256,
          ...one,
          at: fetchAt(one.neededAt, now, this.options.nightStartAt(now), share),
        }))
        .sort((a, b) => a.at - b.at || a.neededAt - b.neededAt);
      const next = due[0];
      if (!next) return manifestEveryMs;
      if (next.at > now) return Math.min(manifestEveryMs, next.at - now);
      try {
        const path = await this.downloader.fetch(next.sha256, next.bytes);
        this.wanted.delete(next.sha256);
        this.deliver({ kind: 'mediaPath', sha256: next.sha256, path, temporary: true });
      } catch (error) {
        if (error instanceof StationRefused) {
          this.wanted.delete(next.sha256);
          this.deliver({ kind: 'mediaUnavailable', sha256: next.sha256, reason: error.code });
          continue;
        }
        if (error instanceof WrongRecording) this.options.log.warn({ sha256: next.sha256 }, error.message);
        throw error;
      }
    }
  }

  private deliver(message: StationMessage): void {
    if (!this.closing.signal.aborted) this.handle(message);
  }

  /** Does one thing again and again: after what it says, or with growing pauses while it fails. */
  private async repeat(name: 'talk' | 'manifest' | 'media' | 'events', work: () => Promise<number>): Promise<void> {
    const { clock, log, chance = Math.random, backOff = linkBackOff } = this.options;
    let failures = 0;
    while (!this.closing.signal.aborted) {
      let waitMs: number;
      try {
        if (name !== 'events') this.wakes[name] = new AbortController();
        waitMs = await work();
        failures = 0;
      } catch (error) {
        if (this.closing.signal.aborted) return;
        failures += 1;
        if (name === 'events') this.ordersOpen = false;
        const retryAfterMs = error instanceof StationAway ? error.retryAfterMs : null;
        waitMs = backOffMs(failures, chance(), retryAfterMs, backOff);
        log.info({ part: name, failures, waitMs, reason: (error as Error).message }, 'the station cannot be reached');
      }
      // While it fails, only time helps: a player that says something each second must not hammer a station in trouble.
      const early = name === 'events' || failures > 0 ? [] : [this.wakes[name].signal];
      await clock.sleep(waitMs, AbortSignal.any([this.closing.signal, ...early])).catch(() => undefined);
    }
  }

  private spread(ms: number): number {
    return Math.round(ms * (0.8 + 0.4 * (this.options.chance ?? Math.random)()));
  }

  private wake(name: 'talk' | 'manifest' | 'media'): void {
    this.wakes[name].abort(new Error('there is something to do'));
  }
}
