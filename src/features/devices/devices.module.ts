import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { DevicesDirectory } from './device-directory';
import { DeviceReadiness } from './device-readiness';
import { DevicesController } from './devices.controller';
import { DevicesRepository } from './devices.repository';
import { DevicesService } from './devices.service';
import { DeviceHealth } from './joining/device-health.service';
import { DeviceSessions } from './joining/device-sessions';
import { JoiningService } from './joining/joining.service';
import { ManifestUpdates } from './manifest-updates';
import { ManifestService } from './manifest.service';
import { RUNDOWN_SOURCE, type RundownSource } from './sources';
import { StationKeys } from './station-keys';

/** How the composition root gives the schedule's rundowns. */
export interface RundownBinding {
  /** Modules with what `create` takes, and the one with AreasService unless it is global. */
  imports: NonNullable<ModuleMetadata['imports']>;
  inject: unknown[];
  create: (...parts: never[]) => RundownSource;
}

/** Devices, their manifests and the station's keys. */
@Module({})
export class DevicesModule {
  static with(rundowns: RundownBinding): DynamicModule {
    const source = { provide: RUNDOWN_SOURCE, inject: rundowns.inject, useFactory: rundowns.create } as Provider;
    const shared = [
      DeviceHealth,
      DeviceReadiness,
      DevicesDirectory,
      DeviceSessions,
      DevicesService,
      JoiningService,
      ManifestService,
      StationKeys,
    ];
    return {
      module: DevicesModule,
      imports: rundowns.imports,
      controllers: [DevicesController],
      providers: [source, DevicesRepository, ManifestUpdates, ...shared],
      exports: shared,
    };
  }
}
