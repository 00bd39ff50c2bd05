import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AudioStore } from './audio-store';

/** Gives the one store of audio to whoever injects AudioStore. */
@Global()
@Module({})
export class StorageModule {
  static with(store: AudioStore): DynamicModule {
    return {
      module: StorageModule,
      providers: [{ provide: AudioStore, useValue: store }],
      exports: [AudioStore],
    };
  }
}
