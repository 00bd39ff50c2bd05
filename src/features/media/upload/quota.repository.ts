import { IsNull, MoreThan, Not, type EntityManager } from 'typeorm';
import { Fault } from '../../../domain/fault';
import type { LoaConfig } from '../../../platform/config/config';
import { MediaEntity } from '../media.entity';
import { QuotaTurnEntity } from './quota-turn.entity';
import { UploadEntity } from './upload.entity';

export type QuotaLimits = Pick<LoaConfig, 'uploadQuotaUserBytesPerDay' | 'uploadQuotaAreaBytes'>;

/** Who sends where. Null: a part of the system, which has no quota; an area that is not known yet. */
export interface QuotaAsked {
  userId: string | null;
  areaCode: string | null;
  nowMs: number;
  /** An upload in parts that this is the end of: its reserved bytes are not counted twice. */
  uploadId?: string;
}

const dayMs = 24 * 3_600_000;

/**
 * What may still be sent, as the fault that one byte more would be; null where nothing limits it. A person's quota counts everything
 * sent in 24 hours; an area's counts every original kept for it. Uploads under way count with their whole length.
 */
export async function tightestQuota(
  manager: EntityManager,
  limits: QuotaLimits,
  asked: QuotaAsked,
): Promise<{ leftBytes: number; fault: Fault<'QUOTA_EXCEEDED'> } | null> {
  const { userId, areaCode, nowMs, uploadId } = asked;
  const underWay = { mediaId: IsNull(), ...(uploadId === undefined ? {} : { id: Not(uploadId) }) };
  const found: { leftBytes: number; fault: Fault<'QUOTA_EXCEEDED'> }[] = [];
  const add = (area: string | null, limitBytes: number, parts: (number | null)[]): void => {
    const usedBytes = parts.reduce<number>((sum, part) => sum + Number(part ?? 0), 0);
    const fault = new Fault('QUOTA_EXCEEDED', { areaCode: area, limitBytes, usedBytes });
    found.push({ leftBytes: Math.max(0, limitBytes - usedBytes), fault });
  };
  if (userId !== null) {
    const sent = { uploadedBy: userId, uploadedAt: MoreThan(nowMs - dayMs) };
    add(null, limits.uploadQuotaUserBytesPerDay, [
      await manager.sum(MediaEntity, 'originalBytes', sent),
      await manager.sum(UploadEntity, 'bytes', { ...underWay, uploadedBy: userId }),
    ]);
  }
  if (areaCode !== null) {
    add(areaCode, limits.uploadQuotaAreaBytes, [
      await manager.sum(MediaEntity, 'originalBytes', { areaCode, originalRemovedAt: IsNull() }),
      await manager.sum(UploadEntity, 'bytes', { ...underWay, areaCode }),
    ]);
  }
  return found.sort((a, b) => a.leftBytes - b.leftBytes)[0] ?? null;
}

/**
 * Passes when `bytes` more fit, else QUOTA_EXCEEDED. For the transaction that records them: of two that ask at once the database makes
 * one begin again, since both write the same row.
 */
export async function requireQuota(
  manager: EntityManager,
  limits: QuotaLimits,
  asked: QuotaAsked,
  bytes: number,
): Promise<void> {
  await takeTurns(manager, asked);
  const quota = await tightestQuota(manager, limits, asked);
  if (quota && bytes > quota.leftBytes) throw quota.fault;
}

async function takeTurns(manager: EntityManager, { userId, areaCode, nowMs }: QuotaAsked): Promise<void> {
  const keys = [...(areaCode === null ? [] : [`area:${areaCode}`]), ...(userId === null ? [] : [`user:${userId}`])];
  for (const key of keys) await manager.upsert(QuotaTurnEntity, { key, takenAt: nowMs }, ['key']);
}
