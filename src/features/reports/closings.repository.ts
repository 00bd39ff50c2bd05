import type { EntityManager } from 'typeorm';
import { onlyBelow } from '../areas';
import { ClosingEntity } from './closing.entity';

export async function insertClosing(manager: EntityManager, closing: ClosingEntity): Promise<void> {
  await manager.insert(ClosingEntity, closing);
}

export function findClosing(manager: EntityManager, areaCode: string, month: string): Promise<ClosingEntity | null> {
  return manager.findOneBy(ClosingEntity, { areaCode, month });
}

/**
 * Newest month first, then by code.
 * @param roots of these areas and all below them; null: all
 * @param after month and code of the last one before the page, as `2026-01 23538`
 */
export function findClosings(
  manager: EntityManager,
  roots: readonly string[] | null,
  after: string | undefined,
  limit: number,
): Promise<ClosingEntity[]> {
  const found = manager
    .createQueryBuilder(ClosingEntity, 'c')
    .orderBy('c.month', 'DESC')
    .addOrderBy('c.areaCode', 'ASC');
  onlyBelow(found, 'c.area_code', roots);
  if (after) {
    const [month = '', code = ''] = after.split(' ');
    found.andWhere('(c.month < :month OR (c.month = :month AND c.area_code > :code))', { month, code });
  }
  return found.limit(limit).getMany();
}
