import { In, type EntityManager } from 'typeorm';
import { ClosingEntity } from './closing.entity';

export async function insertClosing(manager: EntityManager, closing: ClosingEntity): Promise<void> {
  await manager.insert(ClosingEntity, closing);
}

export function findClosing(manager: EntityManager, areaCode: string, month: string): Promise<ClosingEntity | null> {
  return manager.findOneBy(ClosingEntity, { areaCode, month });
}

/** Newest month first; of some areas, or of all. */
export function findClosings(manager: EntityManager, areaCodes: readonly string[] | null): Promise<ClosingEntity[]> {
  return manager.find(ClosingEntity, {
    where: areaCodes === null ? {} : { areaCode: In([...areaCodes]) },
    order: { month: 'DESC', areaCode: 'ASC' },
    take: 500,
  });
}
