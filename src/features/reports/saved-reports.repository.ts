import type { EntityManager } from 'typeorm';
import { onlyBelow } from '../areas';
import { SavedReportEntity } from './saved-report.entity';

export async function insertSaved(manager: EntityManager, saved: SavedReportEntity): Promise<void> {
  await manager.insert(SavedReportEntity, saved);
}

export const findSaved = (manager: EntityManager, id: string): Promise<SavedReportEntity | null> =>
  manager.findOneBy(SavedReportEntity, { id });

/**
 * By name.
 * @param roots of these areas and all below them; null: all
 * @param campaignId only those about this campaign
 */
export function listSaved(
  manager: EntityManager,
  roots: readonly string[] | null,
  campaignId?: string,
): Promise<SavedReportEntity[]> {
  const found = manager.createQueryBuilder(SavedReportEntity, 's').orderBy('s.name').addOrderBy('s.id');
  if (campaignId !== undefined) found.where('s.campaign_id = :campaignId', { campaignId });
  return onlyBelow(found, 's.area_code', roots).limit(500).getMany();
}

/** Those that draw themselves up. */
export const listScheduled = (manager: EntityManager): Promise<SavedReportEntity[]> =>
  manager.createQueryBuilder(SavedReportEntity, 's').where("s.schedule <> 'by-hand'").orderBy('s.id').getMany();

export async function updateSaved(
  manager: EntityManager,
  id: string,
  change: Partial<Omit<SavedReportEntity, 'id' | 'areaCode'>>,
): Promise<void> {
  await manager.update(SavedReportEntity, { id }, change);
}

export async function deleteSaved(manager: EntityManager, id: string): Promise<void> {
  await manager.delete(SavedReportEntity, { id });
}
