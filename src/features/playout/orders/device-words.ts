import { Injectable } from '@nestjs/common';
import type { DeviceMessage, DeviceStatus, StationMessage } from '../../../contracts/device/link';
import { beginCommand, endCommand } from '../../../domain/playout/orders';
import { letOthersRun } from '../../../platform/clock/let-others-run';
import { newId } from '../../../platform/clock/identifiers';
import { ReadDatabase } from '../../../platform/database/database';
import { systemActor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { DevicesService, ManifestService } from '../../devices';
import { readManifest } from '../read-manifest';
import { beginId, endId, readCommandId } from './command-id';
import { confirm, findUnconfirmed, raiseAlarm } from './orders.repository';

type Alarm = Extract<DeviceMessage, { kind: 'alarm' }>;

/** What devices say that must be kept: alarms, applied manifests, obeyed orders; and what they have yet to hear. */
@Injectable()
export class DeviceWords {
  /** Devices by the command they obeyed, not yet stored. */
  private readonly answers = new Map<string, string[]>();
  private storing: Promise<void> | null = null;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesService,
    private readonly manifests: ManifestService,
  ) {}

  async alarm(deviceId: string, { code, at, airingKey, detail }: Alarm): Promise<void> {
    const { areaCode, communeCode, name } = await this.devices.get(deviceId);
    await this.uow.run(systemActor(`device ${deviceId}`), async (tx) => {
      const first = await raiseAlarm(tx.manager, {
        id: newId(tx.nowMs),
        ...{ deviceId, areaCode, communeCode, code, airingKey, detail },
        ...{ firstAt: at, lastAt: at, times: 1, acknowledgedAt: null, acknowledgedBy: null },
      });
      const payload = { deviceId, deviceName: name, areaCode, code, at, airingKey, detail, first };
      await tx.emit({ type: 'device.alarm', payload });
    });
  }

  /** What nobody can read any more is an alarm by itself, which stands until somebody has seen to it. */
  async lost(deviceId: string, { at, alarmsLost = 0 }: DeviceStatus): Promise<void> {
    if (alarmsLost <= 0) return;
    await this.alarm(deviceId, { kind: 'alarm', code: 'alarms-lost', at, airingKey: null, detail: String(alarmsLost) });
  }

  /** From now on the device does what stands in this version (P8); the orders in it are confirmed with it. */
  async applied(deviceId: string, version: number): Promise<void> {
    const owed = await findUnconfirmed(this.read.manager, deviceId);
    const signed = owed.length > 0 ? await this.manifests.version(deviceId, version) : null;
    const manifest = signed && readManifest(signed);
    const named = new Set([
      ...(manifest?.holds.map((one) => one.id) ?? []),
      ...(manifest?.emergencies.map((one) => one.commandId) ?? []),
      ...(manifest?.playNows?.map((one) => one.commandId) ?? []),
    ]);
    await this.uow.run(systemActor(`device ${deviceId}`), async (tx) => {
      await this.manifests.noteApplied(tx, deviceId, version);
      for (const { order } of owed) {
        const key = { orderId: order.id, deviceIds: [deviceId] };
        if (named.has(order.id)) await confirm(tx.manager, key, 'begun', tx.nowMs);
        else if (manifest && order.endedAt !== null && manifest.issuedAt >= order.endedAt)
          await confirm(tx.manager, key, 'ended', tx.nowMs);
      }
    });
  }

  /** The device has obeyed a command. */
  async obeyed(deviceId: string, commandId: string): Promise<void> {
    const said = readCommandId(commandId);
    if (!said) return;
    const devices = this.answers.get(commandId);
    if (devices) devices.push(deviceId);
    else this.answers.set(commandId, [deviceId]);
    this.storing ??= this.store().finally(() => (this.storing = null));
    await this.storing;
  }

  /** Many devices answer at once: their words are kept together, so that the next order need not wait behind hundreds of writes. */
  private async store(): Promise<void> {
    while (this.answers.size > 0) {
      // Those that are on their way come along.
      await letOthersRun();
      const answers = [...this.answers];
      this.answers.clear();
      await this.uow.run(systemActor('devices'), async (tx) => {
        for (const [commandId, deviceIds] of answers) {
          const said = readCommandId(commandId);
          if (said) await confirm(tx.manager, { orderId: said.orderId, deviceIds }, said.what, tx.nowMs);
        }
      });
    }
  }

  /** What a device that has just come back must still be told: orders it never confirmed, and only the end of those that are over. */
  async owedTo(deviceId: string, now: number): Promise<StationMessage[]> {
    const { areaCode } = await this.devices.get(deviceId);
    const owed = await findUnconfirmed(this.read.manager, deviceId);
    return owed.flatMap(({ order }): StationMessage[] => {
      if (order.untilAt !== null && order.untilAt <= now) return [];
      const command = order.endedAt === null ? beginCommand(order, { areaCode }) : endCommand(order);
      const id = order.endedAt === null ? beginId(order.id) : endId(order.id);
      return command ? [{ kind: 'command', id, sentAt: now, command }] : [];
    });
  }
}
