import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { DevicesDirectory } from '../devices';
import { areasOf, type Hint, kindOf, usersOf } from '../../domain/access/live-hint';

/** So many are kept for pages that come back; beyond that they read everything anew. */
const kept = 1_000;

/** What changed lately, and who wants to hear of it. Best effort: a page that hears nothing asks by itself now and then. */
@Injectable()
export class LiveHints implements OnModuleInit {
  private readonly boot: string;
  private readonly recent: Hint[] = [];
  private readonly listeners = new Set<(hint: Hint) => void>();
  private latest = 0;
  private forgotten = 0;

  constructor(
    private readonly events: EventDispatcher,
    private readonly devices: DevicesDirectory,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.boot = newId(clock.nowMs());
  }

  onModuleInit(): void {
    this.events.listen((event) => this.hear(event));
  }

  /** Where a stream stands that has heard everything up to `sequence`. */
  markOf(sequence = this.latest): string {
    return `${this.boot}/${sequence}`;
  }

  /** What happened after a mark; null where that is no longer known. */
  since(mark: string): Hint[] | null {
    const [boot, at] = mark.split('/');
    const sequence = Number(at);
    if (boot !== this.boot || !Number.isInteger(sequence) || sequence < this.forgotten) return null;
    return this.recent.filter((hint) => hint.sequence > sequence);
  }

  /** Calls `listener` for everything from now on, until the answer is called. */
  follow(listener: (hint: Hint) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async hear(event: LoaEvent): Promise<void> {
    const kind = kindOf(event.type);
    if (!kind) return;
    const areaCodes = await this.placesOf(event.payload);
    const userIds = kind === 'notices' ? usersOf(event.payload) : [];
    if (areaCodes.length + userIds.length === 0) return;
    const hint: Hint = { sequence: event.sequence, kind, areaCodes, ...(userIds.length > 0 ? { userIds } : {}) };
    this.recent.push(hint);
    this.latest = hint.sequence;
    if (this.recent.length > kept) this.forgotten = this.recent.shift()!.sequence;
    for (const listener of this.listeners) listener(hint);
  }

  /** Of a device, where it stands. */
  private async placesOf(payload: unknown): Promise<string[]> {
    const said = areasOf(payload);
    const { deviceId } = (payload ?? {}) as { deviceId?: unknown };
    if (said.length > 0 || typeof deviceId !== 'string') return said;
    const device = (await this.devices.find([deviceId])).get(deviceId);
    return device ? [device.areaCode] : [];
  }
}
