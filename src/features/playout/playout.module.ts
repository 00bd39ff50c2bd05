import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { DevicesDirectory } from '../devices';
import { ScheduleModule } from '../schedule';
import { TopicsModule } from '../topics';
import { CorrectionsService } from './corrections.service';
import { DeviceGuard } from './link/device-guard';
import { DeviceLinkController } from './link/device-link.controller';
import { UnchangedManifests } from './link/unchanged-manifests';
import { EmbeddedDevices } from './embedded-devices';
import { LedgerFacts } from './ledger-facts';
import { NamesOfTopics, PlacesOfAreas } from './ledger-ports';
import { LedgerIntake } from './ledger-intake';
import { LedgerUpkeep } from './ledger-upkeep';
import { LedgerWriter } from './ledger-writer';
import { LiveSpeeches } from './manual/live-speeches.service';
import { ManualController } from './manual/manual.controller';
import { ManualSessions } from './manual/manual-sessions.service';
import { ProgrammeRenderer, SessionFiles } from './manual/session-files';
import { ordersProviders } from './orders/orders.providers';
import { OrdersController } from './orders/orders.controller';
import { PlannedFromManifests } from './planned-from-manifests';
import { PlayerStarter } from './player-starter';
import { PlayoutController } from './playout.controller';
import { PlayoutService } from './playout.service';
import { DeviceDirectory, PlannedItems, Places, TopicNames } from './ports';
import { ReconcilerService, UNREPORTED_AFTER_MS } from './reconciler.service';
import { LedgerEvidence } from './seal/ledger-evidence';
import { RundownDevices } from './rundown-devices.service';
import { SealerService } from './seal/sealer.service';
import { StationSide } from './station-side';

/** How the composition root gives the player program. */
export interface PlayerBinding {
  /** The devices' module, and what else `create` takes. */
  imports: NonNullable<ModuleMetadata['imports']>;
  inject: unknown[];
  create: (...parts: never[]) => PlayerStarter;
  /** Makes the files of communes without a box. */
  renderer: ProgrammeRenderer;
}

/** The ledger of what went on air, and the devices inside this process. */
@Module({})
export class PlayoutModule {
  static with(players: PlayerBinding): DynamicModule {
    const starter = { provide: PlayerStarter, inject: players.inject, useFactory: players.create } as Provider;
    return {
      module: PlayoutModule,
      imports: [AreasModule, BulletinsModule, TopicsModule, ScheduleModule, ...players.imports],
      controllers: [PlayoutController, OrdersController, DeviceLinkController, ManualController],
      providers: [
        starter,
        { provide: DeviceDirectory, useExisting: DevicesDirectory },
        { provide: Places, useClass: PlacesOfAreas },
        { provide: TopicNames, useClass: NamesOfTopics },
        { provide: PlannedItems, useClass: PlannedFromManifests },
        {
          provide: UNREPORTED_AFTER_MS,
          inject: [LOA_CONFIG],
          useFactory: ({ unreportedHours }: LoaConfig) => unreportedHours * 3_600_000,
        },
        CorrectionsService,
        LedgerFacts,
        LedgerIntake,
        LedgerWriter,
        PlayoutService,
        RundownDevices,
        ReconcilerService,
        LedgerUpkeep,
        LedgerEvidence,
        SealerService,
        StationSide,
        DeviceGuard,
        UnchangedManifests,
        EmbeddedDevices,
        { provide: ProgrammeRenderer, useValue: players.renderer },
        SessionFiles,
        ManualSessions,
        LiveSpeeches,
        ...ordersProviders,
      ],
      exports: [PlayoutService, ReconcilerService, LedgerWriter, LedgerEvidence, SealerService, EmbeddedDevices],
    };
  }
}
