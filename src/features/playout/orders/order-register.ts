import { Injectable } from '@nestjs/common';
import { Fault } from '../../../domain/fault';
import { beginCommand, endCommand, needsSecondPerson, type Order } from '../../../domain/playout/orders';
import { newId } from '../../../platform/clock/identifiers';
import { ReadDatabase } from '../../../platform/database/database';
import type { Actor, Transaction } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { AreasService } from '../../areas';
import { type Device, DevicesService } from '../../devices';
import { EmbeddedDevices } from '../embedded-devices';
import { beginId, endId } from './command-id';
import { devicesOfOrders, findOrder, insertOrder, listOrders, saveOrder, type OrdersPage } from './orders.repository';
import type { PlayOrderDeviceEntity, PlayOrderEntity } from './play-order.entity';

export interface NewOrder extends Pick<PlayOrderEntity, 'kind' | 'areaCode' | 'content' | 'reason' | 'untilAt'> {
  bulletinId?: string;
  target?: PlayOrderEntity['target'];
  decided?: PlayOrderEntity['decided'];
  /** More to do in the same unit of work. */
  also?: (tx: Transaction) => Promise<void>;
}

/** The order, and how far each device is with it. */
export interface OrderWithDevices {
  order: PlayOrderEntity;
  devices: PlayOrderDeviceEntity[];
}

const begunEvents = {
  hold: 'playing.held',
  stop: 'playing.stopped',
  recall: 'playing.recalled',
  'play-now': 'playing.now',
  emergency: 'emergency.started',
} as const;

/**
 * Every order is a row with its audit and its event in one transaction (X5); once that is committed, the connected devices are told at
 * once, and the event puts it into the manifests of the others.
 */
@Injectable()
export class OrderRegister {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly devices: DevicesService,
    private readonly line: EmbeddedDevices,
  ) {}

  /** What is wider than one commune waits for a second person, all else is in force at once. Throws AREA_UNKNOWN. */
  async place(actor: Actor, wanted: NewOrder): Promise<PlayOrderEntity> {
    const { bulletinId = null, target = null, decided = [], also, ...said } = wanted;
    const waits = needsSecondPerson(said.kind, this.areas.get(said.areaCode).level);
    const devices = await this.devicesOf(said.areaCode);
    const order = await this.uow.run(actor, async (tx) => {
      const placed: PlayOrderEntity = {
        id: newId(tx.nowMs),
        ...said,
        reason: said.reason.normalize('NFC'),
        ...{ bulletinId, target, decided, state: waits ? 'waiting' : 'in-force' },
        ...{ requestedAt: tx.nowMs, requestedById: actor.userId, requestedBy: actor.name },
        ...{ fromAt: waits ? null : tx.nowMs, secondBy: null, brokenGlass: false, endedAt: null, endedBy: null },
      };
      await insertOrder(
        tx.manager,
        placed,
        devices.map((device) => device.id),
      );
      await this.record(tx, waits ? 'requested' : 'begun', null, placed);
      await tx.emit({ type: waits ? 'order.waiting' : begunEvents[placed.kind], payload: newsOf(placed) });
      await also?.(tx);
      return placed;
    });
    if (!waits) this.tell(order, devices, 'begun');
    return order;
  }

  /** A waiting order comes into force. `how` checks and makes the change; throws its faults, and NOT_FOUND. */
  async begin(
    actor: Actor,
    areaCode: string,
    id: string,
    how: (order: PlayOrderEntity, now: number) => Order,
  ): Promise<PlayOrderEntity> {
    const order = await this.change(actor, areaCode, id, async (tx, before) => {
      const after = { ...before, ...how(before, tx.nowMs) };
      await this.record(tx, after.brokenGlass ? 'glass-broken' : 'agreed', before, after);
      await tx.emit({ type: begunEvents[after.kind], payload: newsOf(after) });
      if (after.brokenGlass) await tx.emit({ type: 'order.glass-broken', payload: newsOf(after) });
      return after;
    });
    this.tell(order, await this.devicesOf(areaCode), 'begun');
    return order;
  }

  /** Somebody ends an order. Throws NOT_FOUND, STATE_FORBIDS. */
  async end(
    actor: Actor,
    areaCode: string,
    id: string,
    how: (order: PlayOrderEntity, now: number) => Order,
    also?: (tx: Transaction, order: PlayOrderEntity) => Promise<void>,
  ): Promise<PlayOrderEntity> {
    const order = await this.change(actor, areaCode, id, async (tx, before) => {
      const after = { ...before, ...how(before, tx.nowMs) };
      await this.record(tx, 'ended', before, after);
      const type = after.kind === 'emergency' ? 'emergency.cleared' : 'playing.resumed';
      await tx.emit({ type, payload: newsOf(after) });
      await also?.(tx, after);
      return after;
    });
    if (order.state === 'ended') this.tell(order, await this.devicesOf(areaCode), 'ended');
    return order;
  }

  /** Throws NOT_FOUND where the order is not one of this area. */
  async get(areaCode: string, id: string): Promise<OrderWithDevices> {
    const order = found(await findOrder(this.read.manager, id), areaCode, id);
    return { order, devices: await devicesOfOrders(this.read.manager, [id]) };
  }

  /** Orders for an area, from above, and for parts of it; newest first. */
  async list(areaCode: string, page: OrdersPage): Promise<OrderWithDevices[]> {
    const codes = [...this.areas.ancestorsOf(areaCode), ...this.areas.descendantsOf(areaCode).map(({ code }) => code)];
    const orders = await listOrders(this.read.manager, codes, page);
    const devices = await devicesOfOrders(
      this.read.manager,
      orders.map((order) => order.id),
    );
    return orders.map((order) => ({ order, devices: devices.filter((one) => one.orderId === order.id) }));
  }

  private change(
    actor: Actor,
    areaCode: string,
    id: string,
    how: (tx: Transaction, order: PlayOrderEntity) => Promise<PlayOrderEntity>,
  ): Promise<PlayOrderEntity> {
    return this.uow.run(actor, async (tx) => {
      const after = await how(tx, found(await findOrder(tx.manager, id), areaCode, id));
      await saveOrder(tx.manager, after);
      return after;
    });
  }

  private async record(
    tx: Transaction,
    what: 'begun' | 'ended' | 'requested' | 'agreed' | 'glass-broken',
    before: PlayOrderEntity | null,
    after: PlayOrderEntity,
  ): Promise<void> {
    // Only these two kinds wait for a second person (X2).
    const waiting = after.kind === 'emergency' ? 'emergency' : 'play-now';
    const action =
      what === 'begun' || what === 'ended'
        ? (`order.${after.kind}.${what}` as const)
        : (`order.${waiting}.${what}` as const);
    await tx.audit({ action, entity: 'order', entityId: after.id, ...(before ? { before } : {}), after });
  }

  private async devicesOf(areaCode: string): Promise<Device[]> {
    const serving = await this.devices.serving([areaCode]);
    return serving.filter((device) => device.retiredAt === null);
  }

  private tell(order: PlayOrderEntity, devices: readonly Device[], what: 'begun' | 'ended'): void {
    for (const { id: deviceId, areaCode } of devices) {
      const command = what === 'begun' ? beginCommand(order, { areaCode }) : endCommand(order);
      const id = what === 'begun' ? beginId(order.id) : endId(order.id);
      if (command) this.line.command(deviceId, id, command);
    }
  }
}

function newsOf({ id: orderId, kind, areaCode, reason, ...people }: PlayOrderEntity): object {
  const { requestedBy, requestedById, endedBy } = people;
  return { orderId, kind, areaCode, reason, by: endedBy ?? requestedBy, requestedById };
}

function found(order: PlayOrderEntity | null, areaCode: string, id: string): PlayOrderEntity {
  if (order?.areaCode !== areaCode) throw new Fault('NOT_FOUND', { what: 'order', id });
  return order;
}
