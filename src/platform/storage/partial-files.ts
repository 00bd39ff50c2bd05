import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Incoming, PartialFiles } from './audio-store';
import { asFault, codeOf, type DiskCalls, IncomingFile, type KeepingPlace } from './incoming-file';

/** Partial files as a folder of the store's own volume, so that a whole one becomes part of the store by a rename. */
export class PartialFolder implements PartialFiles {
  constructor(
    private readonly folder: string,
    private readonly store: KeepingPlace,
    private readonly disk: DiskCalls,
  ) {}

  async append(id: string, source: Readable, offset: number): Promise<number> {
    let arrived = offset;
    try {
      await this.disk.mkdir(this.folder, { recursive: true });
      const handle = await this.disk.open(this.path(id), 'a');
      try {
        const { size } = await handle.stat();
        if (size !== offset) throw new Error(`partial file ${id} holds ${size} bytes, not ${offset}`);
        for await (const chunk of source as AsyncIterable<Buffer>) {
          await handle.writeFile(chunk);
          arrived += chunk.length;
        }
      } finally {
        await handle.sync().finally(() => handle.close());
      }
    } catch (error) {
      throw asFault(error);
    }
    return arrived;
  }

  async bytes(id: string): Promise<number> {
    try {
      return (await this.disk.stat(this.path(id))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return 0;
      throw error;
    }
  }

  async collect(id: string): Promise<Incoming> {
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await this.disk.open(this.path(id), 'r');
    for await (const chunk of handle.createReadStream() as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const stored = { sha256: hash.digest('hex'), bytes };
    return new IncomingFile(this.store, this.disk, this.path(id), stored, { staysOnFailure: true });
  }

  async remove(id: string): Promise<void> {
    await this.disk.rm(this.path(id), { force: true });
  }

  async list(): Promise<string[]> {
    return fs.promises.readdir(this.folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
  }

  private path(id: string): string {
    if (!/^[\w-]{1,64}$/.test(id)) throw new Error(`not an id of ours: ${id}`);
    return path.join(this.folder, id);
  }
}
