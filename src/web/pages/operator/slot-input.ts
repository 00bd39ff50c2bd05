import type { z } from 'zod';
import { scheduleRoutes, type slotSchema } from '../../../contracts/http/schedule';
import type { slotConflictSchema } from '../../../contracts/http/slot-conflict';
import { slotsRoutes } from '../../../contracts/http/slots';
import type { Weekday } from '../../../domain/time/local-date';
import { client } from '../../data/client';
import type { Place } from './use-place';

export type Slot = z.infer<typeof slotSchema>;
export type SlotConflict = z.infer<typeof slotConflictSchema>;

/** What a change of slots makes stale. */
export const slotGroups = ['schedule', 'slots', 'queue'];

/** Whose slot it is. */
type SlotPlace = Pick<Place, 'code' | 'zone'>;

/** What the form holds. */
export interface SlotInput {
  name: string;
  startLocal: string;
  lengthMinutes: number;
  weekdays: Weekday[];
  validFrom: string;
  validTo: string;
  sharing: Slot['sharing'];
  takes: Slot['takes'];
  scope: 'following' | 'all';
  /** The first day of new times, for `following`. */
  date: string;
}

export const allDays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export function inputOf(slot: Slot | null, place: Place): SlotInput {
  return {
    name: slot?.name ?? '',
    startLocal: slot?.rule.startLocal ?? '17:00',
    lengthMinutes: slot?.rule.lengthMinutes ?? 30,
    weekdays: slot?.rule.weekdays ?? allDays,
    validFrom: slot?.rule.validFrom ?? place.today,
    validTo: slot?.rule.validTo ?? '',
    sharing: slot?.sharing ?? 'shared',
    takes: slot?.takes ?? 'anything',
    ...{ scope: 'following', date: place.today },
  };
}

/** Asks what a save would run into; saves nothing. */
export async function checkSlot(slot: Slot | null, input: SlotInput, place: SlotPlace): Promise<SlotConflict[]> {
  const { conflicts } = slot
    ? await client.call(slotsRoutes.change, changeOf(slot, input, true))
    : await client.call(slotsRoutes.check, newSlotOf(input, place));
  return conflicts;
}

export async function saveSlot(slot: Slot | null, input: SlotInput, place: SlotPlace): Promise<void> {
  if (slot) await client.call(slotsRoutes.change, changeOf(slot, input, false));
  else await client.call(scheduleRoutes.createSlot, newSlotOf(input, place));
}

function newSlotOf({ name, sharing, takes, validTo, ...rule }: SlotInput, place: SlotPlace) {
  const { startLocal, lengthMinutes, weekdays, validFrom } = rule;
  return {
    params: { code: place.code },
    body: {
      ...{ name, sharing, takes },
      rule: { zone: place.zone, weekdays, startLocal, lengthMinutes, validFrom, validTo: validTo || null },
    },
  };
}

function changeOf(slot: Slot, input: SlotInput, dryRun: boolean) {
  const { rule } = slot;
  const sameDays = [...rule.weekdays].sort().join() === [...input.weekdays].sort().join();
  const terms = {
    ...(sameDays ? {} : { weekdays: input.weekdays }),
    ...(rule.startLocal === input.startLocal ? {} : { startLocal: input.startLocal }),
    ...(rule.lengthMinutes === input.lengthMinutes ? {} : { lengthMinutes: input.lengthMinutes }),
  };
  const validTo = (rule.validTo ?? '') === input.validTo ? {} : { validTo: input.validTo || null };
  const changed = Object.keys(terms).length + Object.keys(validTo).length > 0;
  const edit =
    input.scope === 'all'
      ? { scope: 'all' as const, terms, ...validTo }
      : { scope: 'following' as const, date: input.date, terms, ...validTo };
  const { name, sharing, takes } = input;
  return {
    params: { id: slot.id },
    body: { revision: slot.revision, dryRun, name, sharing, takes, ...(changed ? { rule: edit } : {}) },
  };
}
