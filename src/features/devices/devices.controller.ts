import { Controller } from '@nestjs/common';
import { devicesRoutes, type DeviceView } from '../../contracts/http/devices';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { DevicesService, type Device } from './devices.service';
import { DeviceHealth } from './joining/device-health.service';
import { JoiningService } from './joining/joining.service';
import { ManifestService } from './manifest.service';

/** Devices, in the areas where the user may (X1). */
@Controller()
export class DevicesController {
  constructor(
    private readonly devices: DevicesService,
    private readonly manifests: ManifestService,
    private readonly joining: JoiningService,
    private readonly health: DeviceHealth,
    private readonly access: AccessService,
  ) {}

  @Endpoint(devicesRoutes.list)
  @Allow('device.read', (input: InputOf<typeof devicesRoutes.list>) => input.params.code)
  async list(@Input() { params }: InputOf<typeof devicesRoutes.list>): Promise<ResponseOf<typeof devicesRoutes.list>> {
    const devices = await this.devices.list(params.code);
    return { devices: devices.map((device) => this.view(device)) };
  }

  @Endpoint(devicesRoutes.create)
  @Allow('device.manage', (input: InputOf<typeof devicesRoutes.create>) => input.params.code)
  async create(
    @Input() { params, body }: InputOf<typeof devicesRoutes.create>,
    @CurrentUser() user: Principal,
  ): Promise<DeviceView> {
    return this.view(await this.devices.create(actorOf(user), { ...body, areaCode: params.code }));
  }

  @Endpoint(devicesRoutes.get)
  @Allow('device.read')
  async get(
    @Input() { params }: InputOf<typeof devicesRoutes.get>,
    @CurrentUser() user: Principal,
  ): Promise<DeviceView> {
    return this.view(await this.require(user, 'device.read', params.id));
  }

  @Endpoint(devicesRoutes.rename)
  @Allow('device.manage')
  async rename(
    @Input() { params, body }: InputOf<typeof devicesRoutes.rename>,
    @CurrentUser() user: Principal,
  ): Promise<DeviceView> {
    await this.require(user, 'device.manage', params.id);
    return this.view(await this.devices.rename(actorOf(user), params.id, body));
  }

  @Endpoint(devicesRoutes.move)
  @Allow('device.manage')
  async move(
    @Input() { params, body }: InputOf<typeof devicesRoutes.move>,
    @CurrentUser() user: Principal,
  ): Promise<DeviceView> {
    await this.require(user, 'device.manage', params.id);
    await this.access.require(user, 'device.manage', body.areaCode);
    return this.view(await this.devices.move(actorOf(user), params.id, body.areaCode));
  }

  @Endpoint(devicesRoutes.retire)
  @Allow('device.manage')
  async retire(
    @Input() { params }: InputOf<typeof devicesRoutes.retire>,
    @CurrentUser() user: Principal,
  ): Promise<DeviceView> {
    await this.require(user, 'device.manage', params.id);
    return this.view(await this.devices.retire(actorOf(user), params.id));
  }

  @Endpoint(devicesRoutes.joinCode)
  @Allow('device.manage')
  async joinCode(
    @Input() { params }: InputOf<typeof devicesRoutes.joinCode>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof devicesRoutes.joinCode>> {
    await this.require(user, 'device.manage', params.id);
    return this.joining.makeCode(actorOf(user), params.id);
  }

  @Endpoint(devicesRoutes.revoke)
  @Allow('device.manage')
  async revoke(
    @Input() { params }: InputOf<typeof devicesRoutes.revoke>,
    @CurrentUser() user: Principal,
  ): Promise<DeviceView> {
    await this.require(user, 'device.manage', params.id);
    await this.joining.revoke(actorOf(user), params.id);
    return this.view(await this.devices.get(params.id));
  }

  @Endpoint(devicesRoutes.health)
  @Allow('device.read', (input: InputOf<typeof devicesRoutes.health>) => input.params.code)
  async listHealth(
    @Input() { params }: InputOf<typeof devicesRoutes.health>,
  ): Promise<ResponseOf<typeof devicesRoutes.health>> {
    return { devices: await this.health.list(params.code) };
  }

  @Endpoint(devicesRoutes.manifest)
  @Allow('device.read')
  async manifest(
    @Input() { params }: InputOf<typeof devicesRoutes.manifest>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof devicesRoutes.manifest>> {
    await this.require(user, 'device.read', params.id);
    const manifest = await this.manifests.latest(params.id);
    if (!manifest) throw new Fault('NOT_FOUND', { what: 'manifest', id: params.id });
    return manifest;
  }

  /** A device that is not there and one that is not visible answer alike. */
  private async require(user: Principal, action: Action, id: string): Promise<Device> {
    const device = await this.devices.get(id);
    await this.access.require(user, action, device.areaCode, { what: 'device', id });
    return device;
  }

  private view(device: Device): DeviceView {
    return { ...device, counts: this.devices.counts(device) };
  }
}
