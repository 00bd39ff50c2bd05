import { useEffect, useEffectEvent, useState } from 'react';
import { allWaiting, hearOutbox, type Waiting } from '../../outbox/waiting';

/** One that waits, how much of its recording has arrived (0 to 1), and whether the last try found no station. */
export type ShownWaiting = Waiting & { part: number; away: boolean };

/**
 * What this user has sent and the station has not, kept up to date wherever it is being sent.
 * @param onMade told the bulletin that one of them has become
 */
export function useWaiting(userId: string, onMade?: (bulletinId: string) => void): ShownWaiting[] {
  const [rows, setRows] = useState<Waiting[]>([]);
  const [parts, setParts] = useState<Record<string, number>>({});
  const [away, setAway] = useState(false);
  const made = useEffectEvent((bulletinId: string) => onMade?.(bulletinId));
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      const all = await allWaiting();
      if (!gone) setRows(all.filter((row) => row.userId === userId));
    };
    const stop = hearOutbox((news) => {
      setAway((now) => news.kind === 'away' || (now && news.kind === 'changed'));
      if (news.kind === 'part') setParts((now) => ({ ...now, [news.id]: news.part }));
      else if (news.kind === 'made') made(news.bulletinId);
      else if (news.kind !== 'away') void read();
    });
    void read();
    return () => {
      gone = true;
      stop();
    };
  }, [userId]);
  return rows.map((row) => ({ ...row, part: parts[row.id] ?? 0, away }));
}
