import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Keeps small secrets in the database unreadable without a key file beside it (AES-256-GCM): a stolen database alone gives none away.
 * The key is made at first use, readable by its owner alone.
 */
export class SecretBox {
  private key: Buffer | null = null;

  constructor(private readonly keyFile: string) {}

  /** `context` is bound in: what was sealed for one user opens for no other. */
  seal(secret: string, context: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.load(), nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Throws on anything but what `seal` made for this context. */
  open(sealed: string, context: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.load(), bytes.subarray(0, 12)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
  }

  private load(): Buffer {
    if (this.key) return this.key;
    fs.mkdirSync(path.dirname(this.keyFile), { recursive: true, mode: 0o700 });
    try {
      fs.writeFileSync(this.keyFile, randomBytes(32), { flag: 'wx', mode: 0o600, flush: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return (this.key = fs.readFileSync(this.keyFile));
  }
}
