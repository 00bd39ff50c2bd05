import type { LocalDate } from '../time/local-date';
import { wallClockAt } from '../time/wall-clock';

/**
 * The local date an airing is booked under (T3): the date its slot occurrence starts on; without an occurrence (play-now, emergency) the
 * date of its planned start in the zone of its area.
 */
export function airingDay(occurrenceDate: LocalDate | null, plannedStartAt: number, timeZone: string): LocalDate {
  return occurrenceDate ?? wallClockAt(timeZone, plannedStartAt).localDate;
}
