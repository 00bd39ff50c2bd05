import type { PlayClass, Snapshot } from '../../domain/playout/manifest';

/** What the ledger asks of the rest of Loa. The composition root binds these abstract classes; tests bind their own. */

/** A device as the ledger must remember it. */
export interface LedgerDevice {
  deviceId: string;
  name: string;
  /** As in features/devices: loudspeaker, fm, wired, truck, manual, web-stream, monitor, embedded. */
  kind: string;
  /** Programme area: a commune or a zone. */
  areaCode: string;
  /** The commune it serves now. */
  communeCode: string;
  /** The zone it serves; null when it serves its whole commune. */
  zoneCode: string | null;
  /** Whether it counts for airtime (L5): by its kind, and for embedded ones by what the area says. */
  counts: boolean;
}

/** Counting devices and zones of a commune: what a coverage is measured against (L5). */
export interface Reach {
  devices: number;
  zones: number;
}

export abstract class DeviceDirectory {
  /** Every known device of those asked for, retired ones too. */
  abstract find(deviceIds: readonly string[]): Promise<ReadonlyMap<string, LedgerDevice>>;
  abstract reachOf(communeCodes: readonly string[]): Promise<ReadonlyMap<string, Reach>>;
}

/** One item that one device was to air (P8). Instants are epoch milliseconds, lengths milliseconds. */
export interface PlannedAiring {
  deviceId: string;
  airingKey: string;
  rundownId: string;
  rundownVersion: number;
  slotOccurrenceId: string;
  /** Local date the occurrence starts on (T3). */
  localDate: string;
  /** Programme area of the rundown. */
  areaCode: string;
  bulletinRef: string;
  class: PlayClass;
  plannedStartAt: number;
  plannedMs: number;
  sha256: string | null;
  /** Whether the last manifest applied when the occurrence began held it; else a frozen item that never arrived. */
  delivered: boolean;
  snapshot: Snapshot;
}

export abstract class PlannedItems {
  /** Everything planned in occurrences that begin in [fromAt, toAt), for all devices, in batches of any size. */
  abstract begunBetween(fromAt: number, toAt: number): AsyncIterable<readonly PlannedAiring[]>;
  /** Those of the airing keys that are planned for the device, whether begun or not. */
  abstract find(deviceId: string, airingKeys: readonly string[]): Promise<readonly PlannedAiring[]>;
}

export interface Place {
  code: string;
  name: string;
  /** Itself for a commune, the parent for a zone, null above. */
  commune: { code: string; name: string } | null;
  /** IANA zone that holds there. */
  timeZone: string;
}

export abstract class Places {
  /** Every known area of those asked for, ended ones too. */
  abstract find(codes: readonly string[]): Promise<ReadonlyMap<string, Place>>;
}

export abstract class TopicNames {
  /** Vietnamese names of the known topics of those asked for, retired ones too. */
  abstract find(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
