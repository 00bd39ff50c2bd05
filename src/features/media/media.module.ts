import { type DynamicModule, Module } from '@nestjs/common';
import { AudioStore } from '../../platform/storage/audio-store';
import { StorageModule } from '../../platform/storage/storage.module';
import { AreasModule } from '../areas';
import { MediaController } from './media.controller';
import { MediaService } from './media.service';
import { NormaliseJob } from './normalise.job';
import { Normaliser } from './normaliser';
import { UploadModule } from './upload/receive-upload';
import { UploadsService } from './upload/uploads.service';

export interface MediaParts {
  store: AudioStore;
  normaliser: Normaliser;
}

/** Uploads, their rendering in the background, listening. Global, so that later features find MediaService and can read forms with recordings. */
@Module({})
export class MediaModule {
  static with(parts: MediaParts): DynamicModule {
    return {
      module: MediaModule,
      global: true,
      imports: [StorageModule.with(parts.store), UploadModule, AreasModule],
      controllers: [MediaController],
      providers: [{ provide: Normaliser, useValue: parts.normaliser }, MediaService, UploadsService, NormaliseJob],
      exports: [MediaService, UploadsService, UploadModule],
    };
  }
}
