import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { deviceStatusSchema, type DeviceStatus } from '../../../contracts/device/link';
import type { DeviceHealthView } from '../../../contracts/http/devices';
import { attentionOf } from '../../../domain/devices/attention';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { DevicesRepository } from '../devices.repository';
import { DevicesService, type Device } from '../devices.service';
import { findCredentials, findHeartbeats, saveHeartbeat } from './joining.repository';

/** What a device says of itself is written this often at most; a change of what matters at once. */
const writeEveryMs = 60_000;

/** How devices are: what they last said, and what of it needs somebody's attention. */
@Injectable()
export class DeviceHealth {
  private readonly written = new Map<string, { atMs: number; gist: string }>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesService,
    private readonly repository: DevicesRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Keeps what a device said of itself. */
  async hear(deviceId: string, status: DeviceStatus): Promise<void> {
    const atMs = this.clock.monotonicMs();
    const { boot, manifestVersion, clockTrust, media, silentForMs, ordersOpen, power, alarmsLost = 0 } = status;
    const silent = (silentForMs ?? null) !== null;
    const { ready, all } = media;
    const gist = [boot, manifestVersion, clockTrust, ready, all, silent, ordersOpen, power, alarmsLost].join(' ');
    const before = this.written.get(deviceId);
    if (before && before.gist === gist && atMs - before.atMs < writeEveryMs) return;
    this.written.set(deviceId, { atMs, gist });
    await this.uow.run(systemActor(`device ${deviceId}`), (tx) =>
      saveHeartbeat(tx.manager, { deviceId, heardAt: tx.nowMs, status: JSON.stringify(status) }),
    );
  }

  /** The devices in use of an area and of all below it, those that need attention first. */
  async list(areaCode: string): Promise<DeviceHealthView[]> {
    const devices = (await this.devices.list(areaCode)).filter((d) => d.retiredAt === null && d.kind !== 'manual');
    const ids = devices.map(({ id }) => id);
    const { manager } = this.read;
    const [heartbeats, credentials] = await Promise.all([findHeartbeats(manager, ids), findCredentials(manager, ids)]);
    const heard = new Map(heartbeats.map((one) => [one.deviceId, one]));
    const held = new Set(credentials.filter((one) => one.heldAt !== null).map((one) => one.deviceId));
    const views = await Promise.all(
      devices.map((device) => this.view(device, heard.get(device.id) ?? null, held.has(device.id))),
    );
    return [...views.filter((v) => v.attention.length > 0), ...views.filter((v) => v.attention.length === 0)];
  }

  private async view(
    { id: deviceId, name, areaCode, embedded, publicKey }: Device,
    heartbeat: { heardAt: number; status: string } | null,
    held: boolean,
  ): Promise<DeviceHealthView> {
    const status = heartbeat && (deviceStatusSchema.safeParse(jsonOf(heartbeat.status)).data ?? null);
    const heardAt = heartbeat?.heardAt ?? null;
    const joined = embedded || publicKey !== null;
    const latest = await this.repository.latestManifest(this.read.manager, deviceId);
    const attention = attentionOf({ now: this.clock.nowMs(), joined, held, heardAt, said: status, latest });
    return { deviceId, name, areaCode, joined, heardAt, status, attention };
  }
}

const jsonOf = (text: string): unknown =>
  z
    .string()
    .transform((s): unknown => JSON.parse(s))
    .safeParse(text).data;
