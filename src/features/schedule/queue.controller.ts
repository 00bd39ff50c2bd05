import { Controller } from '@nestjs/common';
import { queueRoutes } from '../../contracts/http/queue';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { BookingsService } from './bookings.service';
import { OwnBookingsService } from './own-bookings.service';
import { PreviewService, type OfferView, type PreviewView } from './preview.service';
import { QueueListsService, type DayView, type NewsView, type QueuedView } from './queue-lists.service';

type Routes = typeof queueRoutes;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

/** The queue: lists, previews, operators' own bookings. */
@Controller()
export class QueueController {
  constructor(
    private readonly lists: QueueListsService,
    private readonly previews: PreviewService,
    private readonly own: OwnBookingsService,
    private readonly bookings: BookingsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(queueRoutes.listQueue)
  @Allow('schedule.read', codeOf)
  listQueue(
    @Input() { params, query }: InputOf<Routes['listQueue']>,
  ): Promise<{ bookings: QueuedView[]; next: string | null }> {
    return this.lists.queue({ areaCode: params.code, ...query });
  }

  @Endpoint(queueRoutes.listDay)
  @Allow('schedule.read', codeOf)
  listDay(
    @Input() { params, query }: InputOf<Routes['listDay']>,
  ): Promise<{ rundowns: DayView[]; next: string | null }> {
    return this.lists.day(params.code, query);
  }

  @Endpoint(queueRoutes.listNews)
  @Allow('schedule.read', codeOf)
  async listNews(@Input() { params, query }: InputOf<Routes['listNews']>): Promise<{ news: NewsView[] }> {
    return { news: await this.lists.news(params.code, query.from, query.to) };
  }

  @Endpoint(queueRoutes.preview)
  @Allow('schedule.read', codeOf)
  preview(@Input() { params, body }: InputOf<Routes['preview']>): Promise<PreviewView> {
    return this.previews.preview(params.code, body);
  }

  @Endpoint(queueRoutes.listOffers)
  @Allow('schedule.read', codeOf)
  async listOffers(@Input() { params }: InputOf<Routes['listOffers']>): Promise<{ offers: OfferView[] }> {
    return { offers: await this.previews.offers(params.code, params.bulletinId) };
  }

  @Endpoint(queueRoutes.createBooking)
  @Allow('booking.manage', codeOf)
  async createBooking(
    @Input() { params, body }: InputOf<Routes['createBooking']>,
    @CurrentUser() user: Principal,
  ): Promise<QueuedView> {
    return this.lists.view(await this.own.create(actorOf(user), params.code, body));
  }

  @Endpoint(queueRoutes.changeBooking)
  @Allow('booking.manage')
  async changeBooking(
    @Input() { params, body }: InputOf<Routes['changeBooking']>,
    @CurrentUser() user: Principal,
  ): Promise<QueuedView> {
    await this.requireBooking(user, params.id);
    return this.lists.view(await this.own.change(actorOf(user), params.id, body));
  }

  @Endpoint(queueRoutes.withdrawBooking)
  @Allow('booking.manage')
  async withdrawBooking(
    @Input() { params, body }: InputOf<Routes['withdrawBooking']>,
    @CurrentUser() user: Principal,
  ): Promise<QueuedView> {
    await this.requireBooking(user, params.id);
    return this.lists.view(await this.own.withdraw(actorOf(user), params.id, body.revision, body.reason));
  }

  private async requireBooking(user: Principal, id: string): Promise<void> {
    const booking = await this.bookings.get(id);
    await this.access.require(user, 'booking.manage', booking.areaCode, { what: 'booking', id });
  }
}
