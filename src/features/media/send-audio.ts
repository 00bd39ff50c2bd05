import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../domain/fault';
import type { HttpRequest } from '../../platform/http/http-request';
import type { AudioKind, AudioStore, ByteRange } from '../../platform/storage/audio-store';
import { byteRange } from './byte-range';

export interface SentFile {
  sha256: string;
  bytes: number;
  contentType: string;
  /** Offered under this name; left out: played in place. */
  downloadName?: string;
}

export type SentAudio = SentFile & { kind: AudioKind };

/**
 * Answers with a stored file or the part of it that is asked for. Its name is its hash, so a browser may keep it for as long as it
 * likes, but for its own user only.
 */
export async function sendAudio(
  request: HttpRequest,
  response: ServerResponse,
  store: AudioStore,
  { kind, ...file }: SentAudio,
): Promise<void> {
  response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  await sendFile(request, response, (range) => store.open(kind, file.sha256, range), file);
}

/** The same for bytes from anywhere, which may be another file under the same address tomorrow. */
export async function sendFile(
  request: HttpRequest,
  response: ServerResponse,
  open: (range?: ByteRange) => Promise<Readable>,
  audio: SentFile,
): Promise<void> {
  const etag = `"${audio.sha256}"`;
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('etag', etag);
  if (request.headers['if-none-match'] === etag) return end(response, 304);
  const asked = request.headers['if-range'] ?? etag;
  const range = asked === etag ? byteRange(request.headers.range, audio.bytes) : null;
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${audio.bytes}`);
    response.removeHeader('cache-control');
    throw new Fault('RANGE_UNSATISFIABLE', { bytes: audio.bytes });
  }
  const { first, last } = range ?? { first: 0, last: audio.bytes - 1 };
  const file = await open(range ?? undefined);
  response.setHeader('content-type', audio.contentType);
  response.setHeader('content-length', last - first + 1);
  if (audio.downloadName !== undefined) response.setHeader('content-disposition', attachment(audio.downloadName));
  if (range) response.setHeader('content-range', `bytes ${first}-${last}/${audio.bytes}`);
  response.statusCode = range ? 206 : 200;
  if (request.method === 'HEAD') {
    file.destroy();
    return end(response, response.statusCode);
  }
  // A listener who goes away in the middle is no fault of anybody.
  await pipeline(file, response).catch((error: unknown) => {
    if (!response.destroyed) throw error;
  });
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

/** RFC 6266: the name in UTF-8, and an ASCII one for what does not know it. */
function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${name.replace(/[^\w. -]/g, '_')}"; filename*=UTF-8''${encoded}`;
}
