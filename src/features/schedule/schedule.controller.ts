import { Controller } from '@nestjs/common';
import { scheduleRoutes } from '../../contracts/http/schedule';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { BookingsService } from './bookings.service';
import { PoliciesService } from './policies.service';
import { RundownsService } from './rundowns.service';
import { conflictView } from './slot-views';
import { SlotsService } from './slots.service';
import {
  bookingView,
  policyView,
  slotView,
  type BookingView,
  type PolicyView,
  type RundownView,
  type SlotView,
} from './views';

type Routes = typeof scheduleRoutes;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

@Controller()
export class ScheduleController {
  constructor(
    private readonly slots: SlotsService,
    private readonly policies: PoliciesService,
    private readonly bookings: BookingsService,
    private readonly rundowns: RundownsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(scheduleRoutes.createSlot)
  @Allow('slot.manage', codeOf)
  async createSlot(
    @Input() { params, body }: InputOf<Routes['createSlot']>,
    @CurrentUser() user: Principal,
  ): Promise<SlotView> {
    return slotView(await this.slots.create(actorOf(user), params.code, body));
  }

  @Endpoint(scheduleRoutes.listSlots)
  @Allow('schedule.read', codeOf)
  async listSlots(@Input() { params }: InputOf<Routes['listSlots']>): Promise<{ slots: SlotView[] }> {
    return { slots: (await this.slots.listFor(params.code)).map(slotView) };
  }

  @Endpoint(scheduleRoutes.retireSlot)
  @Allow('slot.manage')
  async retireSlot(
    @Input() { params, body }: InputOf<Routes['retireSlot']>,
    @CurrentUser() user: Principal,
  ): Promise<SlotView> {
    const slot = await this.slots.get(params.id);
    await this.access.require(user, 'slot.manage', slot.areaCode, { what: 'slot', id: params.id });
    return slotView(await this.slots.retire(actorOf(user), params.id, body.revision));
  }

  @Endpoint(scheduleRoutes.readPolicy)
  @Allow('policy.read', codeOf)
  async readPolicy(@Input() { params }: InputOf<Routes['readPolicy']>): Promise<PolicyView> {
    return policyView(await this.policies.own(params.code));
  }

  @Endpoint(scheduleRoutes.writePolicy)
  @Allow('policy.manage', codeOf)
  async writePolicy(
    @Input() { params, body }: InputOf<Routes['writePolicy']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['writePolicy']>> {
    const { limits, revision, dryRun } = body;
    const { policy, conflicts } = await this.policies.write(actorOf(user), params.code, limits, revision, dryRun);
    return { ...policyView(policy), conflicts: conflicts.map(conflictView) };
  }

  @Endpoint(scheduleRoutes.grantException)
  @Allow('exception.grant', codeOf)
  async grantException(
    @Input() { params, body }: InputOf<Routes['grantException']>,
    @CurrentUser() user: Principal,
  ): Promise<PolicyView> {
    return policyView(await this.policies.grantException(user, params.code, body));
  }

  @Endpoint(scheduleRoutes.listBookings)
  @Allow('schedule.read', codeOf)
  async listBookings(@Input() { params }: InputOf<Routes['listBookings']>): Promise<{ bookings: BookingView[] }> {
    return { bookings: (await this.bookings.listFor(params.code)).map(bookingView) };
  }

  @Endpoint(scheduleRoutes.moveBooking)
  @Allow('booking.manage')
  async moveBooking(
    @Input() { params, body }: InputOf<Routes['moveBooking']>,
    @CurrentUser() user: Principal,
  ): Promise<BookingView> {
    const booking = await this.bookings.get(params.id);
    await this.access.require(user, 'booking.manage', booking.areaCode, { what: 'booking', id: params.id });
    return bookingView(await this.bookings.move(actorOf(user), params.id, body.position, body.revision));
  }

  @Endpoint(scheduleRoutes.listRundowns)
  @Allow('schedule.read', codeOf)
  async listRundowns(
    @Input() { params, query }: InputOf<Routes['listRundowns']>,
  ): Promise<{ rundowns: RundownView[] }> {
    return { rundowns: await this.rundowns.list(params.code, query.from, query.to) };
  }
}
