import { Injectable } from '@nestjs/common';
import { Fault } from '../../../domain/fault';
import { ReadDatabase } from '../../../platform/database/database';
import type { Actor } from '../../../platform/database/transaction';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { DevicesService } from '../../devices';
import type { DeviceAlarmEntity } from './device-alarm.entity';
import { acknowledgeAlarm, findAlarm, listAlarms } from './orders.repository';

/** What devices complained of, and who has seen to it (P6). */
@Injectable()
export class AlarmsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesService,
  ) {}

  /** Of the devices that serve the area now, newest first; `open`: only those nobody has seen to. */
  async list(
    areaCode: string,
    asked: { open: boolean; limit: number },
  ): Promise<(DeviceAlarmEntity & { deviceName: string })[]> {
    const devices = await this.devices.list(areaCode);
    const names = new Map(devices.map(({ id, name }) => [id, name]));
    const alarms = await listAlarms(this.read.manager, [...names.keys()], asked);
    return alarms.map((alarm) => ({ ...alarm, deviceName: names.get(alarm.deviceId) ?? '' }));
  }

  /** Somebody has seen to it; again changes nothing. Throws NOT_FOUND for an alarm of another area. */
  async acknowledge(actor: Actor, areaCode: string, id: string): Promise<void> {
    const devices = await this.devices.list(areaCode);
    await this.uow.run(actor, async (tx) => {
      const alarm = await findAlarm(tx.manager, id);
      if (!alarm || !devices.some((device) => device.id === alarm.deviceId)) {
        throw new Fault('NOT_FOUND', { what: 'alarm', id });
      }
      if (alarm.acknowledgedAt !== null) return;
      await acknowledgeAlarm(tx.manager, id, actor.name, tx.nowMs);
      const after = { acknowledgedAt: tx.nowMs, acknowledgedBy: actor.name };
      await tx.audit({ action: 'alarm.acknowledged', entity: 'alarm', entityId: id, after });
    });
  }
}
