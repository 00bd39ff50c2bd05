import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ScheduleModule as CronModule } from '@nestjs/schedule';
import { AccountsModule } from './features/accounts';
import { AirtimeModule } from './features/airtime';
import { AreasModule, AreasService, rootAreaCode } from './features/areas';
import { AuditModule } from './features/audit';
import { BulletinsModule } from './features/bulletins';
import { CalendarsModule } from './features/calendars';
import { CampaignProgressModule } from './features/campaign-progress';
import { CampaignsModule } from './features/campaigns';
import { ComplaintsModule } from './features/complaints';
import { DevicesModule, StationKeys } from './features/devices';
import { LiveModule } from './features/live';
import { InterchangeModule } from './features/interchange';
import { MediaModule, type Normaliser } from './features/media';
import { NotificationsModule } from './features/notifications';
import { PlayoutModule } from './features/playout';
import { ExplainModule } from './features/explain';
import { PreflightModule } from './features/preflight';
import { ReportsModule } from './features/reports';
import { NextAiringsService, RELAY_METER, ScheduledRundowns, ScheduleModule } from './features/schedule';
import { RetentionModule } from './features/retention';
import { TopicsModule } from './features/topics';
import { EmbeddedPlayers } from './embedded-players';
import { FfmpegProgrammes } from './ffmpeg-programmes';
import { relayMeterOf } from './relay-meter';
import type { Clock } from './platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from './platform/config/config';
import type { Database } from './platform/database/database';
import type { StoreLock } from './platform/database/store-lock';
import type { EventDispatcher } from './platform/events/event-dispatcher';
import type { FfmpegBuild } from './platform/ffmpeg/find-ffmpeg';
import { HealthController } from './platform/http/health.controller';
import type { JobRunner } from './platform/jobs/job-runner';
import type { Logger } from './platform/logging/logger';
import { PlatformModule } from './platform/platform.module';
import type { AudioStore } from './platform/storage/audio-store';

/** Everything that exists before Nest does. */
export interface ServiceParts {
  config: LoaConfig;
  clock: Clock;
  logger: Logger;
  database: Database;
  events: EventDispatcher;
  jobs: JobRunner;
  ffmpeg: FfmpegBuild;
  store: AudioStore;
  normaliser: Normaliser;
  lock: StoreLock | null;
}

@Global()
@Module({})
class ConfigModule {
  static with(config: LoaConfig): DynamicModule {
    const provider = { provide: LOA_CONFIG, useValue: config };
    return { module: ConfigModule, providers: [provider], exports: [provider] };
  }
}

@Global()
@Module({})
class RelayMeterModule {
  static with(build: FfmpegBuild): DynamicModule {
    const provider = { provide: RELAY_METER, useValue: relayMeterOf(build) };
    return { module: RelayMeterModule, providers: [provider], exports: [provider] };
  }
}

const areaTree = {
  imports: [AreasModule],
  inject: [AreasService],
  create: (areas: AreasService) => ({
    rootCode: () => rootAreaCode,
    ancestorsOf: async (code: string) => (areas.find(code) ? areas.ancestorsOf(code) : null),
  }),
};

const rundowns = {
  imports: [AreasModule, ScheduleModule],
  inject: [ScheduledRundowns],
  create: (scheduled: ScheduledRundowns) => scheduled,
};

const forecast = {
  imports: [ScheduleModule],
  inject: [NextAiringsService],
  create: (airings: NextAiringsService) => airings,
};

/** The service's composition root: which adapter stands behind which port, and every feature in the order of the data. */
@Module({})
export class AppModule {
  /** @param serves false for commands: the features without their clockwork */
  static with(parts: ServiceParts, { serves }: { serves: boolean }): DynamicModule {
    const devices = DevicesModule.with(rundowns);
    const players = {
      imports: [devices],
      inject: [StationKeys],
      create: (keys: StationKeys) => new EmbeddedPlayers(parts.config, parts.clock, parts.ffmpeg, keys),
      renderer: new FfmpegProgrammes(parts.ffmpeg),
    };
    const playout = PlayoutModule.with(players);
    const airtime = AirtimeModule.with({ imports: [AreasModule, playout] });
    const campaignProgress = CampaignProgressModule.with({
      imports: [AreasModule, CampaignsModule, BulletinsModule, ScheduleModule, airtime],
    });
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(parts.config),
        RelayMeterModule.with(parts.ffmpeg),
        PlatformModule.with(parts),
        ...(serves ? [CronModule.forRoot()] : []),
        AreasModule,
        TopicsModule,
        CampaignsModule,
        AccountsModule.with(areaTree),
        MediaModule.with(parts),
        BulletinsModule,
        ScheduleModule,
        CalendarsModule,
        devices,
        playout,
        airtime,
        campaignProgress,
        ExplainModule,
        LiveModule.with({ imports: [AreasModule, devices] }),
        PreflightModule.with({ imports: [devices], nativeFfmpeg: parts.ffmpeg.kind === 'native' }),
        RetentionModule,
        ComplaintsModule.with({ imports: [AreasModule, RetentionModule, playout] }),
        InterchangeModule.with({ imports: [AreasModule, TopicsModule, BulletinsModule, playout, airtime] }),
        ReportsModule.with({
          imports: [AreasModule, TopicsModule, CampaignsModule, campaignProgress, playout, airtime],
        }),
        AuditModule,
        NotificationsModule.with(forecast),
      ],
      controllers: [HealthController],
    };
  }
}
