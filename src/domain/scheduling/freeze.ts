/** When a rundown stops moving (S5). */

/** Setting's default: ten minutes before the start. */
export const defaultFreezeMs = 600_000;

/** The instant from which a rundown that starts at `startAt` changes only by an operator's override. */
export function freezeAtOf(startAt: number, freezeMs: number): number {
  return startAt - freezeMs;
}

export function isFrozen(startAt: number, freezeMs: number, now: number): boolean {
  return now >= freezeAtOf(startAt, freezeMs);
}
