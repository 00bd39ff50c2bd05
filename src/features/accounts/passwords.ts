import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Fault } from '../../domain/fault';

/** argon2id, 19 MiB, two passes (the package's defaults are the ones OWASP advises). */
export async function hashPassword(password: string, minimum: number): Promise<string> {
  const plain = password.normalize('NFC');
  if ([...plain].length < minimum) throw new Fault('PASSWORD_TOO_SHORT', { minimum });
  return hash(plain);
}

let nobody: Promise<string> | undefined;

/** False without a hash, in the time a real check takes: an answer does not tell which user names exist. */
export async function passwordMatches(password: string, passwordHash: string | null): Promise<boolean> {
  nobody ??= hash('nobody has this password');
  const matches = await verify(passwordHash ?? (await nobody), password.normalize('NFC'));
  return matches && passwordHash !== null;
}

/** What is stored of a session token or one-time code; they are random, so a plain SHA-256 keeps them. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
