import { Inject, Injectable } from '@nestjs/common';
import { isPlain } from '../../platform/database/copy-in';
import { Fault } from '../../domain/fault';
import type { Snapshot } from '../../domain/playout/manifest';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import type { About } from './book-row';
import { DeviceDirectory, type LedgerDevice, type Place, Places, type Reach, TopicNames } from './ports';

/** A name that changed is in new rows after this long; a device sends rows every second, names change once a year. */
const rememberedMs = 10_000;

/** Which names a set of rows needs. */
export interface Wanted {
  deviceIds: readonly string[];
  areaCodes: readonly string[];
  topicCodes: readonly (string | null)[];
}

/** Devices, places and topics as they are called now, for rows that will say so for ever (L2). */
@Injectable()
export class LedgerFacts {
  private readonly recentDevices: RecentAnswers<LedgerDevice>;
  private readonly recentPlaces: RecentAnswers<Place>;
  private readonly recentTopics: RecentAnswers<string>;
  private readonly recentReach: RecentAnswers<Reach>;

  constructor(devices: DeviceDirectory, places: Places, topics: TopicNames, @Inject(CLOCK) clock: Clock) {
    this.recentDevices = new RecentAnswers(clock, (ids) => devices.find(ids));
    this.recentPlaces = new RecentAnswers(clock, (codes) => places.find(codes));
    this.recentTopics = new RecentAnswers(clock, (codes) => topics.find(codes));
    this.recentReach = new RecentAnswers(clock, (codes) => devices.reachOf(codes));
  }

  async gather(wanted: Wanted): Promise<GatheredFacts> {
    const devices = await this.recentDevices.find(wanted.deviceIds);
    const ownCommunes = [...devices.values()].map((device) => device.communeCode);
    const places = await this.recentPlaces.find([...wanted.areaCodes, ...ownCommunes]);
    const topics = await this.recentTopics.find(wanted.topicCodes.flatMap((code) => code ?? []));
    const communes = [...places.values()].flatMap((place) => place.commune?.code ?? []);
    return new GatheredFacts(devices, places, topics, await this.recentReach.find(communes));
  }
}

export class GatheredFacts {
  /** Whether none of these names holds what COPY would read as something else. */
  readonly arePlain: boolean;

  constructor(
    private readonly devices: ReadonlyMap<string, LedgerDevice>,
    private readonly places: ReadonlyMap<string, Place>,
    private readonly topics: ReadonlyMap<string, string>,
    private readonly reach: ReadonlyMap<string, Reach>,
  ) {
    const names = [devices, places, topics].flatMap((facts) => [...facts.values()]);
    this.arePlain = isPlain(JSON.stringify(names).replaceAll('\\"', ''));
  }

  /** Throws DEVICE_UNKNOWN. */
  requireDevice(deviceId: string): void {
    if (!this.devices.has(deviceId)) throw new Fault('DEVICE_UNKNOWN', { deviceId });
  }

  /**
   * What is known about an item of a device; null when device or area is unknown. It belongs to the commune of its programme area (so a truck's
   * airing stays where the truck was), and to the device's own commune where the programme is for an upper area.
   */
  about(deviceId: string, areaCode: string, snapshot: Snapshot | null): About | null {
    const device = this.devices.get(deviceId);
    const area = this.places.get(areaCode);
    const commune = area?.commune ?? (device && this.places.get(device.communeCode)?.commune);
    if (!device || !area || !commune) return null;
    return {
      device,
      area,
      commune,
      reach: this.reach.get(commune.code) ?? { devices: 0, zones: 0 },
      originAreaName: (snapshot && this.places.get(snapshot.originAreaCode)?.name) ?? '',
      topicName: (snapshot?.topicCode && this.topics.get(snapshot.topicCode)) ?? '',
    };
  }
}

/** Remembers answers for a short while. What was not found is asked again each time. */
class RecentAnswers<V> {
  private answers = new Map<string, V>();
  private forgetAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  ) {}

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, V>> {
    const now = this.clock.monotonicMs();
    if (now >= this.forgetAt) {
      this.answers = new Map();
      this.forgetAt = now + rememberedMs;
    }
    const wanted = [...new Set(keys)];
    const missing = wanted.filter((key) => !this.answers.has(key));
    if (missing.length > 0) for (const [key, value] of await this.ask(missing)) this.answers.set(key, value);
    return new Map(wanted.flatMap((key) => (this.answers.has(key) ? [[key, this.answers.get(key)!] as const] : [])));
  }
}
