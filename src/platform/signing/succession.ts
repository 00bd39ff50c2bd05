import { sign, verify, type KeyObject } from 'node:crypto';
import { successionSchema, type Succession } from '../../contracts/device/succession';
import type { SignedSuccession } from '../../contracts/device/manifest';
import { canonicalJson } from './canonical-json';
import { keyIdOf, publicKeyFromPem, type SigningKey } from './keys';

/** The recovery key's word that one station key takes the place of another (X3). */
export function signSuccession(
  from: string,
  to: Pick<SigningKey, 'keyId' | 'publicPem'>,
  at: number,
  recovery: SigningKey,
): SignedSuccession {
  const { keyId, publicPem } = to;
  const said: Succession = { formatVersion: 1, kind: 'station-key-succession', from, to: { keyId, publicPem }, at };
  const payload = canonicalJson(said);
  const signature = sign(null, Buffer.from(payload, 'utf8'), recovery.privateKey).toString('base64');
  return { payload, keyId: recovery.keyId, signature };
}

/**
 * Follows the statements from the keys that are pinned to those that take their place, however many came in between; null when none
 * leads on. Only the recovery key's word counts, and only from a key that is pinned now: an old statement leads nowhere, so it cannot
 * bring an old key back.
 */
export function followSuccession(
  pinned: ReadonlyMap<string, KeyObject>,
  statements: readonly SignedSuccession[],
  recovery: KeyObject,
): ReadonlyMap<string, KeyObject> | null {
  const said = statements.flatMap((one) => judge(one, recovery) ?? []);
  let keys = pinned;
  for (let steps = 0; steps <= said.length; steps += 1) {
    const next = said.find(({ from, to }) => keys.has(from) && !keys.has(to.keyId));
    if (!next) break;
    keys = new Map([[next.to.keyId, publicKeyFromPem(next.to.publicPem)]]);
  }
  return keys === pinned ? null : keys;
}

function judge({ payload, signature }: SignedSuccession, recovery: KeyObject): Succession | null {
  try {
    if (!verify(null, Buffer.from(payload, 'utf8'), recovery, Buffer.from(signature, 'base64'))) return null;
    const said = successionSchema.parse(JSON.parse(payload));
    return keyIdOf(publicKeyFromPem(said.to.publicPem)) === said.to.keyId ? said : null;
  } catch {
    return null;
  }
}
