import { UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { memoryStorage } from 'multer';
import { Fault } from '../../domain/fault';

/** Ten times the longest real list. */
const longestBytes = 10_000_000;

/** Takes the CSV file of a route with `upload: { field: 'file' }` into memory; read it with `@UploadedFile()` and `csvOf`. */
export const CsvUpload = (): MethodDecorator & ClassDecorator =>
  // Said here, since the media feature makes recordings stream to disk for the whole application.
  UseInterceptors(FileInterceptor('file', { storage: memoryStorage(), limits: { fileSize: longestBytes, files: 1 } }));

/** The text of an uploaded file. Throws INPUT_INVALID without a file, IMPORT_REJECTED for other encodings than UTF-8. */
export function csvOf(file: { buffer: Uint8Array } | undefined): string {
  if (!file) {
    const issue = { path: 'file', message: 'choose a CSV file', messageVi: 'hãy chọn một tệp CSV' };
    throw new Fault('INPUT_INVALID', { issues: [issue] });
  }
  return decodeCsv(file.buffer);
}

/** The text of a CSV file's bytes. Spreadsheets write other encodings than UTF-8 unless told: IMPORT_REJECTED. */
export function decodeCsv(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const reason = 'the file is not UTF-8; save it as “CSV UTF-8”';
    const reasonVi = 'tệp không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”';
    throw new Fault('IMPORT_REJECTED', { errors: [{ row: 1, reason, reasonVi }] });
  }
}
