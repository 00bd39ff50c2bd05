/** Holding what is frozen already (P9): the only thing about it that changes without an override. */
import { type RundownItem } from './rundown';

/**
 * The items with holds and releases applied; the same list when nothing changes. What has ended by `now` was heard and stays as it was;
 * what awaits approval stays so.
 */
export function withHolds(
  items: readonly RundownItem[],
  isHeld: (booking: { id: string }) => boolean,
  now: number,
): readonly RundownItem[] {
  let changed = false;
  const next = items.map((item) => {
    if (item.kind === 'template' || item.state === 'awaiting-approval' || item.startAt + item.durationMs <= now)
      return item;
    const state = isHeld({ id: item.sourceId }) ? 'held' : 'planned';
    if (state === item.state) return item;
    changed = true;
    return { ...item, state } as const;
  });
  return changed ? next : items;
}
