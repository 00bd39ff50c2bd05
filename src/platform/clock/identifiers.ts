import { randomBytes } from 'node:crypto';

/**
 * A new id: 26 characters of Crockford base 32, the first ten the instant in milliseconds, so ids sort by the time they were made.
 */
export function newId(nowMs: number): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < 10; i += 1, rest = Math.floor(rest / 32)) time = alphabet[rest % 32]! + time;
  let chance = '';
  for (const byte of randomBytes(16)) chance += alphabet[byte & 31];
  return time + chance;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** `bytes` random bytes as base64url: for session tokens and one-time codes. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
