import { Inject, Injectable } from '@nestjs/common';
import type { OrderDeviceView, OrderView } from '../../../contracts/http/orders';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { DevicesDirectory } from '../../devices';
import type { PlayOrderDeviceEntity, PlayOrderEntity } from './play-order.entity';
import { OrderRegister, type OrderWithDevices } from './order-register';

/** Orders as people see them. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly register: OrderRegister,
    private readonly directory: DevicesDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'breakGlassMinutes'>,
  ) {}

  /** @param page.open only what waits or holds now */
  async list(
    areaCode: string,
    { open, ...page }: { before?: string | undefined; limit: number; open: boolean },
  ): Promise<OrderView[]> {
    const openAt = open ? this.clock.nowMs() : undefined;
    return (await this.register.list(areaCode, { ...page, openAt })).map((one) => this.view(one));
  }

  /** Throws NOT_FOUND. */
  async get(areaCode: string, id: string): Promise<{ order: OrderView; devices: OrderDeviceView[] }> {
    const found = await this.register.get(areaCode, id);
    const known = await this.directory.find(found.devices.map((device) => device.deviceId));
    const devices = found.devices.map((device) => viewOrderDevice(found.order, device, known.get(device.deviceId)));
    return { order: this.view(found), devices };
  }

  private view(found: OrderWithDevices): OrderView {
    return viewOrder(found, this.clock.nowMs(), this.config.breakGlassMinutes * 60_000);
  }
}

function viewOrder({ order, devices }: OrderWithDevices, now: number, breakGlassAfterMs: number): OrderView {
  const { content } = order;
  const { id, kind, areaCode, state, reason, requestedAt, requestedBy, fromAt, untilAt } = order;
  return {
    ...{ id, kind, areaCode, state, reason, requestedAt, requestedBy, fromAt, untilAt },
    over: order.endedAt !== null || (untilAt !== null && untilAt <= now),
    title: content.kind === 'silence' ? null : content.snapshot.title,
    target: targetOf(order),
    drill: content.kind === 'emergency' && content.drill === true,
    repeatEveryMs: content.kind === 'emergency' ? content.repeatEveryMs : null,
    secondBy: order.secondBy,
    brokenGlass: order.brokenGlass,
    breakGlassAt: state === 'waiting' ? requestedAt + breakGlassAfterMs : null,
    endedAt: order.endedAt,
    endedBy: order.endedBy,
    devices: devices.length,
    confirmed: devices.filter((device) => isConfirmed(order, device)).length,
  };
}

function viewOrderDevice(
  order: PlayOrderEntity,
  device: PlayOrderDeviceEntity,
  about: { name: string; areaCode: string } | undefined,
): OrderDeviceView {
  const { deviceId, begunAt, endedAt } = device;
  const { name: deviceName = '', areaCode = '' } = about ?? {};
  return { deviceId, deviceName, areaCode, begunAt, endedAt, confirmed: isConfirmed(order, device) };
}

/** The device does what holds now. */
function isConfirmed(order: PlayOrderEntity, device: PlayOrderDeviceEntity): boolean {
  return (order.endedAt === null ? device.begunAt : device.endedAt) !== null;
}

function targetOf({ content, target }: PlayOrderEntity): OrderView['target'] {
  return content.kind === 'silence' ? target : null;
}
