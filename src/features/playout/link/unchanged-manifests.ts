import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { deviceLinkRoutes } from '../../../contracts/http/device-link';
import { DeviceSessions, ManifestService } from '../../devices';

/**
 * Answers "your manifest has not changed" from memory, before anything else of a request is looked at: thousands of boxes ask for nothing
 * but that. Whatever is not remembered, has changed or is to be refused goes the ordinary way, which says so in full.
 */
@Injectable()
export class UnchangedManifests {
  constructor(
    private readonly sessions: DeviceSessions,
    private readonly manifests: ManifestService,
  ) {}

  /** True when it has answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { authorization, 'if-none-match': etag } = request.headers;
    if (request.url !== deviceLinkRoutes.manifest.path || request.method !== 'GET') return false;
    if (etag === undefined || !authorization?.startsWith('Bearer ')) return false;
    const session = this.sessions.known(authorization.slice(7));
    const version = session && this.manifests.knownVersion(session.deviceId);
    if (typeof version !== 'number' || etag !== `"${version}"`) return false;
    response.writeHead(304, { etag, 'cache-control': 'private, no-cache' }).end();
    return true;
  }
}
