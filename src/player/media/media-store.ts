import { createHash } from 'node:crypto';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';

/** SHA-256 of a file, read in pieces; hex. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of fs.createReadStream(file, { highWaterMark: 256 * 1024 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Audio under its own hash: what is found under a name is whole, or it is not there (P3). */
export class MediaStore {
  constructor(private folder: string) {
    fs.mkdirSync(folder, { recursive: true });
  }

  pathOf(sha256: string): string {
    return path.join(this.folder, sha256.slice(0, 2), sha256);
  }

  has(sha256: string): boolean {
    return fs.existsSync(this.pathOf(sha256));
  }

  /** Copies a file in. False, and nothing kept, when it is not the one promised. Temporary file, sync, rename. */
  async takeIn(sha256: string, fromFile: string): Promise<boolean> {
    const target = this.pathOf(sha256);
    await fsp.mkdir(path.dirname(target), { recursive: true });
    const temporary = `${target}.part`;
    const hash = createHash('sha256');
    const meter = new Transform({
      transform(piece: Buffer, _encoding, done) {
        hash.update(piece);
        done(null, piece);
      },
    });
    try {
      await pipeline(
        fs.createReadStream(fromFile, { highWaterMark: 256 * 1024 }),
        meter,
        fs.createWriteStream(temporary),
      );
      if (hash.digest('hex') !== sha256) return false;
      await syncFile(temporary);
      await fsp.rename(temporary, target);
      await syncFile(path.dirname(target));
      return true;
    } finally {
      await fsp.rm(temporary, { force: true });
    }
  }

  /** Reads the stored file again; a changed one is removed, so that it is asked for anew. */
  async verify(sha256: string): Promise<boolean> {
    const good = (await hashFile(this.pathOf(sha256))) === sha256;
    if (!good) await fsp.rm(this.pathOf(sha256), { force: true });
    return good;
  }

  /** Everything stored, with when it was written. */
  async list(): Promise<{ sha256: string; bytes: number; writtenAtMs: number }[]> {
    const found: { sha256: string; bytes: number; writtenAtMs: number }[] = [];
    for (const shelf of await fsp.readdir(this.folder)) {
      for (const name of await fsp.readdir(path.join(this.folder, shelf))) {
        if (!/^[0-9a-f]{64}$/.test(name)) continue;
        const stat = await fsp.stat(path.join(this.folder, shelf, name));
        found.push({ sha256: name, bytes: stat.size, writtenAtMs: stat.mtimeMs });
      }
    }
    return found;
  }

  async remove(sha256: string): Promise<void> {
    await fsp.rm(this.pathOf(sha256), { force: true });
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await fsp.open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
