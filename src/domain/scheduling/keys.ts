/** Exactly once (S4): the names of occurrences, rundowns and plays. */
import { type LocalDate } from '../time/local-date';

/** A collision-free digest of a text, e.g. SHA-256 in hex. The same function everywhere, always. */
export type Hash = (text: string) => string;

/** ASCII's unit separator: ids and codes are printable, so no two lists of parts give one text. */
const separator = '\u001f';

/** `n`: 0 for the rule's own occurrence, moved or not; additions count on from 1. */
export function slotOccurrenceIdOf(hash: Hash, slotId: string, localDate: LocalDate, n: number): string {
  return hash(['slot-occurrence', slotId, localDate, n].join(separator));
}

export function rundownIdOf(hash: Hash, programmeAreaId: string, slotOccurrenceId: string): string {
  return hash(['rundown', programmeAreaId, slotOccurrenceId].join(separator));
}

/** `sourceId` is the booking's or template item's; `play` counts its plays in one language within the session from 1. */
export function airingKeyOf(
  hash: Hash,
  programmeAreaId: string,
  slotOccurrenceId: string,
  sourceId: string,
  language: string,
  play: number,
): string {
  return hash(['airing', programmeAreaId, slotOccurrenceId, sourceId, language, play].join(separator));
}
