import { In, IsNull, MoreThan, LessThan, Not, type EntityManager } from 'typeorm';
import { isInForce } from '../../../domain/playout/orders';
import { DeviceAlarmEntity } from './device-alarm.entity';
import { PlayOrderDeviceEntity, PlayOrderEntity } from './play-order.entity';

/** Rows of one insert. */
const batch = 400;

export async function insertOrder(
  manager: EntityManager,
  order: PlayOrderEntity,
  deviceIds: readonly string[],
): Promise<void> {
  await manager.insert(PlayOrderEntity, order);
  const rows = deviceIds.map((deviceId) => ({ orderId: order.id, deviceId, begunAt: null, endedAt: null }));
  for (let i = 0; i < rows.length; i += batch) await manager.insert(PlayOrderDeviceEntity, rows.slice(i, i + batch));
}

export function findOrder(manager: EntityManager, id: string): Promise<PlayOrderEntity | null> {
  return manager.findOneBy(PlayOrderEntity, { id });
}

export async function saveOrder(manager: EntityManager, { id, ...order }: PlayOrderEntity): Promise<void> {
  const { state, fromAt, untilAt, secondBy, brokenGlass, endedAt, endedBy } = order;
  await manager.update(PlayOrderEntity, { id }, { state, fromAt, untilAt, secondBy, brokenGlass, endedAt, endedBy });
}

export interface OrdersPage {
  /** The last id of the page before. */
  before?: string | undefined;
  limit: number;
  /** Only those that wait or hold at this instant. */
  openAt?: number | undefined;
}

/** Newest first. */
export function listOrders(
  manager: EntityManager,
  areaCodes: readonly string[],
  { before, limit, openAt }: OrdersPage,
): Promise<PlayOrderEntity[]> {
  const of = { areaCode: In([...areaCodes]), ...(before === undefined ? {} : { id: LessThan(before) }) };
  const state = In(['waiting', 'in-force'] as const);
  const open = (at: number) =>
    [IsNull(), MoreThan(at)].map((untilAt) => ({ ...of, state, endedAt: IsNull(), untilAt }));
  return manager.find(PlayOrderEntity, {
    where: openAt === undefined ? of : open(openAt),
    order: { id: 'DESC' },
    take: limit,
  });
}

/** Orders of these areas that hold now, and what sounds but was ended by somebody before its time, which devices must still hear of. */
export async function findStanding(
  manager: EntityManager,
  areaCodes: readonly string[],
  now: number,
): Promise<PlayOrderEntity[]> {
  const areaCode = In([...areaCodes]);
  const open = [IsNull(), MoreThan(now)];
  return manager.find(PlayOrderEntity, {
    where: open.flatMap((untilAt) => [
      { areaCode, state: 'in-force' as const, untilAt },
      { areaCode, state: 'ended' as const, kind: In(['emergency', 'play-now'] as const), untilAt },
    ]),
    order: { id: 'ASC' },
  });
}

/** The recalls of a bulletin that are in force. */
export async function findRecalls(
  manager: EntityManager,
  bulletinIds: readonly string[],
  now: number,
): Promise<PlayOrderEntity[]> {
  if (bulletinIds.length === 0) return [];
  const found = await manager.findBy(PlayOrderEntity, { bulletinId: In([...bulletinIds]), kind: 'recall' });
  return found.filter((order) => isInForce(order, now));
}

export async function devicesOfOrders(
  manager: EntityManager,
  orderIds: readonly string[],
): Promise<PlayOrderDeviceEntity[]> {
  if (orderIds.length === 0) return [];
  return manager.find(PlayOrderDeviceEntity, { where: { orderId: In([...orderIds]) }, order: { deviceId: 'ASC' } });
}

/** The orders whose beginning or end this device has not confirmed, with how far it is. */
export async function findUnconfirmed(
  manager: EntityManager,
  deviceId: string,
): Promise<{ order: PlayOrderEntity; device: PlayOrderDeviceEntity }[]> {
  const devices = await manager.find(PlayOrderDeviceEntity, { where: { deviceId, endedAt: IsNull() } });
  if (devices.length === 0) return [];
  const orders = await manager.find(PlayOrderEntity, {
    where: { id: In(devices.map((one) => one.orderId)), fromAt: Not(IsNull()) },
    order: { id: 'ASC' },
  });
  const byOrder = new Map(devices.map((device) => [device.orderId, device]));
  return orders.flatMap((order) => {
    const device = byOrder.get(order.id);
    const owes = device && (order.endedAt !== null || device.begunAt === null);
    return owes ? [{ order, device }] : [];
  });
}

/** Notes the first confirmation; again changes nothing. An end confirmed stands for the beginning too. */
export async function confirm(
  manager: EntityManager,
  { orderId, deviceIds }: { orderId: string; deviceIds: readonly string[] },
  what: 'begun' | 'ended',
  at: number,
): Promise<void> {
  const column = what === 'begun' ? 'begunAt' : 'endedAt';
  for (let i = 0; i < deviceIds.length; i += batch) {
    const some = { orderId, deviceId: In(deviceIds.slice(i, i + batch)), [column]: IsNull() };
    await manager.update(PlayOrderDeviceEntity, some, { [column]: at });
  }
}

/** Stores an alarm, or counts it onto the same one that is still open. True when no alarm of this kind was open on the device. */
export async function raiseAlarm(manager: EntityManager, alarm: DeviceAlarmEntity): Promise<boolean> {
  const { deviceId, code, airingKey, detail, lastAt } = alarm;
  const first = !(await manager.existsBy(DeviceAlarmEntity, { deviceId, code, acknowledgedAt: IsNull() }));
  const same = await manager.findOneBy(DeviceAlarmEntity, {
    deviceId,
    code,
    airingKey: airingKey ?? IsNull(),
    detail,
    acknowledgedAt: IsNull(),
  });
  if (!same) await manager.insert(DeviceAlarmEntity, alarm);
  else await manager.update(DeviceAlarmEntity, { id: same.id }, { lastAt, times: same.times + 1 });
  return first;
}

export function listAlarms(
  manager: EntityManager,
  deviceIds: readonly string[],
  { open, limit }: { open: boolean; limit: number },
): Promise<DeviceAlarmEntity[]> {
  return manager.find(DeviceAlarmEntity, {
    where: { deviceId: In([...deviceIds]), ...(open ? { acknowledgedAt: IsNull() } : {}) },
    order: { lastAt: 'DESC', id: 'DESC' },
    take: limit,
  });
}

export function findAlarm(manager: EntityManager, id: string): Promise<DeviceAlarmEntity | null> {
  return manager.findOneBy(DeviceAlarmEntity, { id });
}

export async function acknowledgeAlarm(manager: EntityManager, id: string, by: string, at: number): Promise<void> {
  await manager.update(DeviceAlarmEntity, { id, acknowledgedAt: IsNull() }, { acknowledgedAt: at, acknowledgedBy: by });
}
