import type { Readable } from 'node:stream';
import type { AudioStore, Incoming } from '../../../platform/storage/audio-store';

/** An upload as the form brought it: its bytes on disk and hashed, not yet part of the store. */
export interface ReceivedFile {
  originalname: string;
  incoming: Incoming;
}

/** What multer asks of a place for files; its own types speak of Express. */
interface StorageEngine {
  _handleFile(
    request: unknown,
    file: { stream: Readable },
    done: (error: unknown, info?: Partial<ReceivedFile> & { size: number }) => void,
  ): void;
  _removeFile(request: unknown, file: Partial<ReceivedFile>, done: (error: unknown) => void): void;
}

/** Streams a form's file into the store while its hash is taken; multer removes what a refused request had sent. */
export function storeEngine(store: AudioStore): StorageEngine {
  return {
    _handleFile: (_request, file, done) => {
      store.receive(file.stream).then(
        (incoming) => done(null, { incoming, size: incoming.bytes }),
        (error: unknown) => done(error),
      );
    },
    _removeFile: (_request, file, done) => {
      if (!file.incoming) return done(null);
      file.incoming.discard().then(
        () => done(null),
        (error: unknown) => done(error),
      );
    },
  };
}

/** Works with an upload that the form may carry; whatever `work` did not keep is gone afterwards. */
export async function withUpload<T>(file: ReceivedFile | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await file?.incoming.discard();
  }
}

const longestName = 255;

/** The sender's name of a file as text (B8): NFC, no control characters, of a length that fits. Never a path. */
export function originalNameOf(file: ReceivedFile): string {
  const name = file.originalname
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return Array.from(name).slice(0, longestName).join('') || '?';
}
