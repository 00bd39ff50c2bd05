import { createPrivateKey, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import {
  generateSigningKey,
  keyIdOf,
  loadOrCreateSigningKey,
  loadSigningKey,
  publicKeyFromPem,
  signingKeyFromPem,
  type SigningKey,
} from '../../platform/signing/keys';

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
