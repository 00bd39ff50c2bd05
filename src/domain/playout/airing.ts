import type { PlayNowOrder } from './command';
import type { EmergencyOrder, PlannedItem, RelaySource, Rundown, Silence, Source } from './manifest';
import type { AiringIdentity } from './row';

/** One thing that may sound once: an item of a rundown, a play-now, or one repetition of an emergency. */
export interface Airing extends AiringIdentity {
  latestStartAt: number;
  /** It must end by then (slot end), null where nothing bounds it. */
  endBy: number | null;
  /** Only emergencies pass the windows (S7). */
  windowed: boolean;
  /** Of the stored file; a live source has its own. */
  gainDb: number;
  /** A live programme, for which `sha256` stands in (P1); null for a recording. */
  relay: Pick<RelaySource, 'url' | 'gainDb'> | null;
  /** When the command first sounds: the newer emergency wins (P4). Null for items of a rundown. */
  commandStartAt: number | null;
}

const rank = { emergency: 2, priority: 1, normal: 0 } as const;

/** The airing of an item. The file of a relay is its stored fallback, if it has one (P1). */
export function airingOfItem(item: PlannedItem, rundown: Rundown): Airing {
  return {
    airingKey: item.airingKey,
    rundownId: rundown.id,
    rundownVersion: rundown.version,
    slotOccurrenceId: rundown.slotOccurrenceId,
    commandId: null,
    repetition: null,
    areaCode: rundown.areaCode,
    bulletinRef: item.bulletinRef,
    class: item.class,
    plannedStartAt: item.startAt,
    plannedMs: item.durationMs,
    sha256: storedSha256(item.source),
    latestStartAt: item.latestStartAt,
    endBy: rundown.endAt,
    windowed: true,
    gainDb: item.source.kind === 'file' ? (item.source.gainDb ?? 0) : 0,
    relay: item.source.kind === 'relay' ? item.source : null,
    commandStartAt: null,
  };
}

export function airingOfPlayNow(order: PlayNowOrder): Airing {
  return {
    ...ofCommand(order, 1, order.startAt),
    class: order.class,
    latestStartAt: order.expiresAt - 1,
    windowed: true,
  };
}

/** Repetition `n` (from 1) of an emergency; it may start until the next one is due. */
export function airingOfEmergency(order: EmergencyOrder, n: number): Airing {
  const dueAt = repetitionAt(order, n);
  return {
    ...ofCommand(order, n, dueAt),
    class: 'emergency',
    latestStartAt: Math.min(order.endAt, dueAt + (order.repeatEveryMs ?? Infinity)) - 1,
    windowed: false,
  };
}

/** When repetition `n` of an emergency is due. */
export function repetitionAt(order: EmergencyOrder, n: number): number {
  return order.startAt + (n - 1) * (order.repeatEveryMs ?? 0);
}

/**
 * True when `a` may cut `b` (P4): a higher class, or a newer emergency. Never within one rundown, whose items keep their order,
 * nor between repetitions of one command.
 */
export function outranks(a: Airing, b: Airing): boolean {
  if (a.rundownId !== null && a.rundownId === b.rundownId) return false;
  if (rank[a.class] !== rank[b.class]) return rank[a.class] > rank[b.class];
  return a.class === 'emergency' && a.commandId !== b.commandId && compareNewest(a, b) < 0;
}

/** Sorts emergencies newest first: by when the command first sounds, then by its id. */
export function compareNewest(a: Airing, b: Airing): number {
  const [first, second] = [firstDue(a), firstDue(b)];
  return second - first || ((a.commandId ?? '') < (b.commandId ?? '') ? 1 : -1);
}

/** The silence that covers an airing at an instant, the strongest kind first: recall, stop, hold. */
export function silenceOver(airing: Airing, silences: readonly Silence[], at: number): Silence | null {
  const covering = silences.filter((s) => isActive(s, at) && covers(s, airing));
  const order = ['recall', 'stop', 'hold'];
  return covering.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0] ?? null;
}

function covers({ target }: Silence, airing: Airing): boolean {
  switch (target.kind) {
    case 'device':
      return true;
    case 'rundown':
      return airing.rundownId === target.rundownId;
    case 'airing':
      return airing.airingKey === target.airingKey;
    case 'bulletin':
      // A manifest's references are `<bulletin>/<its snapshot>`: a recall of the bulletin covers them all.
      return airing.bulletinRef === target.bulletinRef || airing.bulletinRef.startsWith(`${target.bulletinRef}/`);
  }
}

function isActive(silence: Silence, at: number): boolean {
  return silence.fromAt <= at && (silence.untilAt === null || at < silence.untilAt);
}

function firstDue(airing: Airing): number {
  return airing.commandStartAt ?? airing.plannedStartAt;
}

function storedSha256(source: Source): string | null {
  return source.kind === 'file' ? source.sha256 : (source.fallbackSha256 ?? null);
}

function ofCommand(
  order: PlayNowOrder | EmergencyOrder,
  n: number,
  dueAt: number,
): Omit<Airing, 'class' | 'latestStartAt' | 'windowed'> {
  return {
    airingKey: `${order.commandId}#${n}`,
    rundownId: null,
    rundownVersion: null,
    slotOccurrenceId: null,
    commandId: order.commandId,
    repetition: n,
    areaCode: order.areaCode,
    bulletinRef: order.bulletinRef,
    plannedStartAt: dueAt,
    plannedMs: order.durationMs,
    sha256: order.source.sha256,
    endBy: null,
    gainDb: order.source.gainDb ?? 0,
    relay: null,
    commandStartAt: order.startAt,
  };
}
