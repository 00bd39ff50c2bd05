import { airingDay } from '../../domain/airtime/airing-day';
import type { Origin } from '../../domain/airtime/commune-airing';
import type { MissingResult } from '../../domain/airtime/reconcile';
import type { Snapshot } from '../../domain/playout/manifest';
import { canonicalJson } from '../../platform/signing/canonical-json';
import { chainGenesis, chainHash } from '../../platform/signing/row-chain';
import type { DeviceAiringEntity } from './device-airing.entity';
import type { LedgerRowEntity } from './ledger-row.entity';
import type { LedgerDevice, Place, PlannedAiring, Reach } from './ports';
import type { AcceptedRow } from './read-row';

/** What the station knows about a row when it books it: the names it will carry for ever (L2). */
export interface About {
  device: LedgerDevice;
  area: Place;
  commune: { code: string; name: string };
  reach: Reach;
  originAreaName: string;
  topicName: string;
}

/** A row before it is numbered. */
export type DraftRow = LedgerRowEntity;

/** The ledger row of a device's row. `plan` is the item it was planned as, where the station knows it. */
export function bookDeviceRow(
  { sent, row }: AcceptedRow,
  about: About,
  plan: PlannedAiring | undefined,
  nowMs: number,
): DraftRow {
  const result = row.kind === 'result' ? row : null;
  const { device, area, commune, reach } = about;
  const what = whatOf(result?.snapshot ?? plan?.snapshot ?? null, row, about);
  // Written out: spreading sixty fields costs more than everything else that ingest does with a row.
  return {
    receivedNumber: 0,
    receivedAt: nowMs,
    source: 'device',
    supersedes: null,
    author: null,
    note: null,
    deviceId: row.deviceId,
    boot: row.boot,
    sequence: row.sequence,
    previousHash: row.previousHash,
    hash: sent.hash,
    bytes: sent.bytes,
    kind: row.kind,
    deviceName: device.name,
    deviceKind: device.kind,
    counts: device.counts,
    attested: device.kind === 'manual',
    zoneCode: device.zoneCode,
    communeDevices: reach.devices,
    communeZones: reach.zones,
    airingKey: row.airingKey,
    rundownId: row.rundownId,
    rundownVersion: row.rundownVersion,
    slotOccurrenceId: row.slotOccurrenceId,
    commandId: row.commandId,
    repetition: row.repetition,
    manifestVersion: row.manifestVersion,
    areaCode: area.code,
    areaName: area.name,
    communeCode: commune.code,
    communeName: commune.name,
    originAreaCode: what.originAreaCode,
    originAreaName: what.originAreaName,
    origin: what.origin,
    bulletinRef: row.bulletinRef,
    bulletinId: what.bulletinId,
    versionId: what.versionId,
    itemKind: what.itemKind,
    title: what.title,
    topicCode: what.topicCode,
    topicName: what.topicName,
    language: what.language,
    priority: what.priority,
    playClass: row.class,
    replay: what.replay,
    sha256: row.sha256,
    programmeKey: what.programmeKey,
    localDate: airingDay(plan?.localDate ?? null, row.plannedStartAt, area.timeZone),
    planned: row.rundownId !== null,
    plannedStartAt: row.plannedStartAt,
    plannedMs: row.plannedMs,
    actualStartAt: row.kind === 'intent' ? row.startAt : row.actualStartAt,
    actualEndAt: result ? result.actualEndAt : null,
    heardMs: result ? result.heardMs : 0,
    result: result ? result.result : null,
    reason: result ? result.reason : null,
    stoppedBy: result ? result.by : null,
    output: result ? result.output : 'unknown',
    clockTrust: row.clockTrust,
    recordedAt: row.recordedAt,
  };
}

export type WhatAired = Pick<
  LedgerRowEntity,
  | 'bulletinId'
  | 'versionId'
  | 'itemKind'
  | 'title'
  | 'topicCode'
  | 'topicName'
  | 'language'
  | 'priority'
  | 'replay'
  | 'origin'
  | 'originAreaCode'
  | 'originAreaName'
  | 'programmeKey'
>;

/** Chimes stand under no topic (L6). */
export function whatOf(
  snapshot: Snapshot | null,
  item: { bulletinRef: string; class: Snapshot['priority']; plannedStartAt: number },
  about: Pick<About, 'originAreaName' | 'topicName'>,
): WhatAired {
  const programme = snapshot?.versionId ?? snapshot?.bulletinId ?? item.bulletinRef;
  const hasTopic = snapshot !== null && snapshot.kind !== 'chime' && snapshot.topicCode !== null;
  return {
    bulletinId: snapshot?.bulletinId ?? null,
    versionId: snapshot?.versionId ?? null,
    itemKind: snapshot?.kind ?? 'bulletin',
    title: snapshot?.title ?? '',
    topicCode: hasTopic ? (snapshot.topicCode ?? '') : '',
    topicName: hasTopic ? about.topicName : '',
    language: snapshot?.language ?? '',
    priority: snapshot?.priority ?? item.class,
    replay: snapshot?.replay ?? false,
    origin: originOf(snapshot),
    originAreaCode: snapshot?.originAreaCode ?? '',
    originAreaName: about.originAreaName,
    programmeKey: `${programme}@${item.plannedStartAt}`,
  };
}

const originOf = (snapshot: Snapshot | null): Origin => (snapshot?.relayed ? 'relayed' : 'own');

/** A planned item that no row speaks for yet. */
export function awaitAiring(plan: PlannedAiring, about: About): DeviceAiringEntity {
  const what = whatOf(plan.snapshot, plan, about);
  const { device, commune, reach } = about;
  return {
    communeCode: commune.code,
    airingKey: plan.airingKey,
    deviceId: plan.deviceId,
    awaitedFrom: plan.plannedStartAt + plan.plannedMs,
    delivered: plan.delivered,
    receivedNumber: null,
    source: null,
    zoneCode: device.zoneCode,
    counts: device.counts,
    attested: device.kind === 'manual',
    communeDevices: reach.devices,
    communeZones: reach.zones,
    localDate: plan.localDate,
    communeName: commune.name,
    topicCode: what.topicCode,
    topicName: what.topicName,
    itemKind: what.itemKind,
    language: what.language,
    priority: what.priority,
    origin: what.origin,
    replay: what.replay,
    title: what.title,
    programmeKey: what.programmeKey,
    planned: true,
    plannedStartAt: plan.plannedStartAt,
    plannedMs: plan.plannedMs,
    heardMs: 0,
    output: 'unknown',
    result: null,
    reason: null,
  };
}

/**
 * The station's own row for an item that no device row speaks for. What the plan still says of it is told; what stands about it was
 * settled when it was noted.
 */
export function bookMissing(
  { airing, result, reason }: MissingResult<DeviceAiringEntity & { plannedEndAt: number }>,
  plan: PlannedAiring | undefined,
  about: About | null,
  nowMs: number,
): DraftRow {
  const { communeCode, communeName, airingKey, deviceId } = airing;
  const content = { kind: 'result', source: 'station', deviceId, communeCode, airingKey, result, reason, at: nowMs };
  return {
    receivedNumber: 0,
    receivedAt: nowMs,
    source: 'station',
    supersedes: null,
    author: null,
    note: null,
    ...ownBytes(content),
    deviceId,
    boot: 'station',
    sequence: 0,
    kind: 'result',
    deviceName: about?.device.name ?? '',
    deviceKind: about?.device.kind ?? '',
    counts: airing.counts,
    attested: airing.attested,
    zoneCode: airing.zoneCode,
    communeDevices: airing.communeDevices,
    communeZones: airing.communeZones,
    airingKey,
    rundownId: plan?.rundownId ?? null,
    rundownVersion: plan?.rundownVersion ?? null,
    slotOccurrenceId: plan?.slotOccurrenceId ?? null,
    commandId: null,
    repetition: null,
    manifestVersion: null,
    areaCode: about?.area.code ?? communeCode,
    areaName: about?.area.name ?? communeName,
    communeCode,
    communeName,
    originAreaCode: plan?.snapshot.originAreaCode ?? '',
    originAreaName: about?.originAreaName ?? '',
    origin: airing.origin,
    bulletinRef: plan?.bulletinRef ?? '',
    bulletinId: plan?.snapshot.bulletinId ?? null,
    versionId: plan?.snapshot.versionId ?? null,
    itemKind: airing.itemKind,
    title: airing.title,
    topicCode: airing.topicCode,
    topicName: airing.topicName,
    language: airing.language,
    priority: airing.priority,
    playClass: plan?.class ?? airing.priority,
    replay: airing.replay,
    sha256: plan?.sha256 ?? null,
    programmeKey: airing.programmeKey,
    localDate: airing.localDate,
    planned: airing.planned,
    plannedStartAt: airing.plannedStartAt,
    plannedMs: airing.plannedMs,
    actualStartAt: null,
    actualEndAt: null,
    heardMs: 0,
    result,
    reason,
    stoppedBy: null,
    output: 'unknown',
    clockTrust: 'synced',
    recordedAt: nowMs,
  };
}

/** Bytes and hash of a row the station writes itself; it stands in no device's chain, the day's seal covers it (L4). */
export function ownBytes(content: unknown): Pick<LedgerRowEntity, 'bytes' | 'previousHash' | 'hash'> {
  const bytes = canonicalJson(content);
  return { bytes, previousHash: chainGenesis, hash: chainHash(chainGenesis, bytes) };
}
