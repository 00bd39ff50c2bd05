import { type EntityManager, IsNull } from 'typeorm';
import { CalendarLinkEntity } from './calendar-link.entity';

export async function insertLink(manager: EntityManager, link: CalendarLinkEntity): Promise<void> {
  await manager.insert(CalendarLinkEntity, link);
}

/** A user's links, newest first. */
export function linksOf(manager: EntityManager, userId: string): Promise<CalendarLinkEntity[]> {
  return manager.find(CalendarLinkEntity, { where: { userId }, order: { createdAt: 'DESC', id: 'DESC' } });
}

export function linkOf(manager: EntityManager, userId: string, id: string): Promise<CalendarLinkEntity | null> {
  return manager.findOneBy(CalendarLinkEntity, { userId, id });
}

/** The link of a secret, unless it was revoked. */
export function linkByHash(manager: EntityManager, tokenHash: string): Promise<CalendarLinkEntity | null> {
  return manager.findOneBy(CalendarLinkEntity, { tokenHash, revokedAt: IsNull() });
}

export async function revokeLink(manager: EntityManager, id: string, at: number): Promise<void> {
  await manager.update(CalendarLinkEntity, { id }, { revokedAt: at });
}
