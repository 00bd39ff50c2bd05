import type { BookingDates } from '../scheduling/booking';
import type { LocalDate } from '../time/local-date';

/** What may be removed by age, each kind by a setting of its own. Rows of the ledger, of plans and of the audit trail are none of them. */
export const storedKinds = ['originals', 'masters', 'renditions', 'papers'] as const;
export type StoredKind = (typeof storedKinds)[number];

/** Days after its last use for which a thing is kept; null: for ever. */
export type RetentionLimits = Readonly<Record<StoredKind, number | null>>;

/** Why something stays whatever its age; the first that applies is told. */
export const needs = [
  'held',
  'in-work',
  'in-hand',
  'planned',
  'booked',
  'ordered',
  'relay',
  'frame',
  'not-played',
  'latest',
] as const;
export type Need = (typeof needs)[number];

/** One stored file, with all that speaks for it: one file may serve several recordings. */
export interface StoredFile {
  /** Instant of the last use: sent, decided about, planned to end, ordered. */
  lastUsedAt: number;
  needs: ReadonlySet<Need>;
}

export type RetentionVerdict =
  | { goes: true; dueAt: number }
  /** `dueAt`: when it would go, were it not needed; null where nothing limits it. */
  | { goes: false; why: Need | 'no-limit' | 'not-yet'; dueAt: number | null };

const dayMs = 86_400_000;

/** Whether a file goes now. Needed beats old; without a limit everything stays. */
export function decideRetention(file: StoredFile, limitDays: number | null, now: number): RetentionVerdict {
  const dueAt = limitDays === null ? null : file.lastUsedAt + limitDays * dayMs;
  const need = needs.find((one) => file.needs.has(one));
  if (need) return { goes: false, why: need, dueAt };
  if (dueAt === null) return { goes: false, why: 'no-limit', dueAt };
  return dueAt <= now ? { goes: true, dueAt } : { goes: false, why: 'not-yet', dueAt };
}

/** The limit of each kind as it works: what is made from a master goes with it at the latest. */
export function workingLimits(limits: RetentionLimits): RetentionLimits {
  const { masters, renditions } = limits;
  const shorter = masters === null || (renditions !== null && renditions < masters) ? renditions : masters;
  return { ...limits, renditions: shorter };
}

/** One version that uses a recording. */
export interface VersionUse {
  state: string;
  superseded: boolean;
  stateAt: number;
  validUntil: number | null;
  /** Planned end of the bulletin's last play; null: none was ever handed out. */
  lastPlayEndAt: number | null;
}

const unfinished: ReadonlySet<string> = new Set(['draft', 'processing', 'ready', 'submitted', 'returned', 'void']);

/** What a version says for its recording: somebody works on it, or it is approved and has not been heard yet. */
export function needOfVersion(use: VersionUse, now: number): Need | null {
  if (use.superseded) return null;
  if (unfinished.has(use.state)) return 'in-hand';
  const over = use.validUntil !== null && use.validUntil <= now;
  return use.state === 'approved' && !over && use.lastPlayEndAt === null ? 'not-played' : null;
}

/** Whether a booking may still bring a play on this local date or later. */
export function bookedFrom(dates: BookingDates, validUntilAt: number | null, today: LocalDate, now: number): boolean {
  if (validUntilAt !== null && validUntilAt <= now) return false;
  if (dates.kind === 'on') return dates.dates.some((date) => date >= today);
  return dates.until === null || dates.until >= today;
}
