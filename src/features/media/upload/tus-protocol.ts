import { DataStore, MemoryLocker, Server, Upload as TusUpload } from '@tus/server';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Fault, isFault } from '../../../domain/fault';
import type { HttpRequest } from '../../../platform/http/http-request';
import type { ResumableUploads } from './resumable-uploads';
import { type Upload, uploadPatienceMs } from './upload';

/** Made when the protocol has checked the request: the row of the new upload. */
export type Begin = (bytes: number) => Promise<Upload>;

export interface TusRequest extends Pick<HttpRequest, 'method' | 'headers'> {
  body: Readable | null;
}

export const uploadsPath = '/api/uploads';
export const tusVersion = '1.0.0';
const tusHeaders = ['tus-resumable', 'upload-length', 'upload-offset', 'upload-metadata', 'upload-defer-length'];
const heardHeaders = [...tusHeaders, 'upload-concat', 'content-type', 'content-length'];

/** The uploads as the tus server sees them. Lengths are known from the start, so that a quota can be held against them. */
class UploadsDataStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination'];

  constructor(private readonly uploads: ResumableUploads) {
    super();
  }

  override create(upload: TusUpload): Promise<TusUpload> {
    return Promise.resolve(upload);
  }

  override write(part: Readable, id: string, offset: number): Promise<number> {
    return this.uploads.append(id, part, offset);
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const upload = await this.uploads.get(id);
    const { areaCode, originalName: filename, profile, bytes: size, createdAt } = upload;
    const offset = await this.uploads.arrivedBytes(upload);
    const metadata = { areaCode, filename, profile };
    return new TusUpload({ id, size, offset, metadata, creation_date: new Date(createdAt).toISOString() });
  }

  override remove(id: string): Promise<void> {
    return this.uploads.remove(id);
  }
}

interface Call {
  begin: Begin | undefined;
  begun: Upload | undefined;
  fault: Error | undefined;
}

/**
 * The tus protocol over the uploads. The protocol's own rules (offsets, lengths, one writer at a time) are the server's of @tus/server;
 * who may is asked before. One process: the locks are in memory.
 */
export class TusProtocol {
  private readonly calls = new WeakMap<object, Call>();
  private readonly server: Server;

  constructor(private readonly uploads: ResumableUploads) {
    this.server = new Server({
      path: uploadsPath,
      datastore: new UploadsDataStore(uploads),
      locker: new MemoryLocker(),
      relativeLocation: true,
      allowedOrigins: [],
      namingFunction: (request) => this.begin(request),
      onUploadFinish: async (_request, { id }) => ({ headers: { 'Loa-Media-Id': await uploads.finish(id) } }),
      onResponseError: (request, error) => {
        const call = this.calls.get(request);
        if (call && error instanceof Error && (isFault(error) || !('status_code' in error))) call.fault = error;
        return undefined;
      },
    });
  }

  /**
   * Answers a tus request. Refusals that people can do something about are thrown as faults; what only a program can do wrong comes as
   * the protocol words it.
   * @param id the upload asked for; none for a new one, which `begin` makes
   */
  async answer(request: TusRequest, id: string | null, begin?: Begin): Promise<Response> {
    const web = webRequest(request, id);
    const call: Call = { begin, begun: undefined, fault: undefined };
    this.calls.set(web, call);
    const answer = await this.server.handleWeb(web);
    // Its sender was never told its address.
    if (call.begun && !answer.ok) await this.uploads.remove(call.begun.id);
    if (call.fault !== undefined) throw call.fault;
    if (answer.status === 409) throw new Fault('UPLOAD_OFFSET_WRONG', {});
    const touched = id ?? call.begun?.id;
    if (answer.status === 413) {
      const limitBytes = call.begun?.bytes ?? (id === null ? 0 : (await this.uploads.get(id)).bytes);
      throw new Fault('UPLOAD_TOO_LARGE', { limitBytes });
    }
    if (answer.ok && touched !== undefined && request.method !== 'DELETE') await this.tellExpiry(answer, touched);
    return answer;
  }

  private async begin(request: object): Promise<string> {
    const call = this.calls.get(request);
    const length = (request as Request).headers.get('upload-length');
    if (!call?.begin || length === null) throw new Fault('UPLOAD_MISSING', {});
    call.begun = await call.begin(Number(length));
    return call.begun.id;
  }

  private async tellExpiry(answer: Response, id: string): Promise<void> {
    const { mediaId, touchedAt } = await this.uploads.get(id);
    if (mediaId === null) answer.headers.set('Upload-Expires', new Date(touchedAt + uploadPatienceMs).toUTCString());
  }
}

/** What the server can do, for clients that ask first. Nothing of it is a secret. */
export function tusOptions(_request: unknown, response: ServerResponse): void {
  response.setHeader('Tus-Resumable', tusVersion);
  response.setHeader('Tus-Version', tusVersion);
  response.setHeader('Tus-Extension', 'creation,creation-with-upload,termination,expiration');
  response.statusCode = 204;
  response.end();
}

/** The request as the tus server reads it: only what the protocol is about, at the path it knows. */
function webRequest(request: TusRequest, id: string | null): Request {
  const headers = new Headers();
  for (const name of heardHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const { method, body } = request;
  const sent = body && { body: Readable.toWeb(body) as ReadableStream<Uint8Array>, duplex: 'half' };
  const url = `http://loa${uploadsPath}${id === null ? '' : `/${id}`}`;
  return new Request(url, { method, headers, ...sent } as RequestInit);
}
