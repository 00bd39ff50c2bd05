import { type LocalDate } from '../time/local-date';

/** The three priorities of regulation. */
export const priorities = ['emergency', 'priority', 'normal'] as const;
export type Priority = (typeof priorities)[number];

/** How often an item may be read in one session. */
export const readingCounts = [1, 2, 3] as const;
export type Readings = (typeof readingCounts)[number];

/** On named local dates, or every day until one (both ends included; `from` null: from the approval on). */
export type RequestedDays =
  { kind: 'dates'; dates: LocalDate[] } | { kind: 'until'; from: LocalDate | null; until: LocalDate };

/**
 * What the sender asks the schedule for (design section 2, Request). Areas and priority stand beside it on the bulletin,
 * since lists and the ledger need them too.
 */
export interface AiringRequest {
  days: RequestedDays;
  /** Ids of slots; empty: any slot of the areas. */
  preferredSlotIds: string[];
  readings: Readings;
}

/** The same request in its one written form: dates and slots sorted, none twice. */
export function canonicalRequest(request: AiringRequest): AiringRequest {
  const { days } = request;
  return {
    days:
      days.kind === 'dates'
        ? { kind: 'dates', dates: sortedOnce(days.dates) }
        : { kind: 'until', from: days.from, until: days.until },
    preferredSlotIds: sortedOnce(request.preferredSlotIds),
    readings: request.readings,
  };
}

/** The last local date asked for. */
export function lastDateOf(request: AiringRequest): LocalDate | undefined {
  return request.days.kind === 'until' ? request.days.until : sortedOnce(request.days.dates).at(-1);
}

export function sortedOnce(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
