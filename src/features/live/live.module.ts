import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { LiveController } from './live.controller';
import { LiveHints } from './live-hints';

/** Tells open pages that something changed. AccountsModule is global. */
@Module({})
export class LiveModule {
  /** `imports`: areas and devices, as the station has them. */
  static with({ imports }: Pick<ModuleMetadata, 'imports'>): DynamicModule {
    return { module: LiveModule, imports: imports ?? [], controllers: [LiveController], providers: [LiveHints] };
  }
}
