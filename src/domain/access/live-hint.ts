import type { Action } from './actions';
import { grantedRoots } from './decide';
import type { Grant } from './roles';

/** What may have changed: pages that show it read it anew. */
export const liveKinds = ['bulletins', 'schedule', 'orders', 'devices', 'areas', 'notices'] as const;
export type LiveKind = (typeof liveKinds)[number];

/** News for pages, by the event it comes from; `sequence` counts the outbox. */
export interface Hint {
  sequence: number;
  kind: LiveKind;
  areaCodes: readonly string[];
  /** Whose business alone it is; absent: of all who may read such things there. */
  userIds?: readonly string[];
}

/** The event's first word; what is not named here is no page's business. */
const kinds: Record<string, LiveKind> = {
  bulletin: 'bulletins',
  rundowns: 'schedule',
  windows: 'schedule',
  slot: 'schedule',
  'extra-session': 'schedule',
  plan: 'schedule',
  playing: 'orders',
  emergency: 'orders',
  order: 'orders',
  device: 'devices',
  areas: 'areas',
  notice: 'notices',
};

export const kindOf = (eventType: string): LiveKind | undefined => kinds[eventType.split('.')[0] ?? ''];

/** Where it happened, as the event says; empty where it does not. */
export function areasOf(payload: unknown): string[] {
  const { areaCode, areaCodes } = (payload ?? {}) as { areaCode?: unknown; areaCodes?: unknown };
  const said = Array.isArray(areaCodes) ? (areaCodes as unknown[]) : [areaCode];
  return said.filter((code) => typeof code === 'string');
}

/** Whom alone a notice is for, as the event says. */
export function usersOf(payload: unknown): string[] {
  const { userIds } = (payload ?? {}) as { userIds?: unknown };
  return Array.isArray(userIds) ? (userIds as unknown[]).filter((id) => typeof id === 'string') : [];
}

const actions: Record<Exclude<LiveKind, 'notices'>, Action> = {
  bulletins: 'bulletin.read',
  schedule: 'schedule.read',
  orders: 'device.read',
  devices: 'device.read',
  areas: 'area.read',
};

/**
 * X1: the first of the areas of which this person may read such things: one's own subtree, and what comes from above into it.
 * `lineOf` answers an area's code and those above it.
 */
export function seenArea(
  { kind, areaCodes }: Hint,
  grants: readonly Grant[],
  lineOf: (areaCode: string) => readonly string[],
): string | undefined {
  if (kind === 'notices') return undefined;
  const roots = new Set(grantedRoots(grants, actions[kind]));
  const above = new Set([...roots].flatMap((code) => lineOf(code)));
  return areaCodes.find((code) => above.has(code) || lineOf(code).some((one) => roots.has(one)));
}

/** X1: what a person hears of it; null: nothing. A notice is told to those it is for, wherever they stand, and to nobody else. */
export function heardOf(
  hint: Hint,
  { userId, grants }: { userId: string; grants: readonly Grant[] },
  lineOf: (areaCode: string) => readonly string[],
): { kind: LiveKind; areaCode: string | null } | null {
  const { kind, userIds = [] } = hint;
  if (kind === 'notices') return userIds.includes(userId) ? { kind, areaCode: null } : null;
  const areaCode = seenArea(hint, grants, lineOf);
  return areaCode === undefined ? null : { kind, areaCode };
}
