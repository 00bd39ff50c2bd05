import { createPrivateKey, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { SignedSuccession } from '../../contracts/device/manifest';
import { successionSchema, type Succession } from '../../contracts/device/succession';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import {
  generateSigningKey,
  keyIdOf,
  loadOrCreateSigningKey,
  loadSigningKey,
  publicKeyFromPem,
  replaceSigningKey,
  signingKeyFromPem,
  type SigningKey,
} from '../../platform/signing/keys';
import { signSuccession } from '../../platform/signing/succession';

const signedSuccessions = z.array(z.object({ payload: z.string(), keyId: z.string(), signature: z.string() }));
const successionOf = (payload: string): Succession => successionSchema.parse(JSON.parse(payload));

/** RFC 8410: the PKCS #8 frame of an Ed25519 private key; its 32 bytes follow. */
const pkcs8Frame = Buffer.from('302e020100300506032b657004220420', 'hex');
const recoveryPrefix = 'loa-recovery';

/**
 * The station's Ed25519 keys in `<dataDir>/keys`: `station.pem` signs manifests and stays on this machine, readable by its owner alone;
 * `recovery.pub.pem` is the public half of the recovery key, whose private half is shown once and kept on paper. Devices pin
 * both: the recovery key is what may name the station key's successor (X3).
 */
@Injectable()
export class StationKeys {
  private readonly folder: string;
  private loaded: SigningKey | null = null;
  private statements: SignedSuccession[] | null = null;

  constructor(@Inject(LOA_CONFIG) config: Pick<LoaConfig, 'dataDir'>) {
    this.folder = path.join(config.dataDir, 'keys');
  }

  /**
   * Makes what is missing. Returns the recovery key at the first start, to be printed and then forgotten; null ever after.
   * `tell` gets it before its public half is stored: a start that dies in between makes another, one that nobody saw never counts.
   * Throws when the stored key is readable by others.
   */
  async ensureStationKeys(
    tell: (recoveryKey: string) => void = () => undefined,
  ): Promise<{ recoveryKey: string } | null> {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.loaded = loadOrCreateSigningKey(this.file('station.pem'));
    if (fs.existsSync(this.file('recovery.pub.pem'))) return null;
    const recovery = generateSigningKey();
    const recoveryKey = recoveryText(recovery);
    tell(recoveryKey);
    fs.writeFileSync(this.file('recovery.pub.pem'), recovery.publicPem, { flag: 'wx', flush: true });
    return { recoveryKey };
  }

  /** The key that signs manifests; throws before `ensureStationKeys` ever ran here. */
  station(): SigningKey {
    return (this.loaded ??= loadSigningKey(this.file('station.pem')));
  }

  /** What a device pins, by key id: the keys whose manifests it takes. */
  pinned(): ReadonlyMap<string, KeyObject> {
    const { keyId, publicKey } = this.station();
    return new Map([[keyId, publicKey]]);
  }

  /** The public half of the recovery key. */
  recovery(): { keyId: string; publicPem: string } {
    const publicPem = fs.readFileSync(this.file('recovery.pub.pem'), 'utf8');
    return { keyId: keyIdOf(publicKeyFromPem(publicPem)), publicPem };
  }

  /** Every statement by which a station key was followed by another, the first first. */
  succession(): SignedSuccession[] {
    return (this.statements ??= fs.existsSync(this.file('succession.json'))
      ? signedSuccessions.parse(JSON.parse(fs.readFileSync(this.file('succession.json'), 'utf8')))
      : []);
  }

  /** Ids of the station key and of all before it: what they signed stays good (L4). */
  everKnown(): ReadonlySet<string> {
    return new Set([this.station().keyId, ...this.succession().map(({ payload }) => successionOf(payload).from)]);
  }

  /**
   * Puts a new station key in the place of a lost or stolen one, by the word of the recovery key as it was printed (X3). `from` names the
   * key that devices still pin; left out, the one on this machine. With `from`, the paper's key becomes this station's recovery key
   * again: a station whose keys are gone altogether has made itself others. Throws when the paper is not the recovery key.
   */
  succeed(recoveryText: string, at: number, from?: string): { from: string; to: string } {
    const recovery = recoveryKeyFromText(recoveryText);
    if (recovery.keyId !== this.recovery().keyId) {
      if (from === undefined) throw new Error('this is not the recovery key of this station');
      fs.writeFileSync(this.file('recovery.pub.pem'), recovery.publicPem, { flush: true });
    }
    const next = generateSigningKey();
    const old = from ?? this.station().keyId;
    const statements = [...this.succession(), signSuccession(old, next, at, recovery)];
    // First the statement: one for a key that never came to be leads nowhere, a key without its statement would be refused by all.
    fs.writeFileSync(this.file('succession.json.new'), JSON.stringify(statements, null, 2), { flush: true });
    fs.renameSync(this.file('succession.json.new'), this.file('succession.json'));
    replaceSigningKey(this.file('station.pem'), next);
    Object.assign(this, { loaded: next, statements });
    return { from: old, to: next.keyId };
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }
}

/** The private key as a person writes it down: `loa-recovery` and 64 hex digits in groups of eight. */
function recoveryText(key: SigningKey): string {
  const bytes = key.privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(pkcs8Frame.length);
  return [recoveryPrefix, ...(bytes.toString('hex').match(/.{8}/g) ?? [])].join('-');
}

/** Reads a recovery key as it was printed, whatever the case and the dashes; throws on anything else. */
export function recoveryKeyFromText(text: string): SigningKey {
  const digits = /^loarecovery([0-9a-f]{64})$/.exec(text.toLowerCase().replace(/[\s-]/g, ''))?.[1];
  if (!digits) throw new Error('not a recovery key: it starts with loa-recovery and has eight groups of eight');
  const der = Buffer.concat([pkcs8Frame, Buffer.from(digits, 'hex')]);
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' });
  return signingKeyFromPem(pem as string);
}
