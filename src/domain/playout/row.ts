import type { PlayClass, Snapshot } from './manifest';

/** P7. */
export type ClockTrust = 'synced' | 'holdover' | 'unset';

/** What became of one planned item on one device (P8). `unreported` is the station's, for rows that never came. */
export const deviceResults = ['played', 'partial', 'missed', 'skipped', 'preempted', 'expired', 'failed'] as const;
export type DeviceResult = (typeof deviceResults)[number];

/** Why a result is not `played`; `played` with `relay-unavailable`: the stored recording was heard, from some moment on or throughout. */
export const resultReasons = [
  'stopped',
  'held',
  'recalled',
  'all-clear',
  'crash',
  'shutdown',
  'higher-class',
  'newer-emergency',
  'no-time-left',
  'outside-window',
  'not-delivered',
  'not-ready',
  'player-down',
  'clock-unset',
  'clock-jump',
  'replaced',
  'validity-ended',
  'manifest-ended',
  'order-ended',
  'file-corrupt',
  'length-wrong',
  'relay-unavailable',
  'sink-fault',
  /** The program itself failed over this item; the others went on. */
  'internal-fault',
] as const;
export type ResultReason = (typeof resultReasons)[number];

/** What left the device while the item sounded. */
export type OutputHeard = 'unknown' | 'sound' | 'silent' | 'heard';

/** One uninterrupted stretch: when it began, from which position of the item, and how much of it was heard. */
export interface Segment {
  startAt: number;
  fromMs: number;
  heardMs: number;
}

/** One planned item as a row names it; from a rundown, or from a command (then `commandId#repetition`). */
export interface AiringIdentity {
  airingKey: string;
  rundownId: string | null;
  rundownVersion: number | null;
  slotOccurrenceId: string | null;
  commandId: string | null;
  repetition: number | null;
  areaCode: string;
  bulletinRef: string;
  class: PlayClass;
  plannedStartAt: number;
  plannedMs: number;
  sha256: string | null;
}

/** Fields the device adds when it commits a row; the chain runs over all rows of a device, boots included (L3, L4). */
export interface RowStamp {
  formatVersion: 1;
  deviceId: string;
  boot: string;
  sequence: number;
  previousHash: string;
  recordedAt: number;
  clockTrust: ClockTrust;
  manifestVersion: number | null;
}

/** Committed before the first sample (P5). */
export interface IntentContent extends AiringIdentity {
  kind: 'intent';
  startAt: number;
}

/** One per planned item (P8), a complete snapshot (L2). `by` names who stopped, held or recalled it. */
export interface ResultContent extends AiringIdentity {
  kind: 'result';
  actualStartAt: number | null;
  actualEndAt: number | null;
  heardMs: number;
  segments: Segment[];
  result: DeviceResult;
  reason: ResultReason | null;
  by: string | null;
  output: OutputHeard;
  snapshot: Snapshot | null;
}

export type RowContent = IntentContent | ResultContent;
export type IntentRow = IntentContent & RowStamp;
export type ResultRow = ResultContent & RowStamp;
export type DeviceRow = IntentRow | ResultRow;
