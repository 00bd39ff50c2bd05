import { airingOfItem, type Airing } from './airing';
import type { Manifest, Rundown, Snapshot } from './manifest';

/** The rundowns a device works on: the manifest's, and those that had begun when a newer manifest left them out (P8). */
export interface Plan {
  rundowns: Rundown[];
  snapshots: Record<string, Snapshot>;
}

export const emptyPlan: Plan = { rundowns: [], snapshots: {} };

/** A finished rundown is remembered this long, so that a manifest still naming it changes nothing. */
const forgetAfterMs = 24 * 3_600_000;

/**
 * The plan under a new manifest. A rundown that has begun stays as it was unless the manifest brings a higher version of it (S5);
 * `replaced` are its items which that version no longer has. What has not begun and is not named any more was never planned here.
 */
export function applyManifest(plan: Plan, manifest: Manifest, now: number): { plan: Plan; replaced: Airing[] } {
  const named = new Map(manifest.rundowns.map((r) => [r.id, r]));
  const replaced: Airing[] = [];
  const kept: Rundown[] = [];
  for (const old of plan.rundowns) {
    if (old.startAt > now || old.endAt + forgetAfterMs < now) continue;
    const newer = named.get(old.id);
    if (newer && newer.version > old.version) {
      const still = new Set(newer.items.map((i) => i.airingKey));
      replaced.push(...old.items.filter((i) => !still.has(i.airingKey)).map((i) => airingOfItem(i, old)));
      continue;
    }
    named.delete(old.id);
    kept.push(old);
  }
  const rundowns = [...kept, ...named.values()].sort((a, b) => a.startAt - b.startAt || (a.id < b.id ? -1 : 1));
  const refs = new Set(kept.flatMap((r) => r.items.map((i) => i.bulletinRef)));
  const old = Object.entries(plan.snapshots).filter(([ref]) => refs.has(ref));
  return { plan: { rundowns, snapshots: { ...Object.fromEntries(old), ...manifest.snapshots } }, replaced };
}
