import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { InterchangeController } from './interchange.controller';
import { InterchangeExport } from './interchange-export.service';
import { InterchangeImport } from './interchange-import.service';

/** Exchange with provincial systems. */
@Module({
  controllers: [InterchangeController],
  providers: [InterchangeExport, InterchangeImport],
  exports: [InterchangeExport, InterchangeImport],
})
export class InterchangeModule {
  /** @param imports the modules of areas, topics, bulletins, playout and airtime, as the composition root made them */
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: InterchangeModule, imports };
  }
}
