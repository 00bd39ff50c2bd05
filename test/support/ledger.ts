import type { SentRow } from '../../src/contracts/device/rows';
import type { IntentRow, ResultRow } from '../../src/domain/playout/row';
import { refoldAirings } from '../../src/features/airtime/airing-fold.repository';
import { RollupVerifier } from '../../src/features/airtime';
import {
  CorrectionsService,
  defaultUnreportedAfterMs,
  DeviceDirectory,
  LedgerFacts,
  LedgerIntake,
  LedgerWriter,
  PlannedItems,
  Places,
  PlayoutService,
  ReconcilerService,
  TopicNames,
  type LedgerDevice,
  type Place,
  type PlannedAiring,
  type Reach,
} from '../../src/features/playout';
import { canonicalJson } from '../../src/platform/signing/canonical-json';
import { chainGenesis, chainHash } from '../../src/platform/signing/row-chain';
import type { Clock } from '../../src/platform/clock/clock';
import type { Database } from '../../src/platform/database/database';
import { aSnapshot, fakeSha, zone } from './manifest-builder';

/** Devices, places, topics and plans in memory, for the ledger's ports. */
export class InMemoryStation {
  readonly devicesById = new Map<string, LedgerDevice>();
  readonly placesByCode = new Map<string, Place>();
  readonly topicNamesByCode = new Map<string, string>();
  readonly plans: (PlannedAiring & { occurrenceAt: number })[] = [];
  readonly plansByKey = new Map<string, PlannedAiring>();

  addCommune(code: string, name: string, zoneCodes: readonly string[] = []): this {
    const commune = { code, name };
    this.placesByCode.set(code, { code, name, commune, timeZone: zone });
    for (const zoneCode of zoneCodes) {
      this.placesByCode.set(zoneCode, { code: zoneCode, name: `Thôn ${zoneCode}`, commune, timeZone: zone });
    }
    return this;
  }

  addDevice(over: Partial<LedgerDevice> & { deviceId: string }): this {
    const device = {
      name: `Cụm loa ${over.deviceId}`,
      kind: 'loudspeaker',
      areaCode: '23538',
      communeCode: '23538',
      zoneCode: null,
      counts: true,
      ...over,
    };
    this.devicesById.set(device.deviceId, device);
    return this;
  }

  /** Plans an item for a device in an occurrence that begins with it, unless told. */
  plan(
    over: Partial<PlannedAiring> & { deviceId: string; airingKey: string; plannedStartAt: number },
    at?: number,
  ): this {
    const plan: PlannedAiring = {
      rundownId: 'rundown-1',
      rundownVersion: 1,
      slotOccurrenceId: 'occurrence-1',
      localDate: '2026-01-05',
      areaCode: '23538',
      bulletinRef: `ref-${over.airingKey}`,
      class: 'normal',
      plannedMs: 60_000,
      sha256: fakeSha(1),
      delivered: true,
      snapshot: aSnapshot(),
      ...over,
    };
    this.plans.push({ ...plan, occurrenceAt: at ?? plan.plannedStartAt });
    this.plansByKey.set(`${plan.deviceId}/${plan.airingKey}`, plan);
    return this;
  }

  readonly devices = new (class extends DeviceDirectory {
    constructor(private readonly station: InMemoryStation) {
      super();
    }
    async find(ids: readonly string[]): Promise<ReadonlyMap<string, LedgerDevice>> {
      return pick(this.station.devicesById, ids);
    }
    async reachOf(codes: readonly string[]): Promise<ReadonlyMap<string, Reach>> {
      const all = [...this.station.devicesById.values()];
      const places = [...this.station.placesByCode.values()];
      return new Map(
        codes.map((code) => [
          code,
          {
            devices: all.filter((device) => device.communeCode === code && device.counts).length,
            zones: places.filter((place) => place.commune?.code === code && place.code !== code).length,
          },
        ]),
      );
    }
  })(this);

  readonly places = new (class extends Places {
    constructor(private readonly station: InMemoryStation) {
      super();
    }
    async find(codes: readonly string[]): Promise<ReadonlyMap<string, Place>> {
      return pick(this.station.placesByCode, codes);
    }
  })(this);

  readonly topics = new (class extends TopicNames {
    constructor(private readonly station: InMemoryStation) {
      super();
    }
    async find(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
      return pick(this.station.topicNamesByCode, codes);
    }
  })(this);

  readonly planned = new (class extends PlannedItems {
    constructor(private readonly station: InMemoryStation) {
      super();
    }
    async *begunBetween(fromAt: number, toAt: number): AsyncIterable<readonly PlannedAiring[]> {
      yield this.station.plans.filter((plan) => plan.occurrenceAt >= fromAt && plan.occurrenceAt < toAt);
    }
    async find(deviceId: string, keys: readonly string[]): Promise<readonly PlannedAiring[]> {
      return keys.flatMap((key) => this.station.plansByKey.get(`${deviceId}/${key}`) ?? []);
    }
  })(this);
}

function pick<V>(map: ReadonlyMap<string, V>, keys: readonly string[]): ReadonlyMap<string, V> {
  return new Map(keys.flatMap((key) => (map.has(key) ? [[key, map.get(key)!] as const] : [])));
}

/** Writes rows as a player does: numbered and chained. */
export class DeviceLog {
  private sequence = 0;
  private last = chainGenesis;

  constructor(
    readonly deviceId: string,
    readonly boot = 'boot-1',
  ) {}

  result(over: Partial<ResultRow> & { airingKey: string }): SentRow {
    const plannedMs = over.plannedMs ?? 60_000;
    const heardMs = over.heardMs ?? plannedMs;
    const plannedStartAt = over.plannedStartAt ?? Date.UTC(2026, 0, 4, 22);
    return this.send({
      ...this.common(over.airingKey, plannedStartAt),
      kind: 'result',
      plannedMs,
      actualStartAt: heardMs > 0 ? plannedStartAt : null,
      actualEndAt: heardMs > 0 ? plannedStartAt + heardMs : null,
      heardMs,
      segments: heardMs > 0 ? [{ startAt: plannedStartAt, fromMs: 0, heardMs }] : [],
      result: 'played',
      reason: null,
      by: null,
      output: heardMs > 0 ? 'sound' : 'unknown',
      snapshot: aSnapshot(),
      ...over,
    });
  }

  intent(over: Partial<IntentRow> & { airingKey: string }): SentRow {
    const plannedStartAt = over.plannedStartAt ?? Date.UTC(2026, 0, 4, 22);
    return this.send({
      ...this.common(over.airingKey, plannedStartAt),
      kind: 'intent',
      startAt: plannedStartAt,
      ...over,
    });
  }

  private common(airingKey: string, plannedStartAt: number) {
    this.sequence += 1;
    return {
      formatVersion: 1 as const,
      deviceId: this.deviceId,
      boot: this.boot,
      sequence: this.sequence,
      previousHash: this.last,
      recordedAt: plannedStartAt + 60_000,
      clockTrust: 'synced' as const,
      manifestVersion: 1,
      airingKey,
      rundownId: 'rundown-1',
      rundownVersion: 1,
      slotOccurrenceId: 'occurrence-1',
      commandId: null,
      repetition: null,
      areaCode: '23538',
      bulletinRef: `ref-${airingKey}`,
      class: 'normal' as const,
      plannedStartAt,
      plannedMs: 60_000,
      sha256: fakeSha(1),
    };
  }

  private send(row: ResultRow | IntentRow): SentRow {
    const bytes = canonicalJson(row);
    this.last = chainHash(row.previousHash, bytes);
    return { boot: row.boot, sequence: row.sequence, bytes, hash: this.last };
  }
}

/** The ledger on a database, over a station in memory. */
export function openLedger(database: Database, station: InMemoryStation, clock: Clock) {
  const facts = new LedgerFacts(station.devices, station.places, station.topics, clock);
  const writer = new LedgerWriter();
  const playout = new PlayoutService(
    database.read,
    facts,
    station.planned,
    new LedgerIntake(database.uow, writer),
    clock,
  );
  const reconciler = new ReconcilerService(
    database.uow,
    database.read,
    facts,
    station.planned,
    writer,
    clock,
    defaultUnreportedAfterMs,
  );
  writer.onAiringsChanged(refoldAirings);
  const corrections = new CorrectionsService(database.uow, database.read, writer);
  const verifier = new RollupVerifier(database.read);
  return { facts, writer, playout, reconciler, corrections, verifier };
}
