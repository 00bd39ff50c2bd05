/** The browser's clock and timers, and how far that clock is from the station's: a phone may be minutes or a zone wrong. */
let behindMs = 0;

/** A Date header has whole seconds and travels for a while: smaller differences mean nothing. */
const meaninglessMs = 3_000;

/** What time it is at the station, in milliseconds since the epoch. */
export function stationNow(): number {
  return Date.now() + behindMs;
}

/** Takes the station's time from the Date header of an answer. */
export function learnStationTime(dateHeader: string | null): void {
  const at = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(at)) return;
  const difference = at + 500 - Date.now();
  behindMs = Math.abs(difference) < meaninglessMs ? 0 : difference;
}

/** Does something later; the answer takes it back. */
export function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}

/** Does something again and again; the answer ends it. */
export function every(ms: number, action: () => void): () => void {
  const timer = setInterval(action, ms);
  return () => clearInterval(timer);
}

/** Elapsed time that no correction of the clock moves. */
export function monotonicMs(): number {
  return performance.now();
}

/** A name nobody else has, for what this browser keeps until it is sent. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
