import { Readable } from 'node:stream';
import type { Fault } from '../../../domain/fault';
import type { HttpRequest } from '../../../platform/http/http-request';
import type { AudioStore, Incoming } from '../../../platform/storage/audio-store';

/** An upload as the form brought it: its bytes on disk and hashed, not yet part of the store. */
export interface ReceivedFile {
  originalname: string;
  incoming: Incoming;
}

/** What multer asks of a place for files; its own types speak of Express. */
interface StorageEngine {
  _handleFile(
    request: HttpRequest,
    file: { stream: Readable },
    done: (error: unknown, info?: Partial<ReceivedFile> & { size: number }) => void,
  ): void;
  _removeFile(request: unknown, file: Partial<ReceivedFile>, done: (error: unknown) => void): void;
}

/** How many bytes the sender may still send, and the fault that one more would be; null without a limit. */
export type RoomFor = (request: HttpRequest) => Promise<{ leftBytes: number; fault: Fault } | null>;

/** Room for a form's fields and edges beside its file, when the length of the whole request is judged. */
const formBytes = 1_000_000;

/**
 * Streams a form's file into the store while its hash is taken; multer removes what a refused request had sent. What exceeds the
 * sender's quota is refused by the request's announced length, and at the latest by the byte that is too much.
 */
export function storeEngine(store: AudioStore, roomFor: RoomFor): StorageEngine {
  const receive = async (request: HttpRequest, stream: Readable): Promise<Incoming> => {
    const room = await roomFor(request);
    if (room === null) return store.receive(stream);
    if (Number(request.headers['content-length'] ?? 0) > room.leftBytes + formBytes) throw room.fault;
    return store.receive(Readable.from(upTo(stream, room.leftBytes, room.fault)));
  };
  return {
    _handleFile: (request, file, done) => {
      receive(request, file.stream).then(
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

async function* upTo(stream: Readable, bytes: number, fault: Fault): AsyncGenerator<Buffer> {
  let left = bytes;
  // The form's reader must go on after a refusal, so the stream is emptied, not destroyed.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    left -= chunk.length;
    if (left < 0) {
      stream.resume();
      throw fault;
    }
    yield chunk;
  }
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
export function plainName(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return Array.from(name).slice(0, longestName).join('') || '?';
}
