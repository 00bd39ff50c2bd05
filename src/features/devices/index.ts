import { DeviceManifestEntity } from './device-manifest.entity';
import { DeviceEntity } from './device.entity';

export { DevicesModule, type RundownBinding } from './devices.module';
export { DevicesService, type Device, type DirectoryEntry, type NewDevice } from './devices.service';
export { ManifestService } from './manifest.service';
export type { OrderedDevice, OrderSource, RundownSource } from './sources';
export { recoveryKeyFromText, StationKeys } from './station-keys';

export const deviceEntities = [DeviceEntity, DeviceManifestEntity];
