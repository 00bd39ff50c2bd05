import { In, IsNull, type EntityManager } from 'typeorm';
import { BookingEntity } from '../booking.entity';
import { RelaySourceEntity } from './relay-source.entity';

export const findRelay = (manager: EntityManager, id: string): Promise<RelaySourceEntity | null> =>
  manager.findOneBy(RelaySourceEntity, { id });

/** Of these areas, those that may still be relayed, by name. */
export const relaysOf = (manager: EntityManager, areaCodes: readonly string[]): Promise<RelaySourceEntity[]> =>
  manager.find(RelaySourceEntity, {
    where: { areaCode: In([...areaCodes]), retiredAt: IsNull() },
    order: { name: 'ASC', id: 'ASC' },
  });

/** All that may still be relayed anywhere. */
export const relaysInUse = (manager: EntityManager): Promise<RelaySourceEntity[]> =>
  manager.find(RelaySourceEntity, { where: { retiredAt: IsNull() }, order: { id: 'ASC' } });

export async function saveRelay(manager: EntityManager, row: RelaySourceEntity): Promise<void> {
  await manager.save(RelaySourceEntity, row);
}

/** Active bookings of relays: of one source, of one area, or all. */
export const relayBookings = (
  manager: EntityManager,
  of: { ref?: string; areaCode?: string } = {},
): Promise<BookingEntity[]> =>
  manager.find(BookingEntity, { where: { kind: 'relay', state: 'active', ...of }, order: { id: 'ASC' } });
