import type { Airing } from './airing';
import type { PlayNowOrder } from './command';
import type { AiringWindow, EmergencyOrder, Rundown, Silence, Snapshot } from './manifest';
import type { DeviceResult, ResultReason } from './row';

/** `ready`: decoded, length-checked, may sound. `absent`: not delivered. `pending`: here, not decoded yet. */
export type MediaState = 'ready' | 'pending' | 'absent' | 'corrupt' | 'length-wrong';

/** An airing whose first sample has been given to the stream, or will be at `startAt`. */
export interface OnAir {
  airing: Airing;
  startAt: number;
  /** Its last sample has left, or what cuts it has begun: `whole` tells which. */
  finished: { whole: boolean; cutBy: Airing | null } | null;
}

export interface KnownEmergency {
  order: EmergencyOrder;
  /** When this device learned of it; repetitions due before that were never planned here. */
  knownSince: number;
  clearedAt: number | null;
  clearedBy: string | null;
}

/** All that decides what a device does now. The player's store and stream are the source; nothing here is I/O. */
export interface PlayoutState {
  now: number;
  /** `settling`: the clock has just jumped and is not believed yet; `unset`: nothing scheduled plays (P7). */
  clock: 'good' | 'settling' | 'unset';
  /** Since when this device can play, and why it could not before: names the reason of what it missed. */
  readySince: { at: number; because: 'player-down' | 'clock-unset' | 'clock-jump' };
  rundowns: readonly Rundown[];
  snapshots: Readonly<Record<string, Snapshot>>;
  windows: readonly AiringWindow[];
  notAfter: number;
  emergencies: readonly KnownEmergency[];
  playNows: readonly PlayNowOrder[];
  silences: readonly Silence[];
  /** Airing keys that have their one result. */
  settled: ReadonlySet<string>;
  /** In order of start: what sounds, and what is about to. */
  onAir: readonly OnAir[];
  /** When the last thing that sounded ended. */
  freeAt: number;
  /** `durationMs`: what it must last; null where any length will do. */
  media(sha256: string, durationMs: number | null): MediaState;
  /** Airing keys of relays whose source is heard by the player now (P1). */
  flowing?: ReadonlySet<string>;
}

export interface Verdict {
  result: DeviceResult;
  reason: ResultReason | null;
  by: string | null;
}

/** What to do next, in this order; after doing it, ask again. */
export type Step =
  /** An airing that never began gets its result. */
  | ({ kind: 'settle'; airing: Airing } & Verdict)
  /** Give the first sample at `startAt` or as soon after as can be, its intent committed before; everything else falls silent there. */
  | { kind: 'begin'; airing: Airing; startAt: number }
  /** Take back a `begin` whose first sample has not left; it may begin later. */
  | { kind: 'postpone'; airing: Airing }
  /** End what sounds now; its result counts what was heard. */
  | ({ kind: 'cut'; airing: Airing } & Verdict)
  /** It has ended by itself or was cut by another: write its result. */
  | ({ kind: 'finish'; airing: Airing } & Verdict)
  | { kind: 'wait'; untilAt: number };
