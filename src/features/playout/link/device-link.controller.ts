import type { ServerResponse } from 'node:http';
import { Controller, Req, Res, UseGuards } from '@nestjs/common';
import { eventHeartbeatMs, type LinkEvent } from '../../../contracts/device/http-link';
import type { DeviceMessage, StationMessage } from '../../../contracts/device/link';
import { deviceLinkRoutes } from '../../../contracts/http/device-link';
import type { InputOf, ResponseOf } from '../../../contracts/http/route';
import { Fault } from '../../../domain/fault';
import { Public } from '../../../platform/http/access';
import { Endpoint, Input } from '../../../platform/http/endpoint';
import type { HttpRequest } from '../../../platform/http/http-request';
import { DeviceSessions, JoiningService, ManifestService, type DeviceSession } from '../../devices';
import { sendAudio } from '../../media';
import { EmbeddedDevices } from '../embedded-devices';
import { readManifest } from '../read-manifest';
import { StationSide } from '../station-side';
import { CurrentDevice, DeviceGuard } from './device-guard';

/**
 * The station's end of the link to boxes in the field. Public for people's sessions: a device has its own (X3). A recording's SHA-256
 * is known only from signed manifests and orders, so it is the permission to fetch it.
 */
@Controller()
export class DeviceLinkController {
  constructor(
    private readonly joining: JoiningService,
    private readonly sessions: DeviceSessions,
    private readonly manifests: ManifestService,
    private readonly devices: EmbeddedDevices,
    private readonly station: StationSide,
  ) {}

  @Endpoint(deviceLinkRoutes.join)
  @Public()
  join(@Input() { body }: InputOf<typeof deviceLinkRoutes.join>): Promise<ResponseOf<typeof deviceLinkRoutes.join>> {
    return this.joining.join(body.code, body.publicPem);
  }

  @Endpoint(deviceLinkRoutes.challenge)
  @Public()
  challenge(
    @Input() { body }: InputOf<typeof deviceLinkRoutes.challenge>,
  ): ResponseOf<typeof deviceLinkRoutes.challenge> {
    return this.sessions.challenge(body.deviceId);
  }

  @Endpoint(deviceLinkRoutes.session)
  @Public()
  session(
    @Input() { body }: InputOf<typeof deviceLinkRoutes.session>,
  ): Promise<ResponseOf<typeof deviceLinkRoutes.session>> {
    return this.sessions.open(body);
  }

  @Endpoint(deviceLinkRoutes.manifest)
  @Public()
  @UseGuards(DeviceGuard)
  async manifest(
    @Input() _input: InputOf<typeof deviceLinkRoutes.manifest>,
    @CurrentDevice() { deviceId }: DeviceSession,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const version = await this.manifests.latestVersion(deviceId);
    if (version === null) throw new Fault('NOT_FOUND', { what: 'manifest', id: deviceId });
    const etag = `"${version}"`;
    response.setHeader('etag', etag);
    response.setHeader('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === etag) {
      response.statusCode = 304;
      response.end();
      return;
    }
    const manifest = await this.manifests.version(deviceId, version);
    if (!manifest) throw new Fault('NOT_FOUND', { what: 'manifest', id: deviceId });
    response.setHeader('content-type', 'application/json');
    const succession = this.manifests.succession();
    response.end(JSON.stringify(succession.length > 0 ? { ...manifest, succession } : manifest));
  }

  @Endpoint(deviceLinkRoutes.media)
  @Public()
  @UseGuards(DeviceGuard)
  async media(
    @Input() { params }: InputOf<typeof deviceLinkRoutes.media>,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { hash: sha256 } = params;
    const bytes = await this.station.store.size('masters', sha256);
    if (bytes === null) throw new Fault('NOT_FOUND', { what: 'recording', id: sha256 });
    await sendAudio(request, response, this.station.store, {
      kind: 'masters',
      sha256,
      bytes,
      contentType: 'audio/mp4',
    });
  }

  @Endpoint(deviceLinkRoutes.messages)
  @Public()
  @UseGuards(DeviceGuard)
  async messages(
    @Input() { body }: InputOf<typeof deviceLinkRoutes.messages>,
    @CurrentDevice() { deviceId }: DeviceSession,
  ): Promise<ResponseOf<typeof deviceLinkRoutes.messages>> {
    const answers: StationMessage[] = [];
    for (const message of body.messages) answers.push(...(await this.devices.hear(deviceId, message as DeviceMessage)));
    // Recordings travel by their own route.
    return { answers: answers.filter((answer) => answer.kind !== 'mediaPath') };
  }

  @Endpoint(deviceLinkRoutes.events)
  @Public()
  @UseGuards(DeviceGuard)
  async events(
    @Input() _input: InputOf<typeof deviceLinkRoutes.events>,
    @CurrentDevice() { deviceId }: DeviceSession,
    @Res() response: ServerResponse,
  ): Promise<void> {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const tell = (event: LinkEvent): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
    tell({ kind: 'manifestChanged', version: await this.manifests.latestVersion(deviceId) });
    const stop = this.station.clock.every(eventHeartbeatMs, () => void response.write(': here\n\n'));
    const detach = this.devices.attach(deviceId, {
      send: (message) =>
        tell(
          message.kind === 'manifest'
            ? { kind: 'manifestChanged', version: readManifest(message.manifest).version }
            : message,
        ),
    });
    response.on('close', () => {
      stop();
      detach();
    });
  }
}
