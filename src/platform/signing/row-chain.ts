import { createHash } from 'node:crypto';

/** What the first row of a device names as the hash before it. */
export const chainGenesis = '0'.repeat(64);

/** SHA-256 over the previous row's hash (32 bytes) and this row's stored bytes (L4); hex. */
export function chainHash(previousHash: string, bytes: string | Uint8Array): string {
  return createHash('sha256').update(Buffer.from(previousHash, 'hex')).update(bytes).digest('hex');
}
