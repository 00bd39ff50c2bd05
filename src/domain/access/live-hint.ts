import type { Action } from './actions';
import { grantedRoots } from './decide';
import type { Grant } from './roles';

/** What may have changed: pages that show it read it anew. */
export const liveKinds = ['bulletins', 'schedule', 'orders', 'devices', 'areas'] as const;
export type LiveKind = (typeof liveKinds)[number];

/** News for pages, by the event it comes from; `sequence` counts the outbox. */
export interface Hint {
  sequence: number;
  kind: LiveKind;
  areaCodes: readonly string[];
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
};

export const kindOf = (eventType: string): LiveKind | undefined => kinds[eventType.split('.')[0] ?? ''];

/** Where it happened, as the event says; empty where it does not. */
export function areasOf(payload: unknown): string[] {
  const { areaCode, areaCodes } = (payload ?? {}) as { areaCode?: unknown; areaCodes?: unknown };
  const said = Array.isArray(areaCodes) ? (areaCodes as unknown[]) : [areaCode];
  return said.filter((code) => typeof code === 'string');
}

const actions: Record<LiveKind, Action> = {
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
  const roots = new Set(grantedRoots(grants, actions[kind]));
  const above = new Set([...roots].flatMap((code) => lineOf(code)));
  return areaCodes.find((code) => above.has(code) || lineOf(code).some((one) => roots.has(one)));
}
