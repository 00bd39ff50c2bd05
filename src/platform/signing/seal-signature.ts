import { sign, verify } from 'node:crypto';
import type { SignatureVerdict } from '../../domain/ledger/check';
import { rootOf, type Seal, type SignedSeal } from '../../domain/ledger/seal';
import { keyIdOf, publicKeyFromPem, type SigningKey } from './keys';

/** Signs what a seal says; the public key goes with it, so that an old seal can be read after the station's key was replaced. */
export function signSeal(seal: Omit<Seal, 'root'>, key: SigningKey): SignedSeal {
  const root = rootOf(seal);
  const signature = sign(null, Buffer.from(root, 'utf8'), key.privateKey).toString('base64');
  return { ...seal, root, keyId: key.keyId, publicPem: key.publicPem, signature };
}

/** Judges a seal's signature. @param trusted key ids that are the station's; null takes the key that goes with the seal */
export function judgeSeal(seal: SignedSeal, trusted: ReadonlySet<string> | null): SignatureVerdict {
  try {
    const key = publicKeyFromPem(seal.publicPem);
    if (keyIdOf(key) !== seal.keyId) return 'false';
    if (trusted && !trusted.has(seal.keyId)) return 'unknown-key';
    return verify(null, Buffer.from(seal.root, 'utf8'), key, Buffer.from(seal.signature, 'base64')) ? 'ok' : 'false';
  } catch {
    return 'false';
  }
}
