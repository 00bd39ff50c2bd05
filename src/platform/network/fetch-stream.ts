import type { LookupFunction } from 'node:net';
import http from 'node:http';
import https from 'node:https';
import { outsideOnly } from './outside-address';
import { streamFault } from './stream-address';

const mostRedirects = 3;
/** A server that says nothing for this long is left. */
const silentMs = 10_000;

/** How addresses are judged and resolved; tests put this machine's own in. */
export interface StreamGuard {
  faultOf(address: string): string | null;
  lookup: LookupFunction;
}

export const streamGuard: StreamGuard = { faultOf: streamFault, lookup: outsideOnly };

/**
 * Opens a stream over HTTP. The socket goes to the very address that was judged; each redirect is judged like the first address, so that no
 * server can send us to a service inside. Rejects what is no success.
 */
export async function fetchStream(
  address: string,
  signal: AbortSignal,
  guard: StreamGuard = streamGuard,
): Promise<http.IncomingMessage> {
  let url = address;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const fault = guard.faultOf(url);
    if (fault !== null) throw new Error(`the address of the stream is refused (${fault})`);
    const answer = await ask(new URL(url), signal, guard.lookup);
    const status = answer.statusCode ?? 0;
    if (status === 200) return answer;
    answer.destroy();
    const { location } = answer.headers;
    if (status < 300 || status > 399 || location === undefined) throw new Error(`the stream answers ${status}`);
    url = URL.canParse(location, url) ? new URL(location, url).href : location;
  }
  throw new Error('the stream redirects without end');
}

function ask(url: URL, signal: AbortSignal, lookup: LookupFunction): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'user-agent': 'Loa', accept: 'audio/*, application/ogg, */*;q=0.1' };
    const { get } = url.protocol === 'https:' ? https : http;
    const request = get(url, { headers, lookup, signal, agent: false, timeout: silentMs });
    request.on('response', resolve).on('error', reject);
    request.on('timeout', () => request.destroy(new Error('the stream is silent')));
  });
}
