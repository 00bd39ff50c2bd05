import type { QueryClient } from '@tanstack/react-query';
import { liveHeartbeatMs, liveHintSchema, liveRoutes } from '../../contracts/http/live';
import type { LiveKind } from '../../domain/access/live-hint';
import { after, every, monotonicMs } from '../clock';
import { setTold } from './live-state';
import { refreshGroups } from './use-route';

/** What is read anew when the service says that something of this kind changed. */
const groups: Record<LiveKind, string[]> = {
  bulletins: ['bulletins', 'queue'],
  schedule: ['schedule', 'queue', 'slots', 'extraSessions', 'policies'],
  orders: ['orders', 'schedule'],
  devices: ['devices', 'orders'],
  areas: ['areas'],
  notices: ['notifications'],
};

/** News often comes in handfuls: they are gathered for so long, and then read at once. */
const gatherMs = 400;
const brokenAfterMs = 2.5 * liveHeartbeatMs;
const againMs = 5_000;

/**
 * Reads anew what changed, as the service tells it. A page that slept, or whose line broke, reads everything it shows anew and listens
 * again. The answer ends it.
 */
export function followLive(queries: QueryClient): () => void {
  let stream: EventSource | null = null;
  let heardAt = 0;
  let waiting: Set<LiveKind> | null = null;
  let stopAgain = (): void => undefined;

  const refresh = (kind: LiveKind): void => {
    if (waiting) return void waiting.add(kind);
    waiting = new Set([kind]);
    after(gatherMs, () => {
      const due = new Set([...(waiting ?? [])].flatMap((one) => groups[one]));
      waiting = null;
      void refreshGroups(queries, [...due]);
    });
  };
  const alive = (): void => {
    heardAt = monotonicMs();
    setTold(true);
  };
  const close = (): void => {
    setTold(false);
    stream?.close();
    stream = null;
  };
  const open = (): void => {
    stopAgain();
    heardAt = monotonicMs();
    const opened = new EventSource(liveRoutes.follow.path);
    stream = opened;
    opened.addEventListener('here', alive);
    opened.addEventListener('missed', () => {
      alive();
      void queries.invalidateQueries();
    });
    opened.addEventListener('message', (message: MessageEvent<string>) => {
      alive();
      const hint = liveHintSchema.safeParse(JSON.parse(message.data));
      if (hint.success) refresh(hint.data.kind);
    });
    opened.addEventListener('error', () => {
      setTold(false);
      // Refused for good, such as after a log-out elsewhere: the browser itself tries no more.
      if (opened.readyState === EventSource.CLOSED) stopAgain = after(againMs, anew);
    });
  };
  const anew = (): void => {
    close();
    open();
    void queries.invalidateQueries();
  };
  /** After a sleep the line may be dead without a word. */
  const look = (): void => {
    if (document.visibilityState === 'visible' && monotonicMs() - heardAt > brokenAfterMs) anew();
  };
  open();
  const stopLooking = every(liveHeartbeatMs, look);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
  return () => {
    stopLooking();
    stopAgain();
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', look);
    close();
  };
}
