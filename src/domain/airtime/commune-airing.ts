import type { PlayClass, Snapshot } from '../playout/manifest';
import type { OutputHeard, ResultReason } from '../playout/row';
import { rankOf, type ItemResult } from './result';

/** `own`: made in the commune or for it alone; `relayed`: taken over from an upper level (L7). */
export type Origin = 'own' | 'relayed';

/** What a report can sort an airing by, as it was called when it aired (L2). */
export interface AiringFacts {
  /** Local date the slot occurrence starts on (T3). */
  localDate: string;
  communeName: string;
  /** '' under no topic: chimes, and bulletins without one (L6). */
  topicCode: string;
  topicName: string;
  itemKind: Snapshot['kind'];
  language: string;
  priority: PlayClass;
  origin: Origin;
  replay: boolean;
  title: string;
  /** The same for the same programme at the same time in any commune, for distinct programme minutes (L6). */
  programmeKey: string;
  plannedStartAt: number;
}

/** One item on one device: what was planned and what speaks for it. Lengths are integer milliseconds. */
export interface DeviceAiring extends AiringFacts {
  communeCode: string;
  airingKey: string;
  deviceId: string;
  /** The zone the device serves; null when it serves its whole commune. */
  zoneCode: string | null;
  /** Whether the device counts for the commune's airtime (L5). */
  counts: boolean;
  /** A person played it and says so. */
  attested: boolean;
  /** False for what was commanded, not planned: play-now and emergencies. */
  planned: boolean;
  plannedMs: number;
  heardMs: number;
  /** What left the device while it sounded. */
  output: OutputHeard;
  result: ItemResult | null;
  reason: ResultReason | null;
  /** Counting devices and zones of the commune at the time. */
  communeDevices: number;
  communeZones: number;
}

export interface CommuneAiring extends AiringFacts {
  communeCode: string;
  airingKey: string;
  /** 0 for what was not planned. */
  plannedMs: number;
  /** 0 where no device is known to have had the audio in time; see `hadAudio`. */
  deliveredMs: number;
  airedMs: number;
  /** The longest hearing of a device that heard its own output; 0 where none listens. */
  soundedMs: number;
  /** The part of airedMs that no machine measured. */
  attestedMs: number;
  result: ItemResult | null;
  reason: ResultReason | null;
  devicesPlanned: number;
  devicesReached: number;
  devicesAll: number;
  zonesPlanned: number;
  zonesReached: number;
  zonesAll: number;
}

/**
 * The one commune airing of an airing key (L5), from all devices that had the item: the longest hearing among those that count, with the
 * devices and zones reached beside those of the commune. Null when none of them counts. The device heard longest says what it was.
 */
export function foldCommuneAiring(devices: readonly DeviceAiring[]): CommuneAiring | null {
  const counting = devices.filter((device) => device.counts).sort(byVoice);
  const [leader] = counting;
  if (!leader) return null;
  const airedMs = Math.max(...counting.map((device) => device.heardMs));
  const measuredMs = Math.max(0, ...counting.filter((device) => !device.attested).map((device) => device.heardMs));
  const planned = counting.filter((device) => device.planned);
  const reached = counting.filter((device) => device.heardMs > 0);
  const zonesKnown = new Set(counting.flatMap((device) => device.zoneCode ?? [])).size;
  const zonesAll = Math.max(zonesKnown, ...counting.map((device) => device.communeZones));
  return {
    ...factsOf(leader),
    communeCode: leader.communeCode,
    airingKey: leader.airingKey,
    plannedMs: Math.max(0, ...planned.map((device) => device.plannedMs)),
    deliveredMs: Math.max(0, ...planned.filter(hadAudio).map((device) => device.plannedMs)),
    airedMs,
    soundedMs: Math.max(0, ...counting.filter(wasSounding).map((device) => device.heardMs)),
    attestedMs: airedMs - measuredMs,
    result: leader.result,
    reason: leader.reason,
    devicesPlanned: planned.length,
    devicesReached: reached.length,
    devicesAll: Math.max(counting.length, ...counting.map((device) => device.communeDevices)),
    zonesPlanned: zonesOf(planned, zonesAll),
    zonesReached: zonesOf(reached, zonesAll),
    zonesAll,
  };
}

/** Reasons that mean the device did not have the verified audio when it was due. */
export const withoutAudio = [
  'not-delivered',
  'not-ready',
  'file-corrupt',
  'length-wrong',
] as const satisfies ResultReason[];

/** Outputs that something listened to and found sounding. */
export const soundingOutputs = ['sound', 'heard'] as const satisfies OutputHeard[];

/** Whether the device had the audio in time, by its own word: what waits for a result or never got one is not known to have come. */
const hadAudio = ({ result, reason }: DeviceAiring): boolean =>
  result !== null && result !== 'unreported' && !(withoutAudio as readonly (string | null)[]).includes(reason);

const wasSounding = ({ output }: DeviceAiring): boolean => (soundingOutputs as readonly string[]).includes(output);

/** A device for the whole commune reaches every zone of it. */
function zonesOf(devices: readonly DeviceAiring[], zonesAll: number): number {
  if (devices.some((device) => device.zoneCode === null)) return zonesAll;
  return new Set(devices.map((device) => device.zoneCode)).size;
}

/** Longest heard first, then by rank, then the greatest id, so that every rebuild chooses the same. */
function byVoice(a: DeviceAiring, b: DeviceAiring): number {
  return b.heardMs - a.heardMs || rankOf(a.result) - rankOf(b.result) || (a.deviceId > b.deviceId ? -1 : 1);
}

function factsOf(airing: AiringFacts): AiringFacts {
  const { localDate, communeName, topicCode, topicName, itemKind, language, priority } = airing;
  const { origin, replay, title, programmeKey, plannedStartAt } = airing;
  return {
    localDate,
    communeName,
    topicCode,
    topicName,
    itemKind,
    language,
    priority,
    origin,
    replay,
    title,
    programmeKey,
    plannedStartAt,
  };
}
