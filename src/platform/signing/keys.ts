import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface SigningKey {
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** SPKI PEM, what others pin. */
  publicPem: string;
}

/** A new Ed25519 key pair, in memory only. */
export function generateSigningKey(): SigningKey {
  return fromPrivate(generateKeyPairSync('ed25519').privateKey);
}

/** Reads a PKCS #8 PEM; throws when it is not an Ed25519 key. */
export function signingKeyFromPem(pem: string): SigningKey {
  return fromPrivate(createPrivateKey(pem));
}

/** The first 16 hex digits of the SHA-256 of the public key's SPKI bytes. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

/** SPKI PEM of a public key. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }) as string;
}

/** A public key others gave us as SPKI PEM. */
export function publicKeyFromPem(pem: string): KeyObject {
  return checked(createPublicKey(pem));
}

/** Writes the private key as PKCS #8 PEM readable by its owner alone: temporary file, sync, rename. Refuses to replace a file. */
export function storeSigningKey(file: string, key: SigningKey): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  const handle = fs.openSync(temporary, 'w', 0o600);
  try {
    fs.writeSync(handle, key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  try {
    fs.linkSync(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

/** Reads a stored key; throws when others than its owner may read it. */
export function loadSigningKey(file: string): SigningKey {
  const others = fs.statSync(file).mode & 0o077;
  if (others && process.platform !== 'win32') throw new Error(`${file} is readable by others; run: chmod 600 ${file}`);
  return signingKeyFromPem(fs.readFileSync(file, 'utf8'));
}

/** Puts a key in the place of the one in `file`: the file holds the old one or the new one, never part of one. */
export function replaceSigningKey(file: string, key: SigningKey): void {
  const beside = `${file}.next`;
  fs.rmSync(beside, { force: true });
  storeSigningKey(beside, key);
  fs.renameSync(beside, file);
}

/** The key in `file`, made and stored at the first call. */
export function loadOrCreateSigningKey(file: string): SigningKey {
  if (!fs.existsSync(file)) {
    try {
      storeSigningKey(file, generateSigningKey());
    } catch (error) {
      // Another process made it in between: its key counts.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return loadSigningKey(file);
}

function fromPrivate(privateKey: KeyObject): SigningKey {
  checked(privateKey);
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    privateKey,
    publicKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}

function checked(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return key;
}
