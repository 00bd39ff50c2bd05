import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { ScheduleModule } from '../schedule';
import { ExplainController } from './explain.controller';
import { ExplainService } from './explain.service';

/** Why something played, or did not (S10). */
@Module({
  controllers: [ExplainController],
  providers: [ExplainService],
  exports: [ExplainService],
})
export class ExplainModule {
  /** @param imports the module of devices, as the composition root made it */
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: ExplainModule, imports: [AreasModule, BulletinsModule, ScheduleModule, ...imports] };
  }
}
