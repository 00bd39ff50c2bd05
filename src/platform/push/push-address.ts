import { isIP } from 'node:net';
import { isInside } from '../network/outside-address';

/**
 * Push endpoints come from browsers, that is from anybody: without this a user could have the station call services of its own network.
 * Returns why an endpoint is refused, or null. Names are looked at again when they are resolved (`outsideOnly`).
 */
export function endpointFault(endpoint: string): 'not-a-url' | 'not-https' | 'port' | 'inside' | null {
  if (!URL.canParse(endpoint)) return 'not-a-url';
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return 'not-a-url';
  if (protocol !== 'https:') return 'not-https';
  if (port !== '') return 'port';
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || (isIP(host) !== 0 && isInside(host)) ? 'inside' : null;
}
