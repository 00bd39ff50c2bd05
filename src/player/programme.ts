import type { Airing } from '../domain/playout/airing';
import type { Rundown } from '../domain/playout/manifest';

/**
 * What the recording of an airing is called and when it starts: its rundown, or the rundown it cuts into, as `area-yyyymmddThhmmss` local
 * time; outside any, the command, as `area-yyyymmddThhmmss-command`.
 */
export function programmeOf(
  airing: Airing,
  startAt: number,
  rundowns: readonly Rundown[],
  zone: string,
): { name: string; startAt: number } {
  const rundown =
    rundowns.find((r) => r.id === airing.rundownId) ?? rundowns.find((r) => r.startAt <= startAt && startAt < r.endAt);
  if (rundown) return { name: fileName(rundown.areaCode, localStamp(rundown.startAt, zone)), startAt: rundown.startAt };
  return { name: fileName(airing.areaCode, localStamp(startAt, zone), airing.airingKey), startAt };
}

function fileName(...parts: string[]): string {
  return parts.map((part) => part.replace(/[^A-Za-z0-9.]+/g, '_')).join('-');
}

function localStamp(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
  return parts.replace(/[-:]/g, '').replace(/\s/, 'T');
}
