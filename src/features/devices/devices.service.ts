import { Injectable } from '@nestjs/common';
import { counts, type DeviceKind, type SinkName } from '../../domain/devices/device';
import { horizonDaysOf } from '../../domain/devices/horizon';
import type { VolumeSpan } from '../../domain/playout/manifest';
import { Fault } from '../../domain/fault';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService, inForce } from '../areas';
import { DevicesDirectory, type DirectoryEntry } from './device-directory';
import type { DeviceEntity } from './device.entity';
import { DevicesRepository } from './devices.repository';

export type Device = Readonly<Omit<DeviceEntity, 'rebuildTurn'>>;

export interface NewDevice {
  kind: DeviceKind;
  /** A commune or a zone. */
  areaCode: string;
  name: string;
  place: string;
  sink: SinkName;
  /** In the wall clock of the area. */
  volume: readonly Omit<VolumeSpan, 'zone'>[];
  /** Its player runs inside the service; always so for the kind `embedded`. */
  embedded: boolean;
}

type DeviceChange = 'created' | 'renamed' | 'moved' | 'retired';

/**
 * The devices and where they stand; who may is asked above. Every change leaves its audit row (X5) and emits
 * `device.changed {deviceId, change}`, upon which its manifest is made anew.
 */
@Injectable()
export class DevicesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly devices: DevicesRepository,
    private readonly areas: AreasService,
    private readonly entries: DevicesDirectory,
  ) {}

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<Device> {
    return found(await this.devices.find(this.read.manager, id), id);
  }

  /** The devices of an area and of all below it, retired ones last. */
  list(areaCode: string): Promise<Device[]> {
    return this.serving([areaCode]);
  }

  /** The same for several areas at once. */
  serving(areaCodes: readonly string[]): Promise<Device[]> {
    const below = areaCodes.flatMap((code) => this.areas.descendantsOf(code, 'commune').map((area) => area.code));
    return this.devices.inAreas(this.read.manager, [...new Set([...areaCodes, ...below])]);
  }

  /** For how many days the devices that play an area's programme are told ahead; `atLeast` where there are none. */
  async daysAhead(areaCode: string, atLeast: number): Promise<number> {
    const serving = await this.devices.inAreas(this.read.manager, [areaCode]);
    const inUse = serving.filter(({ retiredAt }) => retiredAt === null);
    return Math.max(atLeast, ...inUse.map((device) => horizonDaysOf(device, atLeast)));
  }

  /** Every device that is not retired. */
  inUse(): Promise<Device[]> {
    return this.devices.inUse(this.read.manager);
  }

  /** Whose airtime it makes. Throws NOT_FOUND. */
  async directory(deviceId: string): Promise<DirectoryEntry> {
    const entry = (await this.entries.find([deviceId])).get(deviceId);
    if (!entry) throw new Fault('NOT_FOUND', { what: 'device', id: deviceId });
    return entry;
  }

  /** L5, by the area's setting as it is now. */
  counts({ kind, areaCode }: Pick<Device, 'kind' | 'areaCode'>): boolean {
    return counts(kind, this.areas.settingsOf(areaCode));
  }

  /** Throws AREA_UNKNOWN, AREA_LEVEL_WRONG, and STATE_FORBIDS in an area that has ended. */
  async create(actor: Actor, wanted: NewDevice): Promise<Device> {
    const { kind, areaCode, name, place, sink } = wanted;
    const communeCode = this.communeOf(areaCode, 'device.create');
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    return this.uow.run(actor, async (tx) => {
      const device: DeviceEntity = {
        id: newId(tx.nowMs),
        kind,
        areaCode,
        communeCode,
        name,
        place,
        sink,
        volume: wanted.volume.map((span) => ({ ...span, zone })),
        embedded: wanted.embedded || kind === 'embedded',
        publicKey: null,
        createdAt: tx.nowMs,
        placedAt: tx.nowMs,
        retiredAt: null,
        rebuildTurn: 0,
      };
      await this.devices.insert(tx.manager, device);
      const { rebuildTurn: _turn, ...after } = device;
      await this.record(tx, device, 'created', { after });
      return device;
    });
  }

  /** Changes the name, the words for the place, or both. Throws NOT_FOUND, STATE_FORBIDS. */
  rename(actor: Actor, id: string, wanted: { name?: string; place?: string }): Promise<Device> {
    return this.change(actor, id, 'renamed', ({ name, place }) => ({
      name: wanted.name ?? name,
      place: wanted.place ?? place,
    }));
  }

  /** From now on it serves another area. Throws NOT_FOUND, STATE_FORBIDS, AREA_UNKNOWN, AREA_LEVEL_WRONG. */
  async move(actor: Actor, id: string, areaCode: string): Promise<Device> {
    const communeCode = this.communeOf(areaCode, 'device.move');
    return this.change(actor, id, 'moved', (device, tx) => {
      const placedAt = device.areaCode === areaCode ? device.placedAt : tx.nowMs;
      return { areaCode, communeCode, placedAt };
    });
  }

  /** For good: its next manifest has no programmes. Throws NOT_FOUND, STATE_FORBIDS. */
  retire(actor: Actor, id: string): Promise<Device> {
    return this.change(actor, id, 'retired', (_, tx) => ({ retiredAt: tx.nowMs }));
  }

  private change(
    actor: Actor,
    id: string,
    change: DeviceChange,
    fieldsOf: (device: DeviceEntity, tx: Transaction) => Partial<DeviceEntity>,
  ): Promise<Device> {
    return this.uow.run(actor, async (tx) => {
      const device = found(await this.devices.find(tx.manager, id), id);
      if (device.retiredAt !== null) {
        throw new Fault('STATE_FORBIDS', { what: device.name, state: 'retired', action: `device.${change}` });
      }
      const after = fieldsOf(device, tx);
      const keys = Object.keys(after) as (keyof DeviceEntity)[];
      if (keys.every((key) => device[key] === after[key])) return device;
      await this.devices.update(tx.manager, id, after);
      const before = Object.fromEntries(keys.map((key) => [key, device[key]]));
      const now = { ...device, ...after };
      await this.record(tx, now, change, { before, after });
      return now;
    });
  }

  private async record(
    tx: Transaction,
    { id: deviceId, communeCode }: Device,
    change: DeviceChange,
    said: { before?: unknown; after: unknown },
  ): Promise<void> {
    await tx.audit({ action: `device.${change}`, entity: 'device', entityId: deviceId, ...said });
    await tx.emit({ type: 'device.changed', payload: { deviceId, communeCode, change } });
  }

  private communeOf(areaCode: string, action: string): string {
    const area = this.areas.get(areaCode);
    if (!inForce(area)) throw new Fault('STATE_FORBIDS', { what: area.name, state: 'ended', action });
    if (area.level === 'zone' && area.parentCode !== null) return area.parentCode;
    if (area.level === 'commune') return area.code;
    throw new Fault('AREA_LEVEL_WRONG', { code: areaCode, wanted: 'commune', found: area.level });
  }
}

function found(device: DeviceEntity | null, id: string): DeviceEntity {
  if (!device) throw new Fault('NOT_FOUND', { what: 'device', id });
  return device;
}
