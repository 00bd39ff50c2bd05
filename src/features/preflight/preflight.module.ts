import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { ScheduleModule } from '../schedule';
import { AudioWatch } from './audio-watch';
import { NATIVE_FFMPEG, PreflightJudge } from './preflight-judge';
import { PreflightTelling } from './preflight-telling';
import { PreflightUpkeep } from './preflight-upkeep';
import { PreflightController } from './preflight.controller';
import { PreflightService } from './preflight.service';

export interface PreflightParts {
  /** The module of devices, as the composition root made it. */
  imports: NonNullable<ModuleMetadata['imports']>;
  /** Whether this machine's ffmpeg is a native one, which alone can take live relays. */
  nativeFfmpeg: boolean;
}

/** Days judged before they come (S8). AccountsModule and the store of audio are global. */
@Module({})
export class PreflightModule {
  static with({ imports, nativeFfmpeg }: PreflightParts): DynamicModule {
    return {
      module: PreflightModule,
      imports: [AreasModule, BulletinsModule, ScheduleModule, ...imports],
      controllers: [PreflightController],
      providers: [
        { provide: NATIVE_FFMPEG, useValue: nativeFfmpeg },
        PreflightJudge,
        PreflightTelling,
        PreflightService,
        AudioWatch,
        PreflightUpkeep,
      ],
      exports: [PreflightService],
    };
  }
}
