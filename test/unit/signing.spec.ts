import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { manifestSchema } from '../../src/contracts/device/manifest';
import { canonicalJson } from '../../src/platform/signing/canonical-json';
import {
  generateSigningKey,
  loadOrCreateSigningKey,
  loadSigningKey,
  publicKeyFromPem,
} from '../../src/platform/signing/keys';
import { signManifest, verifyManifest, type ManifestExpectation } from '../../src/platform/signing/manifest-signature';
import { chainGenesis, chainHash } from '../../src/platform/signing/row-chain';
import { aManifest, aRundown, fiveOClock } from '../support/manifest-builder';

const key = generateSigningKey();
const manifest = aManifest({ version: 5, rundowns: [aRundown({ startAt: fiveOClock, lengths: [10_000, 20_000] })] });
const signed = signManifest(manifest, key);
const expected: ManifestExpectation = {
  deviceId: 'device-1',
  keys: new Map([[key.keyId, publicKeyFromPem(key.publicPem)]]),
  current: null,
  nowMs: fiveOClock - 60_000,
};
const verdict = (envelope: unknown, over: Partial<ManifestExpectation> = {}) =>
  verifyManifest(envelope, { ...expected, ...over });

describe('canonical JSON', () => {
  it('is one text per value, whatever the order of keys (RFC 8785)', () => {
    expect(canonicalJson({ b: [1, 1.5, 1e21], a: { é: 'ậ', A: null }, z: undefined })).toBe(
      '{"a":{"A":null,"é":"ậ"},"b":[1,1.5,1e+21]}',
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it.each([[Number.NaN], [Infinity], [[undefined]], [1n], ['\ud800']])('refuses what JSON cannot say: %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('the manifest on the wire (P2)', () => {
  it('is taken as signed, by the device it is for', () => {
    expect(verdict(signed)).toEqual({ ok: true, manifest: { ...manifest, keyId: key.keyId } });
    expect(verdict(JSON.parse(JSON.stringify(signed)))).toMatchObject({ ok: true });
  });

  it('is refused when unsigned, altered, foreign, older, expired, not yet valid, unreadable or by a stranger', () => {
    const later = { ...signed, payload: signed.payload.replace('"version":5', '"version":6') };
    const other = signManifest({ ...manifest, deviceId: 'device-2' }, key);
    const strange = signManifest(manifest, generateSigningKey());
    expect(verdict({ ...signed, signature: '' })).toMatchObject({ ok: false, reason: 'unsigned' });
    expect(verdict({ ...signed, signature: 'AAAA' })).toMatchObject({ ok: false, reason: 'altered' });
    expect(verdict(later)).toMatchObject({ ok: false, reason: 'altered' });
    expect(verdict(other)).toMatchObject({ ok: false, reason: 'foreign' });
    expect(verdict(strange)).toMatchObject({ ok: false, reason: 'unknown-key' });
    expect(verdict(signed, { current: { version: 6, payload: '' } })).toMatchObject({
      ok: false,
      reason: 'older',
      version: 5,
    });
    expect(verdict(signed, { current: { version: 5, payload: 'another' } })).toMatchObject({ reason: 'older' });
    expect(verdict(signed, { nowMs: manifest.notAfter })).toMatchObject({ ok: false, reason: 'expired' });
    expect(verdict(signed, { nowMs: manifest.notBefore - 1 })).toMatchObject({ ok: false, reason: 'not-yet' });
    for (const junk of ['', null, 7, '<html>', {}, { payload: 1 }]) {
      expect(verdict(junk)).toEqual({ ok: false, reason: 'malformed', version: null });
    }
  });

  it('is taken again when it is the one in force, and without a clock', () => {
    expect(verdict(signed, { current: { version: 5, payload: signed.payload } }).ok).toBe(true);
    expect(verdict(signed, { nowMs: null }).ok).toBe(true);
  });

  it('never survives a single flipped bit', () => {
    fc.assert(
      fc.property(fc.nat(Buffer.byteLength(signed.payload) * 8 - 1), (bit) => {
        const bytes = Buffer.from(signed.payload);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(verdict({ ...signed, payload: bytes.toString('utf8') }).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('can say that the whole day is a window, as an exception with a reason (S7)', () => {
    const windows = [
      { zone: 'Asia/Ho_Chi_Minh', startLocal: '00:00', endLocal: '24:00', exception: { reason: 'demo', endAt: null } },
    ];
    expect(manifestSchema.parse(aManifest({ windows })).windows).toEqual(windows);
    expect(() => manifestSchema.parse(aManifest({ windows: [{ ...windows[0]!, startLocal: '24:00' }] }))).toThrow();
  });
});

describe('keys', () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-keys-'));
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

  it('are made once, kept readable by the owner alone, and refused otherwise', () => {
    const file = path.join(dir, 'station.pem');
    const made = loadOrCreateSigningKey(file);
    expect(loadOrCreateSigningKey(file).keyId).toBe(made.keyId);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(dir)).toEqual(['station.pem']);
    fs.chmodSync(file, 0o644);
    expect(() => loadSigningKey(file)).toThrow(/chmod 600/);
  });
});

describe('the chain of rows (L4)', () => {
  it('changes with the bytes and with everything before them', () => {
    const first = chainHash(chainGenesis, '{"a":1}');
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(chainHash(first, '{"a":2}')).not.toBe(chainHash(chainGenesis, '{"a":2}'));
    expect(chainHash(first, '{"a":2}')).not.toBe(chainHash(first, '{"a":3}'));
  });
});
