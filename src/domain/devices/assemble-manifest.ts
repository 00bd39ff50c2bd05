import { createHash } from 'node:crypto';
import type {
  AiringWindow,
  AllClear,
  EmergencyOrder,
  Manifest,
  MediaEntry,
  PlannedItem,
  PlayNowOrder,
  Rundown,
  Silence,
  Snapshot,
  Source,
  VolumeSpan,
} from '../playout/manifest';
import { itemsForZones } from '../scheduling/zones';
import type { RundownItem } from '../scheduling/rundown';
import type { Horizon } from './horizon';

interface Recording {
  /** Size and type of the file, or of a relay's stored fallback. */
  mediaBytes: number;
  mime: string;
  /** What the ledger will say for ever (L2). */
  snapshot: Snapshot;
}

/** An item as the schedule hands it on: `bulletinRef` is the bulletin; `zones`, `because` and `play` say which devices it is for (S2). */
export type ScheduledItem = PlannedItem &
  Recording &
  Pick<RundownItem, 'zones' | 'because' | 'play'> & {
    /** P9: its place stays silent; it travels all the same, so that the device can say why it did not sound (P8). */
    held?: boolean;
  };

/** One occurrence of a programme area, frozen or still open. */
export interface ScheduledRundown extends Omit<Rundown, 'items'> {
  items: readonly ScheduledItem[];
}

export type ScheduledEmergency = EmergencyOrder & Recording;
export type ScheduledPlayNow = PlayNowOrder & Recording;

export interface ManifestInput {
  deviceId: string;
  /** The zone the device serves; null where it serves the whole commune. */
  zone: string | null;
  output: Manifest['output'];
  volume: readonly VolumeSpan[];
  horizon: Horizon;
  /** Programmes that ended by this instant are left out. */
  fromAt: number;
  /** Of the commune and, for a device of a zone, the zone's own. */
  rundowns: readonly ScheduledRundown[];
  windows: readonly AiringWindow[];
  holds: readonly Silence[];
  emergencies: readonly ScheduledEmergency[];
  playNows?: readonly ScheduledPlayNow[];
  allClears?: readonly AllClear[];
}

/** Everything of a manifest but who signed it and when. */
export type ManifestContent = Omit<Manifest, 'version' | 'keyId' | 'issuedAt'>;

/**
 * What one device needs until the end of the horizon (P2). The same input in any order gives the same content: rundowns, items and
 * media stand in the order they are needed, media of orders first (P3). Items refer to their snapshot as `<bulletinRef>/<digest>`,
 * so that a replay, another language or a later title is another reference, in this manifest and in all that follow.
 */
export function assembleManifest(input: ManifestInput): ManifestContent {
  const { horizon, fromAt } = input;
  const zones = input.zone === null ? null : [input.zone];
  const scheduled = input.rundowns
    .filter((rundown) => rundown.endAt > fromAt && rundown.startAt < horizon.notAfter)
    .map((rundown) => ({ ...rundown, items: heardIn(rundown.items, zones).map(referring).sort(byStart) }))
    .sort(byStart);
  const emergencies = [...input.emergencies].sort(byStart);
  const playNows = [...(input.playNows ?? [])].sort(byStart);
  const heard = [...emergencies, ...playNows, ...scheduled.flatMap(({ items }) => items).sort(byStart)];
  return {
    formatVersion: 1,
    deviceId: input.deviceId,
    ...horizon,
    rundowns: scheduled.map((rundown) => rundownOf(rundown)),
    output: input.output,
    windows: [...input.windows],
    volume: [...input.volume],
    emergencies: emergencies.map((order) => orderOf(order)),
    ...(playNows.length ? { playNows: playNows.map((order) => orderOf(order)) } : {}),
    holds: [...input.holds, ...plannedHolds(scheduled, input.holds)].sort(
      (a, b) => a.fromAt - b.fromAt || compare(a.id, b.id),
    ),
    ...(input.allClears?.length ? { allClears: [...input.allClears] } : {}),
    media: mediaOf(heard),
    snapshots: snapshotsOf(heard),
  };
}

/** What the plan alone holds; where an order over the same item stands, that one says by whom. */
function plannedHolds(rundowns: readonly ScheduledRundown[], ordered: readonly Silence[]): Silence[] {
  const airings = new Set(ordered.map(({ target }) => (target.kind === 'airing' ? target.airingKey : null)));
  const sessions = new Set(ordered.map(({ target }) => (target.kind === 'rundown' ? target.rundownId : null)));
  return rundowns.flatMap(({ id, items, startAt, endAt }) =>
    items
      .filter((item) => item.held && !airings.has(item.airingKey) && !sessions.has(id))
      .map(({ airingKey }) => ({
        id: `plan-${airingKey}`,
        kind: 'hold',
        target: { kind: 'airing', airingKey },
        fromAt: startAt,
        untilAt: endAt,
        by: '',
        reason: '',
      })),
  );
}

/** S2: an occurrence that says nothing to these zones has no chimes there either. */
function heardIn(items: readonly ScheduledItem[], zones: readonly string[] | null): ScheduledItem[] {
  const heard = itemsForZones(items, zones);
  return heard.some(({ because }) => because !== 'opening' && because !== 'closing') ? heard : [];
}

function referring(item: ScheduledItem): ScheduledItem {
  const digest = createHash('sha256')
    .update(JSON.stringify(Object.entries(item.snapshot).sort()))
    .digest('hex');
  return { ...item, bulletinRef: `${item.bulletinRef}/${digest.slice(0, 16)}` };
}

function rundownOf(scheduled: ScheduledRundown): Rundown {
  const { id, version, areaCode, slotOccurrenceId, startAt, endAt, items } = scheduled;
  return { id, version, areaCode, slotOccurrenceId, startAt, endAt, items: items.map((item) => itemOf(item)) };
}

function itemOf(scheduled: ScheduledItem): PlannedItem {
  const { airingKey, startAt, durationMs, latestStartAt, onMiss, bulletinRef, source } = scheduled;
  return { airingKey, startAt, durationMs, latestStartAt, onMiss, class: scheduled.class, bulletinRef, source };
}

function orderOf<O extends Recording>(scheduled: O): Omit<O, keyof Recording> {
  const { mediaBytes: _bytes, mime: _mime, snapshot: _snapshot, ...order } = scheduled;
  return order;
}

/** Each file once, in the order of first need. */
function mediaOf(heard: readonly (Recording & { source: Source })[]): MediaEntry[] {
  const media = new Map<string, MediaEntry>();
  for (const { source, mediaBytes, mime } of heard) {
    const sha256 = source.kind === 'file' ? source.sha256 : source.fallbackSha256;
    if (sha256 !== undefined && !media.has(sha256)) media.set(sha256, { sha256, bytes: mediaBytes, mime });
  }
  return [...media.values()];
}

function snapshotsOf(heard: readonly (Recording & { bulletinRef: string })[]): Record<string, Snapshot> {
  return Object.fromEntries(heard.map(({ bulletinRef, snapshot }) => [bulletinRef, snapshot]));
}

interface Starting {
  startAt: number;
  id?: string;
  airingKey?: string;
  commandId?: string;
}

function byStart(a: Starting, b: Starting): number {
  const key = (one: Starting): string => one.id ?? one.airingKey ?? one.commandId ?? '';
  return a.startAt - b.startAt || compare(key(a), key(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
