import { Controller } from '@nestjs/common';
import { ordersRoutes, type OrderView } from '../../../contracts/http/orders';
import type { InputOf, ResponseOf } from '../../../contracts/http/route';
import type { Principal } from '../../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../../platform/http/access';
import { Endpoint, Input } from '../../../platform/http/endpoint';
import { AlarmsService } from './alarms.service';
import { OnAirNow } from './on-air-now';
import { OrderViews } from './order-views';
import { OrdersService } from './orders.service';
import type { PlayOrderEntity } from './play-order.entity';

const inArea = ({ params }: { params: { code: string } }): string => params.code;

/** Orders to the devices of an area (P9, X2), what sounds there now, and what the devices complain of. */
@Controller()
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly views: OrderViews,
    private readonly onAir: OnAirNow,
    private readonly alarmList: AlarmsService,
  ) {}

  @Endpoint(ordersRoutes.now)
  @Allow('device.read', inArea)
  now(@Input() { params }: InputOf<typeof ordersRoutes.now>): Promise<ResponseOf<typeof ordersRoutes.now>> {
    return this.onAir.of(params.code);
  }

  @Endpoint(ordersRoutes.list)
  @Allow('device.read', inArea)
  async list(
    @Input() { params, query }: InputOf<typeof ordersRoutes.list>,
  ): Promise<ResponseOf<typeof ordersRoutes.list>> {
    return { orders: await this.views.list(params.code, { ...query, open: query.open === 'true' }) };
  }

  @Endpoint(ordersRoutes.get)
  @Allow('device.read', inArea)
  get(@Input() { params }: InputOf<typeof ordersRoutes.get>): Promise<ResponseOf<typeof ordersRoutes.get>> {
    return this.views.get(params.code, params.id);
  }

  @Endpoint(ordersRoutes.hold)
  @Allow('playing.hold', inArea)
  async hold(
    @Input() { params, body }: InputOf<typeof ordersRoutes.hold>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.hold(user, params.code, body.target, body.reason));
  }

  @Endpoint(ordersRoutes.stop)
  @Allow('playing.stop', inArea)
  async stop(
    @Input() { params, body }: InputOf<typeof ordersRoutes.stop>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.stop(user, params.code, body.target, body.reason));
  }

  @Endpoint(ordersRoutes.resume)
  @Allow('playing.resume', inArea)
  async resume(
    @Input() { params }: InputOf<typeof ordersRoutes.resume>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.resume(user, params.code, params.id));
  }

  @Endpoint(ordersRoutes.playNow)
  @Allow('play.now', inArea)
  async playNow(
    @Input() { params, body }: InputOf<typeof ordersRoutes.playNow>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.playNow(user, params.code, body));
  }

  @Endpoint(ordersRoutes.emergency)
  @Allow('emergency.start', inArea)
  async emergency(
    @Input() { params, body }: InputOf<typeof ordersRoutes.emergency>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    const { repeatEveryMinutes, ...wanted } = body;
    const repeatEveryMs = repeatEveryMinutes === null ? null : repeatEveryMinutes * 60_000;
    return this.view(await this.orders.emergency(user, params.code, { ...wanted, repeatEveryMs }));
  }

  @Endpoint(ordersRoutes.agree)
  @Allow('emergency.second', inArea)
  async agree(
    @Input() { params }: InputOf<typeof ordersRoutes.agree>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.agree(user, params.code, params.id));
  }

  @Endpoint(ordersRoutes.breakGlass)
  @Allow('emergency.start', inArea)
  async breakGlass(
    @Input() { params }: InputOf<typeof ordersRoutes.breakGlass>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.breakGlass(user, params.code, params.id));
  }

  @Endpoint(ordersRoutes.clear)
  @Allow('emergency.clear', inArea)
  async clear(
    @Input() { params }: InputOf<typeof ordersRoutes.clear>,
    @CurrentUser() user: Principal,
  ): Promise<OrderView> {
    return this.view(await this.orders.clear(user, params.code, params.id));
  }

  @Endpoint(ordersRoutes.alarms)
  @Allow('device.read', inArea)
  async alarms(
    @Input() { params, query }: InputOf<typeof ordersRoutes.alarms>,
  ): Promise<ResponseOf<typeof ordersRoutes.alarms>> {
    const found = await this.alarmList.list(params.code, { open: query.open === 'true', limit: query.limit });
    return { alarms: found.map(({ communeCode: _commune, ...alarm }) => alarm) };
  }

  @Endpoint(ordersRoutes.acknowledge)
  @Allow('alarm.acknowledge', inArea)
  async acknowledge(
    @Input() { params }: InputOf<typeof ordersRoutes.acknowledge>,
    @CurrentUser() user: Principal,
  ): Promise<undefined> {
    await this.alarmList.acknowledge(actorOf(user), params.code, params.id);
    return undefined;
  }

  private async view({ areaCode, id }: PlayOrderEntity): Promise<OrderView> {
    return (await this.views.get(areaCode, id)).order;
  }
}
