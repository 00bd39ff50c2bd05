import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '../../domain/complaints/complaint';
import { onlyBelow } from '../areas';
import { ComplaintEntity, ComplaintEvidenceEntity } from './complaint.entity';

export interface ComplaintsFilter {
  /** Areas whose complaints are wanted, each with all below it; null: all. */
  roots: readonly string[] | null;
  state?: ComplaintState | undefined;
}

export async function insertComplaint(
  manager: EntityManager,
  complaint: ComplaintEntity,
  evidence: ComplaintEvidenceEntity,
): Promise<void> {
  await manager.insert(ComplaintEntity, complaint);
  await manager.insert(ComplaintEvidenceEntity, evidence);
}

export const findComplaint = (manager: EntityManager, id: string): Promise<ComplaintEntity | null> =>
  manager.findOneBy(ComplaintEntity, { id });

/** Changes it while its revision is the one that was read; false when it is not any more. */
export async function updateComplaint(
  manager: EntityManager,
  { id, revision }: Pick<ComplaintEntity, 'id' | 'revision'>,
  change: Partial<ComplaintEntity>,
): Promise<boolean> {
  const result = await manager.update(ComplaintEntity, { id, revision }, { ...change, revision: revision + 1 });
  return (result.affected ?? 0) === 1;
}

export async function insertEvidence(manager: EntityManager, evidence: ComplaintEvidenceEntity): Promise<void> {
  await manager.insert(ComplaintEvidenceEntity, evidence);
}

/** Newest first. */
export const findEvidence = (manager: EntityManager, complaintId: string): Promise<ComplaintEvidenceEntity[]> =>
  manager.find(ComplaintEvidenceEntity, { where: { complaintId }, order: { id: 'DESC' } });

/** Newest first, before the id `before`; ids stand in the order of time. */
export function findComplaints(
  manager: EntityManager,
  { roots, state }: ComplaintsFilter,
  before: string | undefined,
  limit: number,
): Promise<ComplaintEntity[]> {
  const found = manager.createQueryBuilder(ComplaintEntity, 'c').orderBy('c.id', 'DESC').limit(limit);
  onlyBelow(found, 'c.area_code', roots);
  if (state) found.andWhere('c.state = :state', { state });
  if (before) found.andWhere('c.id < :before', { before });
  return found.getMany();
}
