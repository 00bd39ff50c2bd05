import type { z } from 'zod';
import type { rundownSchema } from '../../../contracts/http/schedule';

export type Rundown = z.infer<typeof rundownSchema>;
export type RundownItem = Rundown['items'][number];

/** Everything of one bulletin in a session: its readings and languages move together. */
export interface Line {
  ref: string;
  title: string;
  priority: boolean;
  state: RundownItem['state'];
  items: RundownItem[];
  durationMs: number;
}

/** An order that is not stored yet; what is missing is left out. `base` is what was looked at. */
export interface Draft {
  base: Rundown;
  order: string[];
  past: string[][];
}

const isFixed = (item: RundownItem): boolean => item.kind === 'template';

export function linesOf(rundown: Rundown): Line[] {
  const lines = new Map<string, Line>();
  for (const item of rundown.items) {
    if (isFixed(item)) continue;
    const line = lines.get(item.ref) ?? {
      ...{ ref: item.ref, title: item.title, priority: item.class === 'priority', state: item.state },
      ...{ items: [], durationMs: 0 },
    };
    line.items.push(item);
    line.durationMs += item.durationMs;
    lines.set(item.ref, line);
  }
  return [...lines.values()];
}

export const fixedOf = (rundown: Rundown): RundownItem[] => rundown.items.filter(isFixed);

export const orderOf = (rundown: Rundown): string[] => linesOf(rundown).map(({ ref }) => ref);

/** Length of what is kept, the fixed parts with it. */
export function lengthOf(rundown: Rundown, order: readonly string[]): number {
  return rundown.items
    .filter((item) => isFixed(item) || order.includes(item.ref))
    .reduce((sum, { durationMs }) => sum + durationMs, 0);
}

export const keysOf = (rundown: Rundown): string[] =>
  rundown.items.filter((item) => !isFixed(item)).map(({ airingKey }) => airingKey);

export function wantedKeys(rundown: Rundown, order: readonly string[]): string[] {
  const lines = new Map(linesOf(rundown).map((line) => [line.ref, line]));
  return order.flatMap((ref) => lines.get(ref)?.items.map(({ airingKey }) => airingKey) ?? []);
}

/** The same order with one line before another, or at the end. */
export function placed(order: readonly string[], ref: string, before: string | null): string[] {
  if (ref === before) return [...order];
  const rest = order.filter((one) => one !== ref);
  const at = before === null ? -1 : rest.indexOf(before);
  return at < 0 ? [...rest, ref] : [...rest.slice(0, at), ref, ...rest.slice(at)];
}

export function shifted(order: readonly string[], ref: string, by: 1 | -1): string[] {
  const from = order.indexOf(ref);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  const next = order.filter((one) => one !== ref);
  next.splice(to, 0, ref);
  return next;
}

/** Puts an order on top of what others made of the session: what is gone falls out, what is new comes last. */
export function rebased(draft: Draft, latest: Rundown): Draft {
  const known = orderOf(draft.base);
  const now = orderOf(latest);
  const kept = draft.order.filter((ref) => now.includes(ref));
  const fresh = now.filter((ref) => !known.includes(ref));
  return { base: latest, order: [...kept, ...fresh], past: [] };
}
