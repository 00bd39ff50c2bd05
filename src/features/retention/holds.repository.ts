import type { EntityManager } from 'typeorm';
import { query, sql } from '../../platform/database/sql';
import { onlyBelow } from '../areas';
import { HoldEntity } from './hold.entity';

export async function insertHold(manager: EntityManager, hold: HoldEntity): Promise<void> {
  await manager.insert(HoldEntity, hold);
}

export const findHold = (manager: EntityManager, id: string): Promise<HoldEntity | null> =>
  manager.findOneBy(HoldEntity, { id });

export async function updateHold(manager: EntityManager, id: string, change: Partial<HoldEntity>): Promise<void> {
  await manager.update(HoldEntity, { id }, change);
}

/** The area of a bulletin; null when there is none. */
export async function areaOfBulletin(manager: EntityManager, id: string): Promise<string | null> {
  const [row] = await query<{ area_code: string }>(manager, sql`SELECT area_code FROM bulletins WHERE id = ${id}`);
  return row?.area_code ?? null;
}

/** Newest first, before the id `before`. @param roots of these areas and all below them; null: all */
export function findHolds(
  manager: EntityManager,
  roots: readonly string[] | null,
  before: string | undefined,
  limit: number,
): Promise<HoldEntity[]> {
  const found = manager.createQueryBuilder(HoldEntity, 'h').orderBy('h.id', 'DESC').limit(limit);
  onlyBelow(found, 'h.area_code', roots);
  if (before) found.andWhere('h.id < :before', { before });
  return found.getMany();
}
