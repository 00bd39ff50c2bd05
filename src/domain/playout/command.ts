import type { EmergencyOrder, PlayNowOrder, Silence, Snapshot } from './manifest';

export type { PlayNowOrder };

/** What an operator or the station asks of a device at once (P9, S4). */
export type Command =
  | { kind: 'silence'; silence: Silence }
  | { kind: 'resume'; silenceId: string; by: string }
  | { kind: 'playNow'; order: PlayNowOrder; snapshot: Snapshot }
  | { kind: 'emergency'; order: EmergencyOrder; snapshot: Snapshot }
  | { kind: 'allClear'; commandId: string; by: string };
