import fs from 'node:fs';
import type { ServerResponse } from 'node:http';
import { Controller, Req, Res } from '@nestjs/common';
import { manualRoutes, type LiveSpeechView, type ManualSessionView } from '../../../contracts/http/manual';
import type { InputOf, ResponseOf } from '../../../contracts/http/route';
import type { Action } from '../../../domain/access/actions';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../../platform/http/access';
import { Endpoint, Input } from '../../../platform/http/endpoint';
import type { HttpRequest } from '../../../platform/http/http-request';
import { AccessService } from '../../accounts';
import { DevicesService, type Device } from '../../devices';
import { sendFile } from '../../media';
import { LiveSpeeches } from './live-speeches.service';
import { ManualSessions } from './manual-sessions.service';

/** For communes without a box: the session as a file, and what the officer attests (X1). */
@Controller()
export class ManualController {
  constructor(
    private readonly devices: DevicesService,
    private readonly access: AccessService,
    private readonly sessions: ManualSessions,
    private readonly speeches: LiveSpeeches,
  ) {}

  @Endpoint(manualRoutes.sessions)
  @Allow('device.read')
  async list(
    @Input() { params }: InputOf<typeof manualRoutes.sessions>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof manualRoutes.sessions>> {
    return { sessions: await this.sessions.list(await this.require(user, 'device.read', params.id)) };
  }

  @Endpoint(manualRoutes.audio)
  @Allow('device.attest')
  async audio(
    @Input() { params }: InputOf<typeof manualRoutes.audio>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const device = await this.require(user, 'device.attest', params.id);
    const { path, name: downloadName, ...file } = await this.sessions.download(actorOf(user), device, params.rundownId);
    response.setHeader('cache-control', 'private, no-cache');
    const open = async (range?: { first: number; last: number }) =>
      fs.createReadStream(path, range ? { start: range.first, end: range.last } : {});
    await sendFile(request, response, open, { ...file, contentType: 'audio/mpeg', downloadName });
  }

  @Endpoint(manualRoutes.start)
  @Allow('device.attest')
  async start(
    @Input() { params, body }: InputOf<typeof manualRoutes.start>,
    @CurrentUser() user: Principal,
  ): Promise<ManualSessionView> {
    const device = await this.require(user, 'device.attest', params.id);
    return this.sessions.start(actorOf(user), device, params.rundownId, body.at);
  }

  @Endpoint(manualRoutes.end)
  @Allow('device.attest')
  async end(
    @Input() { params, body }: InputOf<typeof manualRoutes.end>,
    @CurrentUser() user: Principal,
  ): Promise<ManualSessionView> {
    const device = await this.require(user, 'device.attest', params.id);
    return this.sessions.end(actorOf(user), device, params.rundownId, body.at);
  }

  @Endpoint(manualRoutes.speeches)
  @Allow('device.read')
  async listSpeeches(
    @Input() { params }: InputOf<typeof manualRoutes.speeches>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof manualRoutes.speeches>> {
    return { speeches: await this.speeches.list(await this.require(user, 'device.read', params.id)) };
  }

  @Endpoint(manualRoutes.declare)
  @Allow('device.attest')
  async declare(
    @Input() { params, body }: InputOf<typeof manualRoutes.declare>,
    @CurrentUser() user: Principal,
  ): Promise<LiveSpeechView> {
    return this.speeches.declare(actorOf(user), await this.require(user, 'device.attest', params.id), body);
  }

  @Endpoint(manualRoutes.confirm)
  @Allow('device.attest')
  async confirm(
    @Input() { params, body }: InputOf<typeof manualRoutes.confirm>,
    @CurrentUser() user: Principal,
  ): Promise<LiveSpeechView> {
    const device = await this.require(user, 'device.attest', params.id);
    return this.speeches.confirm(actorOf(user), device, params.speechId, body);
  }

  @Endpoint(manualRoutes.withdraw)
  @Allow('device.attest')
  async withdraw(
    @Input() { params }: InputOf<typeof manualRoutes.withdraw>,
    @CurrentUser() user: Principal,
  ): Promise<LiveSpeechView> {
    const device = await this.require(user, 'device.attest', params.id);
    return this.speeches.withdraw(actorOf(user), device, params.speechId);
  }

  /** A device that is not there and one that is not visible answer alike; boxes say themselves what they played. */
  private async require(user: Principal, action: Action, id: string): Promise<Device> {
    const device = await this.devices.get(id);
    await this.access.require(user, action, device.areaCode, { what: 'device', id });
    if (device.kind !== 'manual') {
      throw new Fault('STATE_FORBIDS', { what: device.name, state: 'not-manual', action: 'device.attest' });
    }
    return device;
  }
}
