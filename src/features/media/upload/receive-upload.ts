import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor, MulterModule } from '@nestjs/platform-express';
import type { Route } from '../../../contracts/http/route';
import { CLOCK, type Clock } from '../../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../../platform/config/config';
import { ReadDatabase } from '../../../platform/database/database';
import { AudioStore } from '../../../platform/storage/audio-store';
import { FormFieldsInterceptor } from './form-fields';
import { tightestQuota } from './quota.repository';
import { type RoomFor, storeEngine } from './store-engine';

/** More than the fields of any form here, and room for a long text beside the recording. */
const fields = { fields: 60, fieldSize: 500_000 };

/** How forms with a recording are read, for a module whose controllers use `ReceiveUpload`. */
export const UploadModule = MulterModule.registerAsync({
  inject: [AudioStore, LOA_CONFIG, ReadDatabase, CLOCK],
  useFactory: (store: AudioStore, config: LoaConfig, read: ReadDatabase, clock: Clock) => ({
    storage: storeEngine(store, roomIn(config, read, clock)),
    limits: { ...fields, files: 1, fileSize: config.uploadLimitBytes },
    defParamCharset: 'utf8',
  }),
});

/** The area counts only when its field came before the file; it is asked again when the upload goes on record. */
function roomIn(config: LoaConfig, read: ReadDatabase, clock: Clock): RoomFor {
  return ({ principal, body }) => {
    const { areaCode } = (body ?? {}) as { areaCode?: unknown };
    return tightestQuota(read.manager, config, {
      userId: principal?.userId ?? null,
      areaCode: typeof areaCode === 'string' ? areaCode : null,
      nowMs: clock.nowMs(),
    });
  };
}

/**
 * Reads the form of a route with `upload`: take the file by `@UploadedFile() file: ReceivedFile | undefined` and work with it inside
 * `withUpload`. The controller's module must import MediaModule.
 */
export function ReceiveUpload(route: Pick<Route, 'upload'>): MethodDecorator {
  if (!route.upload) throw new Error('this route takes no file');
  return applyDecorators(UseInterceptors(FileInterceptor(route.upload.field), FormFieldsInterceptor));
}
