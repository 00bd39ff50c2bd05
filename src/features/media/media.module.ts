import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule, RequestMethod } from '@nestjs/common';
import { AudioStore } from '../../platform/storage/audio-store';
import { StorageModule } from '../../platform/storage/storage.module';
import { AreasModule } from '../areas';
import { Fingerprinter, FpcalcFingerprinter } from './likeness/fingerprinter';
import { LikenessJob } from './likeness/likeness.job';
import { MediaController } from './media.controller';
import { MediaDetails } from './media-details';
import { MediaHearers } from './media-hearers';
import { MediaService } from './media.service';
import { NormaliseJob } from './normalise.job';
import { Normaliser } from './normaliser';
import { OpusRenditions } from './rendition/opus-renditions';
import { UploadModule } from './upload/receive-upload';
import { ResumableUploads } from './upload/resumable-uploads';
import { tusOptions, uploadsPath } from './upload/tus-protocol';
import { UploadUpkeep } from './upload/upload-upkeep';
import { UploadsController } from './upload/uploads.controller';
import { UploadsService } from './upload/uploads.service';

export interface MediaParts {
  store: AudioStore;
  normaliser: Normaliser;
  /** fpcalc of the PATH unless given. */
  fingerprinter?: Fingerprinter;
}

/** Uploads, their rendering in the background, listening. Global, so that later features find MediaService and can read forms with recordings. */
@Module({})
export class MediaModule implements NestModule {
  static with(parts: MediaParts): DynamicModule {
    return {
      module: MediaModule,
      global: true,
      imports: [StorageModule.with(parts.store), UploadModule, AreasModule],
      controllers: [MediaController, UploadsController],
      providers: [
        { provide: Normaliser, useValue: parts.normaliser },
        { provide: Fingerprinter, useValue: parts.fingerprinter ?? new FpcalcFingerprinter() },
        MediaService,
        MediaDetails,
        MediaHearers,
        UploadsService,
        ResumableUploads,
        UploadUpkeep,
        NormaliseJob,
        OpusRenditions,
        LikenessJob,
      ],
      exports: [MediaService, MediaHearers, UploadsService, UploadModule],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(tusOptions).forRoutes({ path: uploadsPath, method: RequestMethod.OPTIONS });
  }
}
