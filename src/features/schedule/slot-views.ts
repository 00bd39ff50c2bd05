import type { z } from 'zod';
import type { slotConflictSchema } from '../../contracts/http/slot-conflict';
import type { savedSlotsSchema, slotChangeEntrySchema } from '../../contracts/http/slots';
import type { SlotChangeEntity } from './slot-change.entity';
import type { NamedConflict } from './slot-conflict-finder';
import type { SavedSlots } from './slot-writer';
import { slotView } from './views';

/** What an answer names of a conflict's dates: a year's, no more. */
const mostDates = 366;

export function conflictView({ areaId, by, dates, ...conflict }: NamedConflict): z.infer<typeof slotConflictSchema> {
  return { ...conflict, areaCode: areaId, by: [...by], dates: dates.slice(0, mostDates) };
}

export function savedSlotsView({ slots, conflicts, saved, changeId }: SavedSlots): z.infer<typeof savedSlotsSchema> {
  return { slots: slots.map(slotView), conflicts: conflicts.map(conflictView), saved, changeId };
}

export function slotChangesView(rows: readonly SlotChangeEntity[]): z.infer<typeof slotChangeEntrySchema>[] {
  return rows.map(({ groupId, slotId, after, kind, byName, at, undoneAt }) => ({
    changeId: groupId,
    slotId,
    slotName: after.name,
    kind,
    byName,
    at,
    undone: undoneAt !== null,
  }));
}
