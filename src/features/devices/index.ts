import { DeviceManifestEntity } from './device-manifest.entity';
import { DeviceEntity } from './device.entity';
import { DeviceBootEntity, DeviceCredentialEntity, DeviceHeartbeatEntity } from './joining/device-credential.entity';
import { ManifestApplicationEntity } from './manifest-application.entity';

const joiningEntities = [DeviceCredentialEntity, DeviceBootEntity, DeviceHeartbeatEntity];

export { DeviceHealth } from './joining/device-health.service';
export { DeviceSessions, type DeviceSession } from './joining/device-sessions';
export { JoiningService } from './joining/joining.service';
export { DeviceReadiness, type ReadyDevice, type SessionVersion } from './device-readiness';
export { DevicesDirectory, type DirectoryEntry } from './device-directory';
export { DevicesModule, type RundownBinding } from './devices.module';
export { DevicesService, type Device, type NewDevice } from './devices.service';
export { ManifestService } from './manifest.service';
export type { OrderedDevice, OrderSource, RundownSource } from './sources';
export { recoveryKeyFromText, StationKeys } from './station-keys';

export const deviceEntities = [DeviceEntity, DeviceManifestEntity, ManifestApplicationEntity, ...joiningEntities];
