import { hash } from 'node:crypto';

/** What the first row of a device names as the hash before it. */
export const chainGenesis = '0'.repeat(64);

/** SHA-256 over the previous row's hash (32 bytes) and this row's stored bytes (L4); hex. */
export function chainHash(previousHash: string, bytes: string | Uint8Array): string {
  const most = hashBytes + (typeof bytes === 'string' ? bytes.length * bytesPerUnit : bytes.length);
  if (room.length < most) room = Buffer.allocUnsafeSlow(most);
  room.write(previousHash, 0, 'hex');
  const end = typeof bytes === 'string' ? room.write(bytes, hashBytes) : copied(bytes);
  return hash('sha256', room.subarray(0, hashBytes + end), 'hex');
}

const hashBytes = 32;
/** UTF-8 takes at most so many bytes for a unit of a JavaScript text. */
const bytesPerUnit = 3;
/** Both are put together here, row after row: one call of the hash for each. */
let room = Buffer.allocUnsafeSlow(16_384);

function copied(bytes: Uint8Array): number {
  room.set(bytes, hashBytes);
  return bytes.length;
}
