/** Days on which a limit changes by itself, because an exception begins or is over (S7). */
import { addDays, type LocalDate } from '../time/local-date';
import { type Policy } from './policy';
import { type DateRange } from './sessions';

/** Whether any exception of the policy begins on one of the days, or ended on the day before; both included. */
export function turnsWithin({ exceptions }: Pick<Policy, 'exceptions'>, days: DateRange): boolean {
  const isWithin = (date: LocalDate): boolean => days.from <= date && date <= days.to;
  return exceptions.some(
    ({ from, until, revokedAt }) => revokedAt === undefined && (isWithin(from) || isWithin(addDays(until, 1))),
  );
}
