import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Fault } from '../../domain/fault';
import { newSecret } from '../clock/identifiers';
import {
  AudioStore,
  type AudioKind,
  type ByteRange,
  type Incoming,
  type Removal,
  type StoredAudio,
} from './audio-store';
import { asFault, codeOf, type DiskCalls, IncomingFile } from './incoming-file';
import { PartialFolder } from './partial-files';

export type { DiskCalls } from './incoming-file';

/**
 * The store as a folder: `originals/ab/abcd…`, `masters/…`, `peaks/…`, `incoming` for what is still arriving, `partial` for
 * what arrives in several goes. All on one volume, so that a rename makes a whole file appear at once: after a crash a name either holds all its bytes or does not exist.
 */
export class FileAudioStore extends AudioStore {
  readonly partials: PartialFolder;

  constructor(
    private readonly root: string,
    private readonly disk: DiskCalls = fs.promises,
  ) {
    super();
    this.partials = new PartialFolder(path.join(root, 'partial'), this, disk);
  }

  async receive(source: Readable): Promise<Incoming> {
    const file = path.join(this.root, 'incoming', newSecret(18));
    try {
      await this.disk.mkdir(path.dirname(file), { recursive: true });
      const stored = await this.write(source, file);
      return new IncomingFile(this, this.disk, file, stored);
    } catch (error) {
      source.destroy();
      await this.disk.rm(file, { force: true });
      throw asFault(error);
    }
  }

  async size(kind: AudioKind, sha256: string): Promise<number | null> {
    try {
      return (await this.disk.stat(this.path(kind, sha256))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async isEmpty(kind: AudioKind): Promise<boolean> {
    try {
      return (await fs.promises.readdir(path.join(this.root, kind))).length === 0;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return true;
      throw error;
    }
  }

  async open(kind: AudioKind, sha256: string, range?: ByteRange): Promise<Readable> {
    try {
      const handle = await this.disk.open(this.path(kind, sha256), 'r');
      return handle.createReadStream(range ? { start: range.first, end: range.last } : {});
    } catch (error) {
      if (codeOf(error) === 'ENOENT') throw new Fault('NOT_FOUND', { what: kind, id: sha256 });
      throw error;
    }
  }

  /** Looks and removes in one turn of this process, so that a `keep` of the same bytes comes before both or after both. */
  async remove(kind: AudioKind, sha256: string, untouchedSince: number): Promise<Removal> {
    const file = this.path(kind, sha256);
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (!found) return 'absent';
    if (found.mtimeMs > untouchedSince) return 'touched';
    fs.rmSync(file);
    return 'removed';
  }

  path(kind: AudioKind, sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a SHA-256: ${sha256}`);
    return path.join(this.root, kind, sha256.slice(0, 2), sha256);
  }

  /** Removes what a process that died was still receiving. For the one process that uses the folder, before it takes uploads. */
  async sweep(): Promise<void> {
    await this.disk.rm(path.join(this.root, 'incoming'), { recursive: true, force: true });
  }

  private async write(source: Readable, file: string): Promise<StoredAudio> {
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await this.disk.open(file, 'wx');
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { sha256: hash.digest('hex'), bytes };
  }
}
