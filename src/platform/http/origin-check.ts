import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '../../domain/fault';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses changes asked for by another site's page (X1): an `Origin` that is not ours, or a browser's word that the request is
 * cross-site. Programs send neither and pass; they have no cookie that a foreign page could borrow.
 * @param publicOrigin the one address of the station, or null: then a page's origin must match the host it calls
 */
export function originCheck(publicOrigin: string | null) {
  return (request: IncomingMessage, _response: ServerResponse, next: (error?: unknown) => void): void => {
    const foreign = safeMethods.includes(request.method ?? '')
      ? undefined
      : foreignOrigin(request.headers, publicOrigin);
    next(foreign === undefined ? undefined : new Fault('ORIGIN_REFUSED', { origin: foreign }));
  };
}

/** The foreign origin of a request, or undefined when there is none. */
export function foreignOrigin(
  headers: Pick<IncomingHttpHeaders, 'origin' | 'host' | 'sec-fetch-site'>,
  publicOrigin: string | null,
): string | undefined {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site' ? 'cross-site' : undefined;
  if (publicOrigin !== null) return origin === publicOrigin ? undefined : origin;
  return hostOf(origin) !== undefined && hostOf(origin) === host ? undefined : origin;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
