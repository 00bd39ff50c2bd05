import { In, type EntityManager } from 'typeorm';
import { DeviceBootEntity, DeviceCredentialEntity, DeviceHeartbeatEntity } from './device-credential.entity';

export const findCredential = (manager: EntityManager, deviceId: string): Promise<DeviceCredentialEntity | null> =>
  manager.findOneBy(DeviceCredentialEntity, { deviceId });

export const findCredentials = (manager: EntityManager, ids: readonly string[]): Promise<DeviceCredentialEntity[]> =>
  manager.findBy(DeviceCredentialEntity, { deviceId: In([...ids]) });

export const findByCode = (manager: EntityManager, codeHash: string): Promise<DeviceCredentialEntity | null> =>
  manager.findOneBy(DeviceCredentialEntity, { codeHash });

/** Changes the fields given, making the row where there is none. */
export async function saveCredential(
  manager: EntityManager,
  change: Pick<DeviceCredentialEntity, 'deviceId'> & Partial<DeviceCredentialEntity>,
): Promise<void> {
  const empty = { codeHash: null, codeExpiresAt: null, joinedAt: null, heldAt: null };
  const before = await findCredential(manager, change.deviceId);
  await manager.save(DeviceCredentialEntity, { ...empty, ...before, ...change });
}

/** The boots of a device that opened a session, the latest first. */
export const findBoots = (manager: EntityManager, deviceId: string): Promise<DeviceBootEntity[]> =>
  manager.find(DeviceBootEntity, { where: { deviceId }, order: { openedAt: 'DESC', boot: 'DESC' }, take: 50 });

export async function saveBoot(manager: EntityManager, boot: DeviceBootEntity): Promise<void> {
  await manager.insert(DeviceBootEntity, boot);
}

export async function forgetBoots(manager: EntityManager, deviceId: string): Promise<void> {
  await manager.delete(DeviceBootEntity, { deviceId });
}

export async function saveHeartbeat(manager: EntityManager, heartbeat: DeviceHeartbeatEntity): Promise<void> {
  await manager.save(DeviceHeartbeatEntity, heartbeat);
}

export const findHeartbeats = (manager: EntityManager, ids: readonly string[]): Promise<DeviceHeartbeatEntity[]> =>
  manager.findBy(DeviceHeartbeatEntity, { deviceId: In([...ids]) });
