/** When a rundown stops moving (S5). */
import { type LeftOut, type Rundown } from './rundown';

/** Setting's default: ten minutes before the start. */
export const defaultFreezeMs = 600_000;

/** The instant from which a rundown that starts at `startAt` changes only by an operator's override. */
export function freezeAtOf(startAt: number, freezeMs: number): number {
  return startAt - freezeMs;
}

export function isFrozen(startAt: number, freezeMs: number, now: number): boolean {
  return now >= freezeAtOf(startAt, freezeMs);
}

/**
 * An open rundown whose start has come before anybody froze it: devices went by what they had been handed, so it is settled as it stands.
 * What awaited approval was handed to none.
 */
export function asHandedOut(rundown: Rundown): Rundown {
  const waited = rundown.items.filter(({ state }) => state === 'awaiting-approval');
  const leftOut = waited.map(({ sourceId, ref, language, reading, durationMs, carriedFrom }): LeftOut => ({
    bookingId: sourceId,
    ref,
    language,
    reading,
    durationMs,
    carriedFrom,
    reason: 'not-approved-in-time',
    outcome: { kind: 'unplaced' },
  }));
  return {
    ...rundown,
    frozen: true,
    items: rundown.items.filter((item) => !waited.includes(item)),
    leftOut: [...rundown.leftOut, ...leftOut],
  };
}
