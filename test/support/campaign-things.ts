import type { CommuneAiringEntity } from '../../src/features/airtime/commune-airing.entity';
import type { BulletinEntity, BulletinVersionEntity } from '../../src/features/bulletins/bulletin.entity';
import { here } from './schedule-station';

/** Rows of bulletins, and of what was heard of them, as they lie in the store. */
export const aBulletinRow = (id: string, more: Partial<BulletinEntity> = {}): BulletinEntity => ({
  ...{ id, areaCode: here, title: `Bản tin ${id}`, summary: null, textTwin: null, topicCode: '3', priority: 'normal' },
  ...{ source: null, author: null, validFrom: null, validUntil: null, request: null },
  ...{ campaignId: null, contentId: null, searchText: '', editNumber: 1 },
  ...{ createdAt: 1, createdBy: null, updatedAt: 1, updatedBy: null },
  ...more,
});

export const aVersionRow = (bulletinId: string): BulletinVersionEntity => ({
  ...{ id: `${bulletinId}-v1`, bulletinId, language: 'vi', revision: 1, mediaId: null, state: 'approved', soft: false },
  ...{ stateAt: 1, reason: null, awaitsChange: false, supersededBy: null, submittedAt: 1, submittedBy: null },
  ...{ approvedAt: 1, approvedBy: null, fingerprint: null, standingApprovalId: null, asked: 0 },
  ...{ createdAt: 1, createdBy: null },
});

export interface Aired {
  key: string;
  communeCode: string;
  bulletinId: string;
  localDate: string;
  airedMs: number;
  result?: CommuneAiringEntity['result'];
}

export function anAiring({ key, communeCode, bulletinId, localDate, airedMs, result }: Aired): CommuneAiringEntity {
  const plannedStartAt = Date.parse(`${localDate}T10:00:00Z`);
  return {
    ...{ communeCode, airingKey: `airing-${key}`, localDate, communeName: `Xã ${communeCode}` },
    ...{ topicCode: '3', topicName: 'Chủ trương', itemKind: 'bulletin', language: 'vi', priority: 'normal' },
    ...{ origin: 'own', replay: false, title: bulletinId, programmeKey: `${bulletinId}-v1@${plannedStartAt}` },
    ...{
      plannedStartAt,
      plannedMs: airedMs,
      deliveredMs: airedMs,
      airedMs,
      soundedMs: 0,
      attestedMs: 0,
      result: result ?? 'played',
      reason: null,
    },
    ...{ devicesPlanned: 1, devicesReached: 1, devicesAll: 1, zonesPlanned: 0, zonesReached: 0, zonesAll: 0 },
  };
}
