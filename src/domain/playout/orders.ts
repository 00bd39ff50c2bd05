import { Fault } from '../fault';
import type { Command } from './command';
import type {
  AllClear,
  EmergencyOrder,
  FileSource,
  PlayClass,
  PlayNowOrder,
  Silence,
  Snapshot,
  Target,
} from './manifest';

/** What people order of the devices of an area (P9, B7, S4). */
export const orderKinds = ['hold', 'stop', 'recall', 'play-now', 'emergency'] as const;
export type OrderKind = (typeof orderKinds)[number];

/** `waiting`: wider than one commune, a second person has not spoken yet (X2). `cancelled`: ended before it was ever in force. */
export const orderStates = ['waiting', 'in-force', 'ended', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

/** What a person may hold: a whole session, one item of it, or a bulletin wherever it stands. */
export type HoldTarget =
  | { kind: 'session'; rundownId: string }
  | { kind: 'item'; rundownId: string; airingKey: string }
  | { kind: 'bulletin'; bulletinId: string };

/** What a person wants silent: a stop may mean everything. */
export type SilenceTarget = { kind: 'everything' } | HoldTarget;

/** What a recording is, and what the ledger will say of it (L2). */
export interface OrderedSound {
  bulletinRef: string;
  source: FileSource;
  durationMs: number;
  mediaBytes: number;
  mime: string;
  snapshot: Snapshot;
}

/** What is to happen; the instants stand in the order itself. */
export type OrderContent =
  | { kind: 'silence'; target: Target }
  | ({ kind: 'play-now'; class: Exclude<PlayClass, 'emergency'> } & OrderedSound)
  /** A drill sounds as an emergency does, by the same rules; it is named as one wherever people read of it. */
  | ({ kind: 'emergency'; repeatEveryMs: number | null; drill?: boolean } & OrderedSound);

/** One order as it stands. Instants are epoch milliseconds. */
export interface Order {
  id: string;
  kind: OrderKind;
  /** It is for the devices of this area and of all below. */
  areaCode: string;
  state: OrderState;
  content: OrderContent;
  reason: string;
  requestedAt: number;
  requestedById: string | null;
  requestedBy: string;
  /** When it came into force; null while it waits. */
  fromAt: number | null;
  /** When it ends by itself; null: never. */
  untilAt: number | null;
  secondBy: string | null;
  /** The one who asked went ahead alone, by name (X2). */
  brokenGlass: boolean;
  endedAt: number | null;
  endedBy: string | null;
}

/** What a device is called at when it is told: its commune or zone. */
export interface OrderedPlace {
  areaCode: string;
}

/** A drill's name says what it is, on every list and in the ledger (L2). */
export function asDrill(sound: OrderedSound): OrderedSound {
  const { snapshot } = sound;
  return { ...sound, snapshot: { ...snapshot, title: `[Diễn tập] ${snapshot.title}` } };
}

/** X2: nobody alone makes more than one commune sound. */
export function needsSecondPerson(kind: OrderKind, areaLevel: string): boolean {
  return (kind === 'emergency' || kind === 'play-now') && areaLevel !== 'commune' && areaLevel !== 'zone';
}

/** The order once a second person has agreed. Throws STATE_FORBIDS, SECOND_PERSON_NEEDED for whoever asked for it. */
export function agreed(order: Order, by: { userId: string; name: string }, now: number): Order {
  requireWaiting(order, now, 'agree');
  if (order.requestedById === by.userId) throw new Fault('SECOND_PERSON_NEEDED', { orderId: order.id });
  return { ...order, state: 'in-force', fromAt: now, secondBy: by.name };
}

/**
 * The order once the one who asked breaks the glass. Throws STATE_FORBIDS; NOT_ALLOWED for anybody else;
 * BREAK_GLASS_TOO_EARLY before `afterMs` have passed.
 */
export function glassBroken(order: Order, by: { userId: string }, now: number, afterMs: number): Order {
  requireWaiting(order, now, 'break-glass');
  if (order.requestedById !== by.userId) throw new Fault('NOT_ALLOWED', { action: 'emergency.break-glass' });
  const waitMs = order.requestedAt + afterMs - now;
  if (waitMs > 0) throw new Fault('BREAK_GLASS_TOO_EARLY', { waitSeconds: Math.ceil(waitMs / 1000) });
  return { ...order, state: 'in-force', fromAt: now, brokenGlass: true };
}

/** The order once somebody ends it: an all-clear, a release, a resume. Throws STATE_FORBIDS when it has ended already. */
export function ended(order: Order, by: string, now: number): Order {
  if (order.endedAt !== null || (order.untilAt !== null && order.untilAt <= now)) {
    throw new Fault('STATE_FORBIDS', { what: 'order', state: 'ended', action: 'end' });
  }
  return { ...order, state: order.state === 'waiting' ? 'cancelled' : 'ended', endedAt: now, endedBy: by };
}

/** In force at an instant: begun, neither ended by somebody nor by its own time. */
export function isInForce(order: Order, now: number): boolean {
  return order.state === 'in-force' && (order.untilAt === null || now < order.untilAt);
}

/** What a device is told when the order comes into force, and when somebody ends it; null where there is nothing to say. */
export function beginCommand(order: Order, place: OrderedPlace): Command | null {
  const { content } = order;
  if (order.fromAt === null) return null;
  switch (content.kind) {
    case 'silence':
      return { kind: 'silence', silence: silenceOf(order, content.target) };
    case 'play-now':
      return { kind: 'playNow', order: playNowOf(order, content, place), snapshot: content.snapshot };
    case 'emergency':
      return { kind: 'emergency', order: emergencyOf(order, content, place), snapshot: content.snapshot };
  }
}

export function endCommand(order: Order): Command | null {
  if (order.fromAt === null || order.endedAt === null) return null;
  const by = order.endedBy ?? '';
  switch (order.content.kind) {
    case 'silence':
      return { kind: 'resume', silenceId: order.id, by };
    case 'play-now':
      // A player knows no taking back of a play-now: silence over its one airing does the same.
      return { kind: 'silence', silence: stopOf(order, by) };
    case 'emergency':
      return { kind: 'allClear', commandId: order.id, by };
  }
}

type ForManifest<O> = O & Pick<OrderedSound, 'mediaBytes' | 'mime' | 'snapshot'>;

/**
 * What of the orders goes into a device's manifest, so that one that hears no command obeys too. A play-now that somebody ended stays
 * silent by a hold until it would have died by itself.
 */
export function ordersForManifest(
  orders: readonly Order[],
  place: OrderedPlace,
  now: number,
): {
  holds: Silence[];
  emergencies: ForManifest<EmergencyOrder>[];
  playNows: ForManifest<PlayNowOrder>[];
  allClears: AllClear[];
} {
  const standing = orders.filter((order) => isInForce(order, now));
  return {
    holds: orders.flatMap((order) => {
      if (order.content.kind === 'silence')
        return isInForce(order, now) ? [silenceOf(order, order.content.target)] : [];
      return isTakenBack(order, now) ? [stopOf(order, order.endedBy ?? '')] : [];
    }),
    emergencies: standing.flatMap((order) => {
      if (order.content.kind !== 'emergency') return [];
      const { mediaBytes, mime, snapshot } = order.content;
      return [{ ...emergencyOf(order, order.content, place), mediaBytes, mime, snapshot }];
    }),
    playNows: standing.flatMap((order) => {
      if (order.content.kind !== 'play-now') return [];
      const { mediaBytes, mime, snapshot } = order.content;
      return [{ ...playNowOf(order, order.content, place), mediaBytes, mime, snapshot }];
    }),
    allClears: orders.flatMap((order) =>
      order.content.kind === 'emergency' && order.fromAt !== null && order.endedAt !== null
        ? [{ commandId: order.id, by: order.endedBy ?? '' }]
        : [],
    ),
  };
}

function requireWaiting(order: Order, now: number, action: string): void {
  const over = order.untilAt !== null && order.untilAt <= now;
  if (order.state === 'waiting' && !over) return;
  throw new Fault('STATE_FORBIDS', { what: 'order', state: over ? 'ended' : order.state, action });
}

/** A play-now that was in force and would still be, had nobody ended it. */
function isTakenBack(order: Order, now: number): boolean {
  const { content, fromAt, endedAt, untilAt } = order;
  return content.kind === 'play-now' && fromAt !== null && endedAt !== null && (untilAt === null || now < untilAt);
}

function silenceOf(order: Order, target: Target): Silence {
  const { id, fromAt, untilAt, requestedBy: by, reason } = order;
  const kind = order.kind === 'hold' || order.kind === 'recall' ? order.kind : 'stop';
  return { id, kind, target, fromAt: fromAt ?? order.requestedAt, untilAt, by, reason };
}

function stopOf(order: Order, by: string): Silence {
  const target: Target = { kind: 'airing', airingKey: `${order.id}#1` };
  const fromAt = order.endedAt ?? order.requestedAt;
  return { id: `${order.id}-end`, kind: 'stop', target, fromAt, untilAt: order.untilAt, by, reason: '' };
}

function playNowOf(
  order: Order,
  content: Extract<OrderContent, { kind: 'play-now' }>,
  place: OrderedPlace,
): PlayNowOrder {
  const { bulletinRef, source, durationMs } = content;
  const startAt = order.fromAt ?? order.requestedAt;
  return {
    commandId: order.id,
    areaCode: place.areaCode,
    bulletinRef,
    source,
    durationMs,
    ...{ startAt, expiresAt: order.untilAt ?? startAt, class: content.class, by: order.requestedBy },
  };
}

function emergencyOf(
  order: Order,
  content: Extract<OrderContent, { kind: 'emergency' }>,
  place: OrderedPlace,
): EmergencyOrder {
  const { bulletinRef, source, durationMs, repeatEveryMs } = content;
  const startAt = order.fromAt ?? order.requestedAt;
  const times = { startAt, repeatEveryMs, endAt: order.untilAt ?? startAt };
  return {
    commandId: order.id,
    areaCode: place.areaCode,
    bulletinRef,
    source,
    durationMs,
    ...times,
    by: order.requestedBy,
  };
}
