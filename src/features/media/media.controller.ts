import { Controller, Req, Res, UploadedFile } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { mediaRoutes, type MediaView } from '../../contracts/http/media';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import type { HttpRequest } from '../../platform/http/http-request';
import { AudioStore } from '../../platform/storage/audio-store';
import { MediaDetails } from './media-details';
import { MediaHearers } from './media-hearers';
import { MediaService, requireKept } from './media.service';
import { OpusRenditions } from './rendition/opus-renditions';
import { sendAudio } from './send-audio';
import { urgencyOf, UploadsService } from './upload/uploads.service';
import { ReceiveUpload } from './upload/receive-upload';
import { type ReceivedFile, withUpload } from './upload/store-engine';

@Controller()
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly uploads: UploadsService,
    private readonly hearers: MediaHearers,
    private readonly store: AudioStore,
    private readonly details: MediaDetails,
    private readonly renditions: OpusRenditions,
  ) {}

  @Endpoint(mediaRoutes.upload)
  @ReceiveUpload(mediaRoutes.upload)
  @Allow('bulletin.draft')
  upload(
    @Input() { body }: InputOf<typeof mediaRoutes.upload>,
    @UploadedFile() file: ReceivedFile | undefined,
    @CurrentUser() user: Principal,
  ): Promise<MediaView> {
    return withUpload(file, async () => {
      if (!file) throw new Fault('UPLOAD_MISSING', {});
      await this.uploads.requireArea(user, body.areaCode);
      const kept = await this.uploads.keep(file);
      const wanted = { ...kept, areaCode: body.areaCode, profile: body.profile, urgency: urgencyOf[body.urgent] };
      return this.details.view((await this.uploads.register(actorOf(user), wanted)).id);
    });
  }

  @Endpoint(mediaRoutes.get)
  @Allow('bulletin.read')
  async get(@Input() { params }: InputOf<typeof mediaRoutes.get>, @CurrentUser() user: Principal): Promise<MediaView> {
    return this.details.view((await this.hearers.ofOwnArea(user, 'bulletin.read', params.id)).id);
  }

  @Endpoint(mediaRoutes.listen)
  @Allow('bulletin.listen')
  async listen(
    @Input() { params }: InputOf<typeof mediaRoutes.listen>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const media = this.media.masterOf(await this.hearers.heardBy(user, 'bulletin.listen', params.id));
    const { masterSha256: sha256, masterBytes: bytes, masterMime: contentType } = media;
    await sendAudio(request, response, this.store, { kind: 'masters', sha256, bytes, contentType });
  }

  @Endpoint(mediaRoutes.opus)
  @Allow('bulletin.listen')
  async opus(
    @Input() { params }: InputOf<typeof mediaRoutes.opus>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const media = await this.hearers.heardBy(user, 'bulletin.listen', params.id);
    const { sha256, bytes, mime: contentType } = await this.renditions.obtain(actorOf(user), media);
    await sendAudio(request, response, this.store, { kind: 'masters', sha256, bytes, contentType });
  }

  @Endpoint(mediaRoutes.original)
  @Allow('bulletin.listen')
  async original(
    @Input() { params }: InputOf<typeof mediaRoutes.original>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const media = await this.hearers.ofOwnArea(user, 'bulletin.listen', params.id);
    requireKept('original', media.originalRemovedAt);
    await sendAudio(request, response, this.store, {
      kind: 'originals',
      sha256: media.originalSha256,
      bytes: media.originalBytes,
      contentType: 'application/octet-stream',
      downloadName: media.originalName,
    });
  }

  @Endpoint(mediaRoutes.peaks)
  @Allow('bulletin.listen')
  async peaks(
    @Input() { params }: InputOf<typeof mediaRoutes.peaks>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof mediaRoutes.peaks>> {
    const media = this.media.masterOf(await this.hearers.heardBy(user, 'bulletin.listen', params.id));
    return { durationMs: media.durationMs, pairs: [...(await this.media.peaks(media))] };
  }
}
