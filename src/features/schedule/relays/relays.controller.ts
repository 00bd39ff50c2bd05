import { Controller } from '@nestjs/common';
import { relayRoutes, type RelayView } from '../../../contracts/http/relays';
import type { InputOf } from '../../../contracts/http/route';
import type { Principal } from '../../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../../platform/http/access';
import { Endpoint, Input } from '../../../platform/http/endpoint';
import { AccessService } from '../../accounts';
import { bookingView, type BookingView } from '../views';
import { RelayBookingsService } from './relay-bookings.service';
import type { RelaySourceEntity } from './relay-source.entity';
import { RelaysService } from './relays.service';

type Routes = typeof relayRoutes;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

/** What may be relayed, and where it is queued. */
@Controller()
export class RelaysController {
  constructor(
    private readonly relays: RelaysService,
    private readonly bookings: RelayBookingsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(relayRoutes.listRelays)
  @Allow('schedule.read', codeOf)
  async list(@Input() { params }: InputOf<Routes['listRelays']>): Promise<{ relays: RelayView[] }> {
    return { relays: (await this.relays.listFor(params.code)).map(relayView) };
  }

  @Endpoint(relayRoutes.allowRelay)
  @Allow('relay.manage', codeOf)
  async allow(
    @Input() { params, body }: InputOf<Routes['allowRelay']>,
    @CurrentUser() user: Principal,
  ): Promise<RelayView> {
    return relayView(await this.relays.allow(actorOf(user), params.code, body));
  }

  @Endpoint(relayRoutes.setRelayGain)
  @Allow('relay.manage')
  async setGain(
    @Input() { params, body }: InputOf<Routes['setRelayGain']>,
    @CurrentUser() user: Principal,
  ): Promise<RelayView> {
    await this.require(user, params.id);
    return relayView(await this.relays.setGain(actorOf(user), params.id, body.gainDb, body.revision));
  }

  @Endpoint(relayRoutes.retireRelay)
  @Allow('relay.manage')
  async retire(
    @Input() { params, body }: InputOf<Routes['retireRelay']>,
    @CurrentUser() user: Principal,
  ): Promise<RelayView> {
    await this.require(user, params.id);
    return relayView(await this.relays.retire(actorOf(user), params.id, body.revision));
  }

  @Endpoint(relayRoutes.bookRelay)
  @Allow('booking.manage', codeOf)
  async book(
    @Input() { params, body }: InputOf<Routes['bookRelay']>,
    @CurrentUser() user: Principal,
  ): Promise<BookingView> {
    return bookingView(await this.bookings.create(actorOf(user), params.code, body));
  }

  private async require(user: Principal, id: string): Promise<void> {
    const { areaCode } = await this.relays.get(id);
    await this.access.require(user, 'relay.manage', areaCode, { what: 'relay', id });
  }
}

const relayView = ({ fallback, createdAt: _, ...row }: RelaySourceEntity): RelayView => ({
  ...row,
  fallbackMediaId: fallback.mediaId,
  fallbackMs: fallback.durationMs,
});
