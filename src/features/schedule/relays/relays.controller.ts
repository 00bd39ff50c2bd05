import { Controller, UploadedFile } from '@nestjs/common';
import type { MediaView } from '../../../contracts/http/media';
import { relayRoutes, type RelayView } from '../../../contracts/http/relays';
import type { InputOf } from '../../../contracts/http/route';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../../platform/http/access';
import { Endpoint, Input } from '../../../platform/http/endpoint';
import { AccessService } from '../../accounts';
import { MediaService, ReceiveUpload, type ReceivedFile, UploadsService, viewMedia, withUpload } from '../../media';
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
    private readonly uploads: UploadsService,
    private readonly media: MediaService,
  ) {}

  @Endpoint(relayRoutes.listRelays)
  @Allow('schedule.read', codeOf)
  async list(@Input() { params }: InputOf<Routes['listRelays']>): Promise<{ relays: RelayView[] }> {
    return { relays: (await this.relays.listFor(params.code)).map(relayView) };
  }

  /** Whoever keeps the list has no right over bulletins, and so sends the recordings behind its sources here. */
  @Endpoint(relayRoutes.sendRecording)
  @ReceiveUpload(relayRoutes.sendRecording)
  @Allow('relay.manage', codeOf)
  send(
    @Input() { params }: InputOf<Routes['sendRecording']>,
    @UploadedFile() file: ReceivedFile | undefined,
    @CurrentUser() user: Principal,
  ): Promise<MediaView> {
    return withUpload(file, async () => {
      if (!file) throw new Fault('UPLOAD_MISSING', {});
      const kept = await this.uploads.keep(file);
      const wanted = { ...kept, areaCode: params.code, profile: 'speech' as const, urgency: 0 };
      return viewMedia(await this.uploads.register(actorOf(user), wanted));
    });
  }

  @Endpoint(relayRoutes.getRecording)
  @Allow('relay.manage', codeOf)
  async getRecording(@Input() { params }: InputOf<Routes['getRecording']>): Promise<MediaView> {
    const media = await this.media.get(params.id);
    if (media.areaCode !== params.code) throw new Fault('NOT_FOUND', { what: 'media', id: params.id });
    return viewMedia(media);
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
