/** One field that a change touched: its name inside those around it, and what it was and is. */
export interface Change {
  path: string[];
  before: unknown;
  after: unknown;
}

/** Nothing is said there: no value, no text, an empty list. */
export const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** Lists of plain values are read as one; what has fields of its own is opened. */
const opens = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  (!Array.isArray(value) || value.some((one) => typeof one === 'object' && one !== null));

const partsOf = (value: unknown): Record<string, unknown> => {
  if (!opens(value)) return {};
  const parts = Array.isArray(value) ? value.map((one, index) => [String(index + 1), one as unknown]) : null;
  return Object.fromEntries(parts ?? Object.entries(value)) as Record<string, unknown>;
};

/** What differs between two states of a thing, down to single values; what is empty in both is left out. */
export function changesOf(before: unknown, after: unknown, path: string[] = []): Change[] {
  if ((isNothing(before) && isNothing(after)) || JSON.stringify(before) === JSON.stringify(after)) return [];
  const opened = (opens(before) || isNothing(before)) && (opens(after) || isNothing(after));
  if (!opened) return [{ path, before, after }];
  const [was, is] = [partsOf(before), partsOf(after)];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields.flatMap((field) => changesOf(was[field], is[field], [...path, field]));
}
