import { isIP } from 'node:net';
import { isInside } from './outside-address';

/** Why an address of a stream is refused, or null. Names are looked at again when they are resolved (`outsideOnly`), redirects too. */
export function streamFault(address: string): 'not-a-url' | 'scheme' | 'inside' | null {
  if (!URL.canParse(address)) return 'not-a-url';
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return 'scheme';
  // A password would stand in the manifest of every device.
  if (username !== '' || password !== '' || hostname === '') return 'not-a-url';
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || (isIP(host) !== 0 && isInside(host)) ? 'inside' : null;
}
