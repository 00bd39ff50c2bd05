import { sign, verify, type KeyObject } from 'node:crypto';
import {
  manifestFormatVersion,
  manifestSchema,
  signedManifestSchema,
  type Manifest,
  type ManifestRefusal,
  type SignedManifest,
} from '../../contracts/device/manifest';
import { canonicalJson } from './canonical-json';
import type { SigningKey } from './keys';

/** Signs a manifest's canonical JSON (P2); sets `keyId` to the signing key's. Throws a ZodError on a shape no device would take. */
export function signManifest(manifest: Omit<Manifest, 'keyId'>, key: SigningKey): SignedManifest {
  const payload = canonicalJson(manifestSchema.parse({ ...manifest, keyId: key.keyId }));
  return {
    payload,
    keyId: key.keyId,
    signature: sign(null, Buffer.from(payload, 'utf8'), key.privateKey).toString('base64'),
  };
}

export interface ManifestExpectation {
  deviceId: string;
  /** Pinned public keys by key id. */
  keys: ReadonlyMap<string, KeyObject>;
  /** The manifest in force; the same one again is accepted, since it may be sent twice. */
  current: { version: number; payload: string } | null;
  /** The time of day, or null when the clock is unset: then validity cannot be judged and is checked before playing instead. */
  nowMs: number | null;
}

export type ManifestVerdict =
  { ok: true; manifest: Manifest } | { ok: false; reason: ManifestRefusal; version: number | null };

/** Judges a manifest a device was sent (P2). Never throws: whatever came over the wire gets a verdict. */
export function verifyManifest(envelope: unknown, expected: ManifestExpectation): ManifestVerdict {
  const signed = signedManifestSchema.safeParse(envelope);
  if (!signed.success) return refuse('malformed');
  const { payload, keyId, signature } = signed.data;
  if (signature === '') return refuse('unsigned');
  const key = expected.keys.get(keyId);
  if (!key) return refuse('unknown-key');
  if (!verify(null, Buffer.from(payload, 'utf8'), key, Buffer.from(signature, 'base64'))) return refuse('altered');
  return judgeSigned(payload, keyId, expected);
}

function judgeSigned(payload: string, keyId: string, expected: ManifestExpectation): ManifestVerdict {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return refuse('malformed');
  }
  const format = (value as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof format === 'number' && format !== manifestFormatVersion) return refuse('format-unknown');
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) return refuse('malformed');
  const manifest = parsed.data;
  const no = (reason: ManifestRefusal): ManifestVerdict => refuse(reason, manifest.version);
  if (manifest.keyId !== keyId) return no('altered');
  if (manifest.deviceId !== expected.deviceId) return no('foreign');
  const { current, nowMs } = expected;
  if (current && manifest.version <= current.version && payload !== current.payload) return no('older');
  if (nowMs !== null && manifest.notAfter <= nowMs) return no('expired');
  if (nowMs !== null && manifest.notBefore > nowMs) return no('not-yet');
  return { ok: true, manifest };
}

function refuse(reason: ManifestRefusal, version: number | null = null): ManifestVerdict {
  return { ok: false, reason, version };
}
