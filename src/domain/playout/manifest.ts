/**
 * What one device is told to do (P2). Instants and lengths are integer milliseconds (T1); a local time is `HH:MM`, `24:00` the end of a day.
 * The Zod schemas of contracts/device describe the same shapes on the wire.
 */
export type PlayClass = 'emergency' | 'priority' | 'normal';

export interface FileSource {
  kind: 'file';
  sha256: string;
  gainDb?: number | undefined;
}

/** A live programme: `gainDb` is measured beforehand; the stored fallback airs when the source is not heard (P1). */
export interface RelaySource {
  kind: 'relay';
  url: string;
  gainDb?: number | undefined;
  fallbackSha256?: string | undefined;
}

export type Source = FileSource | RelaySource;

export interface PlannedItem {
  airingKey: string;
  startAt: number;
  durationMs: number;
  latestStartAt: number;
  onMiss: 'skip' | 'next-slot';
  class: PlayClass;
  bulletinRef: string;
  source: Source;
}

export interface Rundown {
  id: string;
  version: number;
  areaCode: string;
  slotOccurrenceId: string;
  startAt: number;
  endAt: number;
  items: PlannedItem[];
}

/** Daily local time, half-open; an end at or before the start wraps past midnight. */
export interface LocalSpan {
  zone: string;
  startLocal: string;
  endLocal: string;
}

/** Airing may happen inside any of these (S7). A window beyond the policy is an exception and says why and until when. */
export interface AiringWindow extends LocalSpan {
  exception: { reason: string; endAt: number | null } | null;
}

/** Percent of full scale while the local time lies inside; the last one that holds wins, 100 where none does. */
export interface VolumeSpan extends LocalSpan {
  percent: number;
}

/** Sounds at `startAt` and every `repeatEveryMs` until `endAt`; repetition n has the airing key `commandId#n` (S4). */
export interface EmergencyOrder {
  commandId: string;
  areaCode: string;
  bulletinRef: string;
  source: FileSource;
  durationMs: number;
  startAt: number;
  repeatEveryMs: number | null;
  endAt: number;
  by: string;
}

/** Plays once, as soon as its class allows, inside the windows; dead after `expiresAt` (S4, S13). */
export interface PlayNowOrder {
  commandId: string;
  areaCode: string;
  bulletinRef: string;
  source: FileSource;
  durationMs: number;
  class: 'priority' | 'normal';
  startAt: number;
  expiresAt: number;
  by: string;
}

/** What a hold, stop or recall covers. */
export type Target =
  | { kind: 'device' }
  | { kind: 'rundown'; rundownId: string }
  | { kind: 'airing'; airingKey: string }
  | { kind: 'bulletin'; bulletinRef: string };

/** Keeps its target silent from `fromAt` until `untilAt` (null: until lifted); what sounds of it is cut (P9, B7). */
export interface Silence {
  id: string;
  kind: 'hold' | 'stop' | 'recall';
  target: Target;
  fromAt: number;
  untilAt: number | null;
  by: string;
  reason: string;
}

/** Who ended an emergency, for devices that learn of it by manifest. */
export interface AllClear {
  commandId: string;
  by: string;
}

export interface MediaEntry {
  sha256: string;
  bytes: number;
  mime: string;
}

/** What a row must say about a bulletin for ever, whatever is renamed or deleted later (L2, L7). */
export interface Snapshot {
  /** `live`: spoken at the amplifier of a commune without a box. */
  kind: 'bulletin' | 'chime' | 'relay' | 'text' | 'live';
  bulletinId: string | null;
  versionId: string | null;
  title: string;
  topicCode: string | null;
  originAreaCode: string;
  relayed: boolean;
  replay: boolean;
  priority: PlayClass;
  language: string;
  validFrom: number | null;
  validUntil: number | null;
}

export interface Manifest {
  formatVersion: 1;
  deviceId: string;
  version: number;
  keyId: string;
  issuedAt: number;
  notBefore: number;
  notAfter: number;
  rundowns: Rundown[];
  output: { sink: 'file' | 'null' | 'alsa'; name: string };
  windows: AiringWindow[];
  volume: VolumeSpan[];
  emergencies: EmergencyOrder[];
  /** Absent from the manifests of stations that told play-nows by command alone. */
  playNows?: PlayNowOrder[] | undefined;
  holds: Silence[];
  /** Of emergencies that somebody ended before their time. */
  allClears?: AllClear[] | undefined;
  media: MediaEntry[];
  snapshots: Record<string, Snapshot>;
}
