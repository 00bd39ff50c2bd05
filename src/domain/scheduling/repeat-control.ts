/** Repeat control (S9): what was played or is planned counts, a miss gives the play back. */
import { type LocalDate } from '../time/local-date';
import { type Booking, type RepeatControl } from './booking';
import { type AiringResult } from './rundown';

/** What lies before the settled rundowns that the planner is shown. */
export interface PlayHistory {
  ref: string;
  plays: number;
  lastEndAt: number;
}

const givesBack: ReadonlySet<AiringResult> = new Set(['missed', 'skipped', 'expired', 'failed']);

/** Whether a planned play still counts once its result is known; no result yet counts. */
export function countsAsPlay(result: AiringResult | undefined): boolean {
  return result === undefined || !givesBack.has(result);
}

/** Whether nothing was heard, so that a play may be made up for in the next slot (S6). */
export function wasMissed(result: AiringResult | undefined): boolean {
  return result === 'missed' || result === 'failed';
}

/** From heard whole to never begun: what a commune heard is the best of what its devices report. */
const fromBest: readonly AiringResult[] = [
  'played',
  'partial',
  'preempted',
  'unreported',
  'failed',
  'missed',
  'expired',
  'skipped',
];

/** The best of the results of a commune's devices; `undefined` when none has reported. */
export function bestResult(results: readonly AiringResult[]): AiringResult | undefined {
  return fromBest.find((result) => results.includes(result));
}

interface Plays {
  total: number;
  onDate: Map<LocalDate, number>;
  /** Ends of plays in earlier sessions, and in the one being planned. */
  lastEndAt: number;
  endOfThisSession: number;
}

/** Counts plays per `ref` while the planner goes from session to session. */
export class PlayCounts {
  private readonly plays = new Map<string, Plays>();
  private touched: Plays[] = [];

  constructor(history: readonly PlayHistory[]) {
    for (const { ref, plays, lastEndAt } of history) {
      const known = this.of(ref);
      known.total += plays;
      known.lastEndAt = Math.max(known.lastEndAt, lastEndAt);
    }
  }

  /** Whether it was heard, or is planned, in an earlier session: then it is a replay. */
  heardBefore(ref: string): boolean {
    return (this.plays.get(ref)?.lastEndAt ?? Number.NEGATIVE_INFINITY) > Number.NEGATIVE_INFINITY;
  }

  /** The limit that forbids one more play in a session of that date and start, or `null`. */
  refuses({ ref, repeat }: Booking, date: LocalDate, sessionStartAt: number): keyof RepeatControl | null {
    if (!repeat) return null;
    const plays = this.plays.get(ref);
    if (repeat.total !== null && (plays?.total ?? 0) >= repeat.total) return 'total';
    if (repeat.playsPerDay !== null && (plays?.onDate.get(date) ?? 0) >= repeat.playsPerDay) return 'playsPerDay';
    if (repeat.gapMs !== null && plays && sessionStartAt - plays.lastEndAt < repeat.gapMs) return 'gapMs';
    return null;
  }

  add(ref: string, date: LocalDate): void {
    const plays = this.of(ref);
    plays.total += 1;
    plays.onDate.set(date, (plays.onDate.get(date) ?? 0) + 1);
  }

  takeBack(ref: string, date: LocalDate): void {
    const plays = this.of(ref);
    plays.total -= 1;
    plays.onDate.set(date, (plays.onDate.get(date) ?? 0) - 1);
  }

  /** The end of a play that was added. It becomes "the last play" when the session is closed. */
  ends(ref: string, endAt: number): void {
    const plays = this.of(ref);
    plays.endOfThisSession = Math.max(plays.endOfThisSession, endAt);
    this.touched.push(plays);
  }

  closeSession(): void {
    for (const plays of this.touched) plays.lastEndAt = Math.max(plays.lastEndAt, plays.endOfThisSession);
    this.touched = [];
  }

  private of(ref: string): Plays {
    let plays = this.plays.get(ref);
    if (!plays) {
      plays = {
        total: 0,
        onDate: new Map(),
        lastEndAt: Number.NEGATIVE_INFINITY,
        endOfThisSession: Number.NEGATIVE_INFINITY,
      };
      this.plays.set(ref, plays);
    }
    return plays;
  }
}
