import { createHash } from 'node:crypto';
import { airingOfItem, silenceOver } from './airing';
import type { Manifest, PlannedItem, Rundown, Silence, Snapshot } from './manifest';

/** A pause of the plan longer than this is only this long in the file: nobody waits beside an amplifier. */
const longestGapMs = 2000;
/** Taps come about then: an item that lacks no more than this at the second tap was heard whole. */
const tapToleranceMs = 15_000;

/** One item of the rendered session and where it stands in the file. */
export interface SessionPart {
  item: PlannedItem;
  snapshot: Snapshot | null;
  sha256: string;
  gainDb: number;
  fromMs: number;
}

/** Planned, and not in the file: held or stopped by somebody, or a live relay without a stored fallback. */
export interface LeftOut {
  item: PlannedItem;
  snapshot: Snapshot | null;
  silence: Silence | null;
}

/** What a person without a box plays: one file of one session. */
export interface SessionProgramme {
  rundown: Rundown;
  parts: SessionPart[];
  leftOut: LeftOut[];
  lengthMs: number;
  /** Names this content: the rundown's version and a digest, since a hold or a recall changes what sounds without a new version. */
  mark: string;
}

/** The programme of a session as the manifest has it: chimes and items in order, pauses shortened, what is held left out (P9). */
export function sessionProgramme(manifest: Manifest, rundownId: string): SessionProgramme | null {
  const rundown = manifest.rundowns.find(({ id }) => id === rundownId);
  if (!rundown) return null;
  const parts: SessionPart[] = [];
  const leftOut: LeftOut[] = [];
  let endAt: number | null = null;
  let lengthMs = 0;
  for (const item of rundown.items) {
    const snapshot = manifest.snapshots[item.bulletinRef] ?? null;
    const airing = airingOfItem(item, rundown);
    const silence = silenceOver(airing, manifest.holds, item.startAt);
    if (silence || airing.sha256 === null) {
      leftOut.push({ item, snapshot, silence });
      continue;
    }
    const fromMs = lengthMs + (endAt === null ? 0 : Math.min(longestGapMs, Math.max(0, item.startAt - endAt)));
    parts.push({ item, snapshot, sha256: airing.sha256, gainDb: airing.gainDb, fromMs });
    lengthMs = fromMs + item.durationMs;
    endAt = item.startAt + item.durationMs;
  }
  return { rundown, parts, leftOut, lengthMs, mark: markOf(rundown, parts) };
}

function markOf(rundown: Rundown, parts: readonly SessionPart[]): string {
  const heard = parts.map(({ item, sha256, gainDb, fromMs }) => [item.airingKey, sha256, gainDb, fromMs]);
  const digest = createHash('sha256')
    .update(JSON.stringify([rundown.id, heard]))
    .digest('hex');
  return `v${rundown.version}-${digest.slice(0, 8)}`;
}

/** What was heard of one part, by the word of the person who pressed play and stop. */
export interface AttestedPart {
  part: SessionPart;
  result: 'played' | 'partial' | 'missed';
  startAt: number | null;
  heardMs: number;
}

/** Spreads the time between two taps over the file: heard whole, cut by the second tap, or never reached. */
export function attestedParts(programme: SessionProgramme, startedAt: number, endedAt: number): AttestedPart[] {
  const reachedMs = endedAt - startedAt;
  return programme.parts.map((part): AttestedPart => {
    const { durationMs } = part.item;
    const heardMs = Math.min(durationMs, Math.max(0, reachedMs - part.fromMs));
    if (heardMs === 0) return { part, result: 'missed', startAt: null, heardMs: 0 };
    const startAt = startedAt + part.fromMs;
    const whole = durationMs - heardMs <= Math.min(tapToleranceMs, durationMs / 4);
    return whole
      ? { part, result: 'played', startAt, heardMs: durationMs }
      : { part, result: 'partial', startAt, heardMs };
  });
}
