import type { EntityManager } from 'typeorm';
import type { Route } from '../../src/contracts/http/route';
import { GrantEntity } from '../../src/features/accounts/grant.entity';
import { UserEntity } from '../../src/features/accounts/user.entity';
import {
  BulletinAreaEntity,
  BulletinEntity,
  BulletinVersionEntity,
} from '../../src/features/bulletins/bulletin.entity';
import { insertCampaign } from '../../src/features/campaigns/campaign.repository';
import { ComplaintEntity } from '../../src/features/complaints/complaint.entity';
import { DeviceEntity } from '../../src/features/devices/device.entity';
import { MediaEntity } from '../../src/features/media/media.entity';
import { UploadEntity } from '../../src/features/media/upload/upload.entity';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import { PreflightEntity } from '../../src/features/preflight/preflight.entity';
import { HoldEntity } from '../../src/features/retention/hold.entity';
import { SavedReportEntity } from '../../src/features/reports/saved-report.entity';
import { RelaySourceEntity } from '../../src/features/schedule/relays/relay-source.entity';
import { BookingEntity } from '../../src/features/schedule/booking.entity';
import { ExtraSessionEntity } from '../../src/features/schedule/extra-session.entity';
import { RundownEntity } from '../../src/features/schedule/rundown.entity';
import { ScheduleEventEntity } from '../../src/features/schedule/schedule-event.entity';
import { SlotChangeEntity } from '../../src/features/schedule/slot-change.entity';
import { SlotEntity } from '../../src/features/schedule/slot.entity';
import { aSnapshot, fakeSha, zone } from './manifest-builder';

/** One of everything a commune has, by id. */
export interface Things {
  commune: string;
  zone: string;
  bulletinId: string;
  versionId: string;
  mediaId: string;
  slotId: string;
  changeId: string;
  bookingId: string;
  rundownId: string;
  deviceId: string;
  campaignId: string;
  eventId: string;
  extraSessionId: string;
  uploadId: string;
  userId: string;
  grantId: string;
  /** The second grant of the user, who stays somebody of the commune when the first is taken away. */
  keptGrantId: string;
  ledgerRow: number;
  holdId: string;
  complaintId: string;
  savedReportId: string;
  relayId: string;
}

interface Seed {
  commune: string;
  name: string;
  sender: string;
  ledgerRow: number;
  original: { sha256: string; bytes: number };
}

/**
 * Writes one of everything of a commune whose areas are there straight into the store; `sender` sent its upload, and `original` are
 * the bytes of its recording.
 */
export async function seedCommune(
  manager: EntityManager,
  { commune, name, sender, ledgerRow, original }: Seed,
): Promise<Things> {
  const id = (thing: string): string => `${thing}-${commune}`;
  const at = Date.UTC(2026, 0, 4);
  const things: Things = {
    ...{ commune, zone: `${commune}.1`, bulletinId: id('bulletin'), versionId: id('version'), mediaId: id('media') },
    ...{ slotId: id('slot'), changeId: id('change'), bookingId: id('booking'), rundownId: id('rundown') },
    ...{ deviceId: id('device'), campaignId: id('campaign'), uploadId: id('upload'), userId: id('user') },
    ...{ grantId: id('grant'), keptGrantId: id('grant-kept'), ledgerRow },
    ...{ eventId: id('event'), extraSessionId: id('extra-session') },
    savedReportId: id('saved-report'),
    ...{ holdId: id('hold'), complaintId: id('complaint'), relayId: id('relay') },
  };
  const user = { id: things.userId, username: `nguoi-${commune}`, displayName: name, passwordHash: null };
  const granted = { userId: user.id, areaCode: commune, createdAt: at };
  const media: MediaEntity = {
    ...{ id: things.mediaId, areaCode: commune, uploadedBy: null, uploadedAt: at, originalName: `${name}.m4a` },
    ...{ originalSha256: original.sha256, originalBytes: original.bytes, profile: 'speech', state: 'refused' },
    ...{ reason: null, warnings: [], declaredMs: null, decodedMs: null, durationMs: null, gainDb: null },
    before: { lufs: null, truePeakDb: null, rangeLu: null },
    after: { lufs: null, truePeakDb: null, rangeLu: null },
    ...{ masterSha256: null, masterBytes: null, masterMime: null, peaksSha256: null, ffmpegBuild: null },
    ...{
      duplicateOf: null,
      similarTo: null,
      attached: true,
      normalisedAt: at,
      originalRemovedAt: null,
      masterRemovedAt: null,
    },
  };
  const bulletin: BulletinEntity = {
    ...{ id: things.bulletinId, areaCode: commune, title: name, summary: null, textTwin: null, topicCode: '1' },
    ...{ priority: 'normal', source: null, author: null, validFrom: null, validUntil: null, request: null },
    ...{ campaignId: things.campaignId, contentId: null, searchText: name, editNumber: 1 },
    ...{ createdAt: at, createdBy: null, updatedAt: at, updatedBy: null },
  };
  const version: BulletinVersionEntity = {
    ...{ id: things.versionId, bulletinId: bulletin.id, language: 'vi', revision: 1, mediaId: media.id },
    ...{ state: 'submitted', soft: false, stateAt: at, reason: null, awaitsChange: false, supersededBy: null },
    ...{ submittedAt: at, submittedBy: null, approvedAt: null, approvedBy: null, fingerprint: null },
    ...{ createdAt: at, createdBy: null, standingApprovalId: null, asked: 0 },
  };
  const slot: SlotEntity = {
    ...{ id: things.slotId, areaCode: commune, name, sharing: 'shared', takes: 'anything' },
    rule: {
      ...{ zone, weekdays: [1, 2, 3, 4, 5, 6, 7], startLocal: '17:00', lengthMinutes: 30 },
      ...{ validFrom: '2026-01-01', validTo: null, exceptions: [] },
    },
    ...{ frame: { opening: [], closing: [] }, onlyRefs: null, revision: 1, createdAt: at, retiredAt: null },
  };
  const change: SlotChangeEntity = {
    ...{ id: id('slot-change'), groupId: things.changeId, areaCode: commune, slotId: slot.id, kind: 'created' },
    ...{ before: null, after: slot, revision: 1, byName: 'test', at, undoneAt: null },
  };
  const booking: BookingEntity = {
    ...{ id: things.bookingId, kind: 'bulletin', origin: 'request', ref: bulletin.id, areaCode: commune, zones: null },
    ...{ class: 'normal', audio: [], topicCode: '1', searchText: name, slotIds: [], dates: { kind: 'on', dates: [] } },
    item: { title: name, topicCode: '1', originAreaCode: commune, relayed: false },
    ...{ readings: 1, position: null, approvedAt: null, validFromAt: null, validUntilAt: null, repeat: null },
    ...{ offsetMs: null, relay: null },
    ...{ onMiss: 'skip', lateByMs: null, state: 'active', withdrawnBecause: null, revision: 1, createdAt: at },
  };
  const startAt = Date.UTC(2026, 0, 5, 10);
  const session = {
    ...{ id: things.rundownId, slotId: slot.id, slotOccurrenceId: id('occurrence'), localDate: '2026-01-05' },
    ...{ startAt, endAt: startAt + 1_800_000, freezeAt: startAt - 1_800_000, frozen: false },
  };
  const rundown: RundownEntity = {
    ...{ ...session, areaCode: commune, version: 1, audio: {}, withdrawn: [], summary: null, searchText: '' },
    body: { ...session, programmeAreaId: commune, startLocal: '17:00', zone, items: [], leftOut: [], notes: [] },
    ...{ topics: '', overridden: null, plannedAt: at },
  };
  const device: DeviceEntity = {
    ...{ id: things.deviceId, kind: 'loudspeaker', areaCode: commune, communeCode: commune, name, place: '' },
    ...{ sink: 'null', volume: [], embedded: false, publicKey: null, createdAt: at, placedAt: at, retiredAt: null },
    rebuildTurn: 0,
  };
  const upload: UploadEntity = {
    ...{ id: things.uploadId, areaCode: commune, uploadedBy: sender, uploadedByName: name },
    ...{ originalName: media.originalName, profile: 'speech', urgency: 5, bytes: 5, sha256: null, mediaId: null },
    ...{ createdAt: at, touchedAt: at + 86_400_000 },
  };
  const event: ScheduleEventEntity = {
    ...{ id: things.eventId, areaCode: commune, kind: 'other', name, effects: [], slotIds: null, reason: name },
    dates: { kind: 'dates', from: '2026-02-01', until: '2026-02-02' },
    ...{ grantedBy: 'test', grantedAt: at, revokedBy: null, revokedAt: null, revision: 1 },
  };
  const extraSession: ExtraSessionEntity = {
    ...{ id: things.extraSessionId, areaCode: commune, bulletinIds: [bulletin.id], reason: name, lengthMinutes: 10 },
    ...{ wanted: { kind: 'now' }, state: 'requested', slotId: null, requestedBy: 'test', requestedById: null },
    ...{ requestedAt: at, decidedBy: null, decidedAt: null, revision: 1 },
  };
  await manager.insert(UserEntity, { ...user, createdAt: at, disabledAt: null });
  await manager.insert(GrantEntity, { id: things.grantId, role: 'staff', ...granted });
  await manager.insert(GrantEntity, { id: things.keptGrantId, role: 'approver', ...granted });
  await manager.insert(MediaEntity, media);
  await manager.insert(BulletinEntity, bulletin);
  await manager.insert(BulletinAreaEntity, { bulletinId: bulletin.id, areaCode: commune });
  await manager.insert(BulletinVersionEntity, version);
  await manager.insert(SlotEntity, slot);
  await manager.insert(SlotChangeEntity, change);
  await manager.insert(BookingEntity, booking);
  await manager.insert(RundownEntity, rundown);
  await manager.insert(DeviceEntity, device);
  await manager.insert(PreflightEntity, {
    ...{ areaCode: commune, localDate: '2026-01-05', colour: 'green', red: 0, amber: 0, findings: [] },
    ...{ because: 'time', judgedAt: at },
  });
  await manager.insert(UploadEntity, upload);
  await manager.insert(ScheduleEventEntity, event);
  await manager.insert(ExtraSessionEntity, extraSession);
  const content = { id: id('content'), text: name, topicCodes: [] };
  const phase = {
    ...{ id: id('phase'), title: '', fromDate: '2026-01-01', toDate: '2026-12-31', contents: [content], targets: [] },
  };
  const campaign = {
    id: things.campaignId,
    title: name,
    areaCodes: [commune],
    phases: [phase],
    revision: 1,
    createdAt: at,
  };
  await insertCampaign(manager, campaign, null);
  const hold: HoldEntity = {
    ...{ id: things.holdId, areaCode: commune, bulletinId: null, fromDate: '2026-01-01', toDate: '2026-01-02' },
    ...{ reason: name, complaintId: null, heldAt: at, heldBy: 'test', untilDate: null, releasedAt: null },
    releasedBy: null,
  };
  const complaint: ComplaintEntity = {
    ...{ id: things.complaintId, areaCode: commune, areaName: name, communeCode: commune, place: name, said: name },
    ...{ claimedFrom: at, claimedTo: at + 60_000, complainant: '', contact: '', channel: 'phone', receivedAt: at },
    ...{ recordedAt: at, recordedBy: 'test', state: 'open', verdict: 'nothing', outcome: null, answer: null },
    ...{ answeredAt: null, answeredBy: null, holdId: hold.id, revision: 1 },
  };
  const savedReport: SavedReportEntity = {
    ...{ id: things.savedReportId, areaCode: commune, name, kind: 'airtime', format: 'pdf', schedule: 'by-hand' },
    ...{ createdAt: at, createdBy: 'test', lastTo: null, lastAt: null, lastFile: null, mailTo: null },
    campaignId: null,
  };
  await manager.insert(SavedReportEntity, savedReport);
  await manager.insert(HoldEntity, hold);
  await manager.insert(ComplaintEntity, complaint);
  const relay: RelaySourceEntity = {
    ...{ id: things.relayId, areaCode: commune, name, topicCode: '1', language: 'vi', url: 'https://example.vn/live' },
    ...{ measureTriedAt: null, measureFault: null },
    ...{ gainDb: 0, measuredAt: null, revision: 1, createdAt: at, retiredAt: null },
    fallback: { mediaId: media.id, durationMs: 60_000, sha256: fakeSha(1), bytes: 1, mime: 'audio/mpeg' },
  };
  await manager.insert(RelaySourceEntity, relay);
  await manager.insert(LedgerRowEntity, ledgerRowOf(things, name, at));
  return things;
}

function ledgerRowOf(
  { commune, deviceId, bulletinId, versionId, ledgerRow }: Things,
  name: string,
  at: number,
): LedgerRowEntity {
  const { title, topicCode, language, priority } = aSnapshot();
  return {
    ...{ receivedNumber: ledgerRow, receivedAt: at, source: 'device', supersedes: null, author: null, note: null },
    ...{ deviceId, boot: 'boot', sequence: 1, previousHash: '', hash: fakeSha(ledgerRow), bytes: '{}' },
    ...{ kind: 'result', deviceName: name, deviceKind: 'loudspeaker', counts: true, attested: false, zoneCode: null },
    ...{ communeDevices: 1, communeZones: 1, airingKey: `airing-${commune}`, rundownId: null, rundownVersion: null },
    ...{ slotOccurrenceId: null, commandId: null, repetition: null, manifestVersion: null },
    ...{ areaCode: commune, areaName: name, communeCode: commune, communeName: name },
    ...{ originAreaCode: commune, originAreaName: name, origin: 'own', bulletinRef: bulletinId, bulletinId, versionId },
    ...{ itemKind: 'bulletin', title, topicCode, topicName: 'Y tế', language, priority, playClass: priority },
    ...{ replay: false, sha256: null, programmeKey: `programme-${commune}`, localDate: '2026-01-05', planned: true },
    ...{ plannedStartAt: at, plannedMs: 60_000, actualStartAt: at, actualEndAt: at + 60_000, heardMs: 60_000 },
    ...{ result: 'played', reason: null, stoppedBy: null, output: 'sound', clockTrust: 'synced', recordedAt: at },
  } as LedgerRowEntity;
}

/** The path's parameters for the things of a commune; undefined for a path that is about no thing of a commune. */
export function paramsOf({ path }: Route, things: Things): Record<string, string | number> | undefined {
  const { bulletinId, versionId, changeId, grantId, userId } = things;
  const known: Record<string, Record<string, string | number>> = {
    '/api/areas/:code/relay-recordings': { code: things.commune, id: things.mediaId },
    '/api/areas/:code': { code: things.commune, changeId, bulletinId, date: '2026-01-05' },
    '/api/zones/:code': { code: things.zone },
    '/api/bulletins/:id': { id: bulletinId, versionId },
    '/api/media/:id': { id: things.mediaId },
    '/api/slots/:id': { id: things.slotId },
    '/api/bookings/:id': { id: things.bookingId },
    '/api/rundowns/:id': { id: things.rundownId },
    '/api/devices/:id': { id: things.deviceId, rundownId: things.rundownId, speechId: 'speech' },
    '/api/events/:id': { id: things.eventId },
    '/api/extra-sessions/:id': { id: things.extraSessionId },
    '/api/campaigns/:id': { id: things.campaignId },
    '/api/uploads/:id': { id: things.uploadId },
    '/api/users/:userId': { userId, grantId },
    '/api/holds/:id': { id: things.holdId },
    '/api/saved-reports/:id': { id: things.savedReportId },
    '/api/complaints/:id': { id: things.complaintId },
    '/api/relays/:id': { id: things.relayId },
    '/api/ledger/rows/:number': { number: things.ledgerRow },
  };
  return Object.entries(known).find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
}
