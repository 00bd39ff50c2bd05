import type { Clock } from '../platform/clock/clock';

/** An alarm not raised for this long has cleared: the next time it is news. */
const clearedAfterMs = 60_000;
/** One that stands is repeated this often, since a single message may have been overlooked or lost. */
const remindEveryMs = 30 * 60_000;

/** Decides which alarms are news: the same one again and again says nothing, one that comes back after it had cleared does. */
export class AlarmBook {
  private raised = new Map<string, { lastMs: number; toldMs: number }>();

  constructor(private clock: Clock) {}

  /** Notes that the condition holds now; true when it is to be told. */
  raise(code: string, airingKey: string | null, detail: string): boolean {
    const now = this.clock.monotonicMs();
    for (const [key, { lastMs }] of this.raised) if (now - lastMs >= clearedAfterMs) this.raised.delete(key);
    const key = `${code} ${airingKey} ${detail}`;
    const before = this.raised.get(key);
    const isNews = !before || now - before.toldMs >= remindEveryMs;
    this.raised.set(key, { lastMs: now, toldMs: isNews ? now : before.toldMs });
    return isNews;
  }
}
