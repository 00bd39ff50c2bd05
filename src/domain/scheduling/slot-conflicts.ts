/** Everything a slot would collide with when it is saved, upwards and downwards (S7, S11, S12). */
import { type LocalDate } from '../time/local-date';
import { checkSlotAgainstPolicy, findOverlaps, type PolicyConflict } from './check-slot';
import { type Policy } from './policy';
import { type DateRange } from './sessions';
import { type Slot } from './slot';

export interface SlotConflict {
  /** The rule that says so. */
  rule: 'S7' | 'S12';
  /** `displaces`: the slot saved comes from above and wins; the one below gives way (S12). */
  code: PolicyConflict['code'] | 'overlaps' | 'overlaps-inherited' | 'displaces';
  /** It cannot be saved like this. */
  blocking: boolean;
  /** The slot whose sessions suffer, and the area in which they do. */
  slotId: string;
  areaId: string;
  /** The slot in the way, for overlaps. */
  otherSlotId: string | null;
  /** What is allowed, and the areas that set it, for limits. */
  allowed: string | null;
  by: readonly string[];
  dates: readonly LocalDate[];
}

/** An area below with limits of its own, and the policies that hold there. */
export interface PolicyArea {
  areaId: string;
  policies: readonly Policy[];
}

export interface SlotSurroundings {
  /** The policies of the slot's area and of all above it. */
  policies: readonly Policy[];
  /** The other slots of the area and of those above. */
  above: readonly Slot[];
  /** The slots of the areas below. */
  below: readonly Slot[];
  /** Areas below that tighten the limits. */
  tighterBelow: readonly PolicyArea[];
}

/** What saving `slot` runs into on the dates; empty means that nobody needs to know. */
export function conflictsOfSlot(slot: Slot, around: SlotSurroundings, range: DateRange): SlotConflict[] {
  const own = { slotId: slot.id, areaId: slot.areaId };
  const others = around.above.map(({ rule }) => rule);
  const conflicts = checkSlotAgainstPolicy(slot.rule, around.policies, range, others).map((one) =>
    limited(one, own, true),
  );
  conflicts.push(...overlapsAbove(slot, around.above, range), ...displacedBelow(slot, around.below, range));
  for (const { areaId, policies } of around.tighterBelow) {
    const found = checkSlotAgainstPolicy(slot.rule, policies, range, others);
    // What the areas above say too is said already.
    const news = found.filter(
      ({ by, code }) => !conflicts.some((one) => one.blocking && one.code === code) && by.length > 0,
    );
    conflicts.push(...news.map((one) => limited(one, { slotId: slot.id, areaId }, false)));
  }
  return conflicts;
}

/** What new limits of an area do to the slots that air there: they are cut off by the plan, and named to their people. */
export function conflictsOfPolicy(
  slots: readonly { slot: Slot; areaId: string; policies: readonly Policy[]; others: readonly Slot[] }[],
  range: DateRange,
): SlotConflict[] {
  return slots.flatMap(({ slot, areaId, policies, others }) =>
    checkSlotAgainstPolicy(
      slot.rule,
      policies,
      range,
      others.map(({ rule }) => rule),
    ).map((one) => limited(one, { slotId: slot.id, areaId }, false)),
  );
}

function limited(
  { code, allowed, by, dates }: PolicyConflict,
  place: Pick<SlotConflict, 'slotId' | 'areaId'>,
  blocking: boolean,
): SlotConflict {
  return { rule: 'S7', code, blocking, ...place, otherSlotId: null, allowed, by, dates };
}

function overlapsAbove(slot: Slot, above: readonly Slot[], range: DateRange): SlotConflict[] {
  return findOverlaps([...above, slot], range)
    .filter(({ slotId, otherSlotId }) => slotId === slot.id || otherSlotId === slot.id)
    .map(({ code, slotId, otherSlotId, dates }) => ({
      rule: 'S12',
      code,
      blocking: true,
      slotId: slot.id,
      areaId: slot.areaId,
      otherSlotId: slotId === slot.id ? otherSlotId : slotId,
      allowed: null,
      by: [],
      dates,
    }));
}

/** Slots of many communes often share one rule: each rule is compared once. */
function displacedBelow(slot: Slot, below: readonly Slot[], range: DateRange): SlotConflict[] {
  const known = new Map<string, readonly LocalDate[]>();
  return below.flatMap((lower): SlotConflict[] => {
    const key = JSON.stringify(lower.rule);
    const dates =
      known.get(key) ??
      findOverlaps([slot, lower], range).flatMap((one) => (one.slotId === one.otherSlotId ? [] : one.dates));
    known.set(key, dates);
    if (dates.length === 0) return [];
    const { id: slotId, areaId } = lower;
    return [
      {
        rule: 'S12',
        code: 'displaces',
        blocking: false,
        slotId,
        areaId,
        otherSlotId: slot.id,
        allowed: null,
        by: [slot.areaId],
        dates,
      },
    ];
  });
}
