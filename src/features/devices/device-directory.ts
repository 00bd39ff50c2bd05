import { Injectable } from '@nestjs/common';
import { counts, type DeviceKind } from '../../domain/devices/device';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService } from '../areas';
import type { DeviceEntity } from './device.entity';
import { DevicesRepository } from './devices.repository';

/** What the ledger must know of a device (L5). */
export interface DirectoryEntry {
  deviceId: string;
  name: string;
  kind: DeviceKind;
  areaCode: string;
  communeCode: string;
  /** The zone it serves; null when it serves its whole commune. */
  zoneCode: string | null;
  /** Whether its airings count as airtime of the commune, by the area's setting as it is now. */
  counts: boolean;
}

/** Whose airtime a device makes, and what a commune's coverage is measured against (L5). */
@Injectable()
export class DevicesDirectory {
  constructor(
    private readonly read: ReadDatabase,
    private readonly devices: DevicesRepository,
    private readonly areas: AreasService,
  ) {}

  /** Every known device of those asked for, retired ones too. */
  async find(deviceIds: readonly string[]): Promise<ReadonlyMap<string, DirectoryEntry>> {
    const devices = await this.devices.findAll(this.read.manager, deviceIds);
    return new Map(devices.map((device) => [device.id, this.entryOf(device)]));
  }

  /** The counting devices in use, and the zones in force, of each commune. */
  async reachOf(communeCodes: readonly string[]): Promise<ReadonlyMap<string, { devices: number; zones: number }>> {
    const found = await this.devices.inAreas(this.read.manager, communeCodes);
    const counting = found.filter((device) => device.retiredAt === null && this.entryOf(device).counts);
    return new Map(
      communeCodes.map((code) => {
        const devices = counting.filter(({ communeCode }) => communeCode === code).length;
        return [code, { devices, zones: this.areas.zonesOf(code).length }];
      }),
    );
  }

  private entryOf({ id: deviceId, name, kind, areaCode, communeCode }: DeviceEntity): DirectoryEntry {
    const zoneCode = areaCode === communeCode ? null : areaCode;
    const counting = counts(kind, this.areas.settingsOf(areaCode));
    return { deviceId, name, kind, areaCode, communeCode, zoneCode, counts: counting };
  }
}
