import type { EmergencyOrder, FileSource, Silence, Snapshot } from './manifest';

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

/** What an operator or the station asks of a device at once (P9, S4). */
export type Command =
  | { kind: 'silence'; silence: Silence }
  | { kind: 'resume'; silenceId: string; by: string }
  | { kind: 'playNow'; order: PlayNowOrder; snapshot: Snapshot }
  | { kind: 'emergency'; order: EmergencyOrder; snapshot: Snapshot }
  | { kind: 'allClear'; commandId: string; by: string };
