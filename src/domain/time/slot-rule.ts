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
}
