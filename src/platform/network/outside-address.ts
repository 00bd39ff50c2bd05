import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Where nothing that a user names may be: this machine, its network, and what is no ordinary address of the Internet. */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only what is routed on the Internet is outside, less documentation and the forms that carry an IPv4 address. */
const routed = new BlockList();
routed.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address is inside: private, of this machine, reserved, or no address at all. */
export function isInside(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return inside.check(address, 'ipv4');
  if (family === 6) return !routed.check(address, 'ipv6') || inside.check(address, 'ipv6');
  return true;
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** As dns.lookup, for a socket: a name with any address inside is refused, so nothing can be swapped between looking and calling. */
export function outsideOnly(hostname: string, options: LookupOptions, answer: Answer): void {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, []);
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => isInside(address)))
      return answer(new Error(`${hostname} is not on the Internet`), []);
    if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
}
