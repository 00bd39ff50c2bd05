/** A slot as a rule of the wall clock (T2, T4), in the canonical form that every wire and table uses. */
import { type LocalDate, type Weekday } from './local-date';
import { type LocalTime } from './local-time';

/**
 * `skip` and `move` act on the rule's own occurrence of the date and do nothing where it has none; `move` changes its
 * start, its length or both. `add` makes another occurrence beside it; what it leaves out it takes from the rule.
 */
export interface SlotException {
  date: LocalDate;
  kind: 'skip' | 'move' | 'add';
  startLocal?: LocalTime | undefined;
  lengthMinutes?: number | undefined;
}

/**
 * Other times on some dates: from a date on, or each year in a season (summer and winter times). What it leaves out it takes from the
 * rule; of several that cover a date the last written counts, field by field.
 */
export interface SlotVariant {
  /** Both included; `null` is without end. */
  from: LocalDate;
  to: LocalDate | null;
  /** Month and day, `MM-DD`, both included; a season may run over the turn of the year. */
  season?: { from: string; to: string } | undefined;
  weekdays?: readonly Weekday[] | undefined;
  startLocal?: LocalTime | undefined;
  lengthMinutes?: number | undefined;
}

/** Dates on which the slot makes no session at all, and why; both included, `null` until it is resumed. */
export interface SlotPause {
  from: LocalDate;
  to: LocalDate | null;
  note: string;
}

export interface SlotRule {
  /** IANA name, e.g. Asia/Ho_Chi_Minh. */
  zone: string;
  weekdays: readonly Weekday[];
  startLocal: LocalTime;
  /** Elapsed time, not wall-clock time. */
  lengthMinutes: number;
  /** Both included; `null` is without end. */
  validFrom: LocalDate;
  validTo: LocalDate | null;
  /** In the order written: among skip and move the last written for a date wins. */
  exceptions: readonly SlotException[];
  variants?: readonly SlotVariant[] | undefined;
  pauses?: readonly SlotPause[] | undefined;
}

/** What a rule says of one date before exceptions. */
export type SlotTerms = Pick<SlotRule, 'weekdays' | 'startLocal' | 'lengthMinutes'>;

/** The weekdays, start and length that hold on a date. */
export function termsOn(rule: SlotRule, date: LocalDate): SlotTerms {
  let { weekdays, startLocal, lengthMinutes } = rule;
  for (const variant of rule.variants ?? []) {
    if (!covers(variant, date)) continue;
    weekdays = variant.weekdays ?? weekdays;
    startLocal = variant.startLocal ?? startLocal;
    lengthMinutes = variant.lengthMinutes ?? lengthMinutes;
  }
  return { weekdays, startLocal, lengthMinutes };
}

export function isPausedOn({ pauses = [] }: SlotRule, date: LocalDate): boolean {
  return pauses.some(({ from, to }) => from <= date && (to === null || date <= to));
}

function covers({ from, to, season }: SlotVariant, date: LocalDate): boolean {
  if (date < from || (to !== null && date > to)) return false;
  if (!season) return true;
  const day = date.slice(5);
  return season.from <= season.to ? season.from <= day && day <= season.to : day >= season.from || day <= season.to;
}
