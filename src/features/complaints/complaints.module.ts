import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { ComplaintsController } from './complaints.controller';
import { ComplaintsService } from './complaints.service';
import { EvidenceTaker } from './evidence-taker';

/** The register of complaints. AccountsModule is global. */
@Module({
  controllers: [ComplaintsController],
  providers: [ComplaintsService, EvidenceTaker],
  exports: [ComplaintsService],
})
export class ComplaintsModule {
  /** @param imports the modules of areas, retention and playout, as the composition root made them */
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: ComplaintsModule, imports };
  }
}
