import { Controller, Req, Res } from '@nestjs/common';
import { Metadata } from '@tus/server';
import type { ServerResponse } from 'node:http';
import { inputIssues } from '../../../contracts/http/input-texts';
import type { MediaView } from '../../../contracts/http/media';
import type { InputOf } from '../../../contracts/http/route';
import { uploadMetadataSchema, uploadRoutes, type UploadView } from '../../../contracts/http/uploads';
import type { Principal } from '../../../domain/access/principal';
import { Fault } from '../../../domain/fault';
import { Allow, CurrentUser } from '../../../platform/http/access';
import { Endpoint, Input } from '../../../platform/http/endpoint';
import type { HttpRequest } from '../../../platform/http/http-request';
import { AccessService } from '../../accounts';
import { MediaDetails } from '../media-details';
import { ResumableUploads } from './resumable-uploads';
import { TusProtocol, type TusRequest, tusVersion } from './tus-protocol';
import { type Upload, uploadPatienceMs } from './upload';
import { urgencyOf, UploadsService } from './uploads.service';

/** Uploads in parts. An upload is its sender's alone, and only while the sender may still send into its area (X1). */
@Controller()
export class UploadsController {
  private readonly tus: TusProtocol;

  constructor(
    private readonly resumable: ResumableUploads,
    private readonly uploads: UploadsService,
    private readonly access: AccessService,
    private readonly details: MediaDetails,
  ) {
    this.tus = new TusProtocol(resumable);
  }

  @Endpoint(uploadRoutes.begin)
  @Allow('bulletin.draft')
  async begin(
    @Input() _input: InputOf<typeof uploadRoutes.begin>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<undefined> {
    const { areaCode, filename, profile, urgent } = metadataOf(request);
    await this.uploads.requireArea(user, areaCode);
    const wanted = { areaCode, originalName: filename, profile, urgency: urgencyOf[urgent] };
    const answer = await this.tus.answer(asked(request), null, (bytes) =>
      this.resumable.begin(user, { ...wanted, bytes }),
    );
    return send(answer, response);
  }

  @Endpoint(uploadRoutes.append)
  @Allow('bulletin.draft')
  async append(
    @Input() { params }: InputOf<typeof uploadRoutes.append>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<undefined> {
    await this.own(user, params.id);
    return send(await this.tus.answer(asked(request), params.id), response);
  }

  @Endpoint(uploadRoutes.end)
  @Allow('bulletin.draft')
  async end(
    @Input() { params }: InputOf<typeof uploadRoutes.end>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): Promise<undefined> {
    await this.own(user, params.id);
    return send(await this.tus.answer(asked(request), params.id), response);
  }

  @Endpoint(uploadRoutes.progress)
  @Allow('bulletin.draft')
  async progress(
    @Input() { params }: InputOf<typeof uploadRoutes.progress>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<UploadView> {
    await this.own(user, params.id);
    // The protocol's own HEAD waits for a part that is still being written on a line that broke.
    const headers = { ...request.headers, 'tus-resumable': tusVersion };
    const answer = await this.tus.answer({ method: 'HEAD', headers, body: null }, params.id);
    copyHeaders(answer, response);
    const upload = await this.own(user, params.id);
    return {
      id: upload.id,
      areaCode: upload.areaCode,
      originalName: upload.originalName,
      bytes: upload.bytes,
      arrivedBytes: await this.resumable.arrivedBytes(upload),
      expiresAt: upload.touchedAt + uploadPatienceMs,
      mediaId: upload.mediaId,
    };
  }

  @Endpoint(uploadRoutes.media)
  @Allow('bulletin.draft')
  async media(
    @Input() { params }: InputOf<typeof uploadRoutes.media>,
    @CurrentUser() user: Principal,
  ): Promise<MediaView> {
    const upload = await this.own(user, params.id);
    if ((await this.resumable.arrivedBytes(upload)) < upload.bytes) throw new Fault('UPLOAD_OFFSET_WRONG', {});
    return this.details.view(await this.resumable.finish(upload.id));
  }

  private async own(user: Principal, id: string): Promise<Upload> {
    const upload = await this.resumable.get(id);
    if (upload.uploadedBy !== user.userId) throw new Fault('NOT_FOUND', { what: 'upload', id });
    await this.access.require(user, 'bulletin.draft', upload.areaCode, { what: 'upload', id });
    return upload;
  }
}

function metadataOf(request: HttpRequest): ReturnType<typeof uploadMetadataSchema.parse> {
  const raw = parseMetadata(request.headers['upload-metadata']);
  const parsed = uploadMetadataSchema.safeParse(raw);
  if (!parsed.success) throw new Fault('INPUT_INVALID', { issues: inputIssues(parsed.error, raw, 'Upload-Metadata') });
  return parsed.data;
}

/** An unreadable header is an empty one: the schema then names what is missing. */
function parseMetadata(header: unknown): Record<string, string | null> {
  try {
    return Metadata.parse(String(header));
  } catch {
    return {};
  }
}

const asked = (request: HttpRequest): TusRequest => ({
  method: request.method,
  headers: request.headers,
  body: request.method === 'DELETE' ? null : request,
});

async function send(answer: Response, response: ServerResponse): Promise<undefined> {
  copyHeaders(answer, response);
  response.statusCode = answer.status;
  response.end(await answer.text());
}

/** Whose pages may ask is decided for the whole service, not by this protocol. */
function copyHeaders(answer: Response, response: ServerResponse): void {
  for (const [name, value] of answer.headers) {
    if (!name.startsWith('access-control-') && name !== 'content-length') response.setHeader(name, value);
  }
}
