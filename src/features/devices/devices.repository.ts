import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, type EntityManager } from 'typeorm';
import { isIn, query, sql } from '../../platform/database/sql';
import { DeviceManifestEntity } from './device-manifest.entity';
import { DeviceEntity } from './device.entity';
import { ManifestApplicationEntity } from './manifest-application.entity';

/** The tables of devices and their manifests. */
@Injectable()
export class DevicesRepository {
  find(manager: EntityManager, id: string): Promise<DeviceEntity | null> {
    return manager.findOneBy(DeviceEntity, { id });
  }

  findAll(manager: EntityManager, ids: readonly string[]): Promise<DeviceEntity[]> {
    return manager.findBy(DeviceEntity, { id: In([...ids]) });
  }

  /** Devices that serve any of the areas or a zone of any of the communes, in use first, by name. */
  async inAreas(manager: EntityManager, areaCodes: readonly string[]): Promise<DeviceEntity[]> {
    const codes = In([...areaCodes]);
    const found = await manager.find(DeviceEntity, {
      where: [{ areaCode: codes }, { communeCode: codes }],
      order: { name: 'ASC', id: 'ASC' },
    });
    return [...found.filter((one) => one.retiredAt === null), ...found.filter((one) => one.retiredAt !== null)];
  }

  inUse(manager: EntityManager): Promise<DeviceEntity[]> {
    return manager.find(DeviceEntity, { where: { retiredAt: IsNull() }, order: { id: 'ASC' } });
  }

  async insert(manager: EntityManager, device: DeviceEntity): Promise<void> {
    await manager.insert(DeviceEntity, device);
  }

  async update(manager: EntityManager, id: string, change: Partial<DeviceEntity>): Promise<void> {
    await manager.update(DeviceEntity, { id }, change);
  }

  /** Begins a rebuild: the device as it is now, its turn counted up; null when there is none. */
  async takeTurn(manager: EntityManager, id: string): Promise<DeviceEntity | null> {
    await manager.increment(DeviceEntity, { id }, 'rebuildTurn', 1);
    return this.find(manager, id);
  }

  /**
   * True while no later rebuild began. Writes the row, so that on PostgreSQL a rebuild that begins meanwhile makes one of the two
   * transactions run again and see the other.
   */
  async holdsTurn(manager: EntityManager, id: string, turn: number): Promise<boolean> {
    const result = await manager.update(DeviceEntity, { id, rebuildTurn: turn }, { rebuildTurn: turn });
    return (result.affected ?? 0) === 1;
  }

  async latestManifest(manager: EntityManager, deviceId: string): Promise<DeviceManifestEntity | null> {
    return manager.findOne(DeviceManifestEntity, { where: { deviceId }, order: { version: 'DESC' } });
  }

  /** Its version alone, without reading it. */
  async latestVersion(manager: EntityManager, deviceId: string): Promise<number | null> {
    return manager.maximum(DeviceManifestEntity, 'version', { deviceId });
  }

  async manifestAt(manager: EntityManager, deviceId: string, instant: number): Promise<DeviceManifestEntity | null> {
    return manager.findOne(DeviceManifestEntity, {
      where: { deviceId, issuedAt: LessThanOrEqual(instant) },
      order: { version: 'DESC' },
    });
  }

  /** The manifest that the device had applied at an instant, by its own word. */
  async appliedManifestAt(
    manager: EntityManager,
    deviceId: string,
    instant: number,
  ): Promise<DeviceManifestEntity | null> {
    const [applied] = await manager.find(ManifestApplicationEntity, {
      where: { deviceId, appliedAt: LessThanOrEqual(instant) },
      order: { appliedAt: 'DESC', version: 'DESC' },
      take: 1,
    });
    return applied ? manager.findOneBy(DeviceManifestEntity, { deviceId, version: applied.version }) : null;
  }

  async manifestOf(manager: EntityManager, deviceId: string, version: number): Promise<DeviceManifestEntity | null> {
    return manager.findOneBy(DeviceManifestEntity, { deviceId, version });
  }

  /** Notes the first word about a version; again changes nothing. */
  async noteApplied(manager: EntityManager, deviceId: string, version: number, appliedAt: number): Promise<void> {
    await manager
      .createQueryBuilder()
      .insert()
      .into(ManifestApplicationEntity)
      .values({ deviceId, version, appliedAt })
      .orIgnore()
      .execute();
  }

  async appendManifest(manager: EntityManager, manifest: DeviceManifestEntity): Promise<void> {
    await manager.insert(DeviceManifestEntity, manifest);
  }

  /** The newest manifest that each device said it had applied. */
  async lastApplied(manager: EntityManager, deviceIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await query<{ id: string; version: number | string }>(
      manager,
      sql`SELECT device_id AS id, MAX(version) AS version FROM manifest_applications
        WHERE ${isIn('device_id', deviceIds)} GROUP BY device_id`,
    );
    return new Map(rows.map(({ id, version }) => [id, Number(version)]));
  }

  /** The latest manifest of each device that has one: its end, and the key that signed it. */
  async standing(manager: EntityManager): Promise<Map<string, { notAfter: number; keyId: string }>> {
    const latest = manager
      .createQueryBuilder(DeviceManifestEntity, 'one')
      .select('MAX(one.version)')
      .where('one.deviceId = manifest.deviceId');
    const rows = await manager
      .createQueryBuilder(DeviceManifestEntity, 'manifest')
      .select('manifest.deviceId', 'deviceId')
      .addSelect('manifest.notAfter', 'notAfter')
      .addSelect('manifest.keyId', 'keyId')
      .where(`manifest.version = (${latest.getQuery()})`)
      .getRawMany<{ deviceId: string; notAfter: number | string; keyId: string }>();
    return new Map(rows.map(({ deviceId, notAfter, keyId }) => [deviceId, { notAfter: Number(notAfter), keyId }]));
  }
}
