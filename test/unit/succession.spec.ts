import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SignedSuccession } from '../../src/contracts/device/manifest';
import { StationKeys } from '../../src/features/devices/station-keys';
import { generateSigningKey, publicKeyFromPem, type SigningKey } from '../../src/platform/signing/keys';
import { signManifest } from '../../src/platform/signing/manifest-signature';
import { signSuccession } from '../../src/platform/signing/succession';
import { PinnedKeys } from '../../src/player/pinned-keys';
import { aManifest, fiveOClock } from '../support/manifest-builder';

const [first, second, third, recovery, stranger] = Array.from({ length: 5 }, () => generateSigningKey()) as [
  SigningKey,
  SigningKey,
  SigningKey,
  SigningKey,
  SigningKey,
];
const step = (from: SigningKey, to: SigningKey, by = recovery): SignedSuccession =>
  signSuccession(from.keyId, to, fiveOClock, by);
const under = (key: SigningKey, version: number, succession?: SignedSuccession[]) => ({
  ...signManifest(aManifest({ version }), key),
  ...(succession ? { succession } : {}),
});

function pinning(key = first) {
  const kept: string[][] = [];
  const pinned = new PinnedKeys(
    new Map([[key.keyId, key.publicKey]]),
    recovery.publicKey,
    (keys) => void kept.push([...keys.keys()]),
  );
  const judge = (envelope: unknown): string => {
    const verdict = pinned.judge(envelope, { deviceId: 'device-1', current: null, nowMs: fiveOClock });
    return verdict.ok ? 'ok' : verdict.reason;
  };
  return { judge, kept };
}

describe('X3 the station key’s successor', () => {
  it('is pinned by the word of the recovery key, and the old key never counts again', () => {
    const { judge, kept } = pinning();
    expect(judge(under(first, 1))).toBe('ok');
    expect(judge(under(second, 2))).toBe('unknown-key');
    expect(judge(under(second, 2, [step(first, second)]))).toBe('ok');
    expect(kept).toEqual([[second.keyId]]);
    expect(judge(under(second, 3))).toBe('ok');
    expect(judge(under(first, 4))).toBe('unknown-key');
    expect(judge(under(first, 4, [step(first, second)]))).toBe('unknown-key');
  });

  it('a device that missed one follows both; a statement from a key it does not pin leads nowhere', () => {
    const { judge, kept } = pinning();
    expect(judge(under(third, 2, [step(second, third), step(first, second)]))).toBe('ok');
    expect(kept).toEqual([[third.keyId]]);
    expect(pinning().judge(under(third, 2, [step(second, third)]))).toBe('unknown-key');
  });

  it('forged, altered and borrowed statements change nothing', () => {
    const good = step(first, second);
    const other = step(first, stranger);
    const wrongId = signSuccession(first.keyId, { ...second, publicPem: stranger.publicPem }, fiveOClock, recovery);
    const forged: [SigningKey, SignedSuccession[]][] = [
      [stranger, [step(first, stranger, stranger)]],
      [stranger, [step(first, stranger, first)]],
      [stranger, [{ ...good, payload: other.payload }]],
      [stranger, [{ ...good, payload: good.payload.replace(second.keyId, stranger.keyId) }]],
      [stranger, [{ ...good, signature: '' }]],
      [stranger, [{ ...good, payload: 'no JSON' }]],
      [second, [wrongId]],
      [stranger, [good]],
    ];
    for (const [signer, succession] of forged) {
      const { judge, kept } = pinning();
      expect(judge(under(signer, 2, succession))).toBe('unknown-key');
      expect(kept).toEqual([]);
      expect(judge(under(first, 3))).toBe('ok');
    }
    const { judge, kept } = pinning();
    const altered = under(second, 2, [good]);
    expect(judge({ ...altered, payload: altered.payload.replace('"version":2', '"version":9') })).toBe('altered');
    expect(kept).toEqual([]);
  });

  it('a successor that cannot be kept is not taken: the next start would not know it', () => {
    const pinned = new PinnedKeys(new Map([[first.keyId, first.publicKey]]), recovery.publicKey, () => {
      throw new Error('disk full');
    });
    const expected = { deviceId: 'device-1', current: null, nowMs: fiveOClock };
    expect(() => pinned.judge(under(second, 2, [step(first, second)]), expected)).toThrow('disk full');
    expect(pinned.judge(under(first, 3), expected)).toMatchObject({ ok: true });
  });

  it('the station makes it from the paper alone, keeps the way to it, and knows what it ever signed with', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-succession-'));
    try {
      const keys = new StationKeys({ dataDir });
      const { recoveryKey } = (await keys.ensureStationKeys())!;
      const old = keys.station();
      expect(() => keys.succeed(`loa-recovery-${'0'.repeat(64)}`, 1)).toThrow('not the recovery key');
      const { from, to } = keys.succeed(recoveryKey.toUpperCase(), 1);
      expect([from, to]).toEqual([old.keyId, keys.station().keyId]);
      const again = new StationKeys({ dataDir });
      expect(await again.ensureStationKeys()).toBeNull();
      expect(again.station().keyId).toBe(to);
      expect([...again.everKnown()].sort()).toEqual([from, to].sort());
      expect(fs.statSync(path.join(dataDir, 'keys', 'station.pem')).mode & 0o777).toBe(0o600);
      const pinned = new PinnedKeys(
        new Map([[old.keyId, old.publicKey]]),
        publicKeyFromPem(again.recovery().publicPem),
      );
      const sent = under(again.station(), 2, again.succession());
      expect(pinned.judge(sent, { deviceId: 'device-1', current: null, nowMs: fiveOClock })).toMatchObject({
        ok: true,
      });

      // All keys gone: a new station made itself others; the paper and the name of the old key bring it back.
      fs.rmSync(path.join(dataDir, 'keys'), { recursive: true });
      const fresh = new StationKeys({ dataDir });
      await fresh.ensureStationKeys();
      expect(() => fresh.succeed(recoveryKey, 2)).toThrow('not the recovery key');
      fresh.succeed(recoveryKey, 2, to);
      expect(fresh.recovery().keyId).toBe(again.recovery().keyId);
      const back = under(fresh.station(), 3, fresh.succession());
      expect(pinned.judge(back, { deviceId: 'device-1', current: null, nowMs: fiveOClock })).toMatchObject({
        ok: true,
      });
    } finally {
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
