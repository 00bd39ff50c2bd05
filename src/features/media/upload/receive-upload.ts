import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor, MulterModule } from '@nestjs/platform-express';
import type { Route } from '../../../contracts/http/route';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { AudioStore } from '../../../platform/storage/audio-store';
import { FormFieldsInterceptor } from './form-fields';
import { storeEngine } from './store-engine';

/** More than the fields of any form here, and room for a long text beside the recording. */
const fields = { fields: 60, fieldSize: 500_000 };

/** How forms with a recording are read, for a module whose controllers use `ReceiveUpload`. */
export const UploadModule = MulterModule.registerAsync({
  inject: [AudioStore, LOA_CONFIG],
  useFactory: (store: AudioStore, config: LoaConfig) => ({
    storage: storeEngine(store),
    limits: { ...fields, files: 1, fileSize: config.uploadLimitBytes },
    defParamCharset: 'utf8',
  }),
});

/**
 * Reads the form of a route with `upload`: take the file by `@UploadedFile() file: ReceivedFile | undefined` and work with it inside
 * `withUpload`. The controller's module must import MediaModule.
 */
export function ReceiveUpload(route: Pick<Route, 'upload'>): MethodDecorator {
  if (!route.upload) throw new Error('this route takes no file');
  return applyDecorators(UseInterceptors(FileInterceptor(route.upload.field), FormFieldsInterceptor));
}
