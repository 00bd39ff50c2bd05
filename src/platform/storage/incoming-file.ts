import fs from 'node:fs';
import path from 'node:path';
import { Fault } from '../../domain/fault';
import type { AudioKind, Incoming, StoredAudio } from './audio-store';

/** The calls of the file system that can fail on a full or broken disk; tests put their own in their place. */
export type DiskCalls = Pick<typeof fs.promises, 'mkdir' | 'open' | 'rename' | 'rm' | 'stat' | 'utimes'>;

/** What a file needs to know of the store it moves into. */
export interface KeepingPlace {
  size(kind: AudioKind, sha256: string): Promise<number | null>;
  path(kind: AudioKind, sha256: string): string;
}

/** A whole file on the store's volume that a rename makes part of the store. */
export class IncomingFile implements Incoming {
  readonly sha256: string;
  readonly bytes: number;
  private kept: Promise<void> | null = null;

  constructor(
    private readonly store: KeepingPlace,
    private readonly disk: DiskCalls,
    private readonly file: string,
    stored: StoredAudio,
    private readonly options: { staysOnFailure: boolean } = { staysOnFailure: false },
  ) {
    this.sha256 = stored.sha256;
    this.bytes = stored.bytes;
  }

  async keep(kind: AudioKind): Promise<StoredAudio> {
    await (this.kept ??= this.moveTo(kind));
    return { sha256: this.sha256, bytes: this.bytes };
  }

  async discard(): Promise<void> {
    await this.disk.rm(this.file, { force: true });
  }

  private async moveTo(kind: AudioKind): Promise<void> {
    try {
      const target = this.store.path(kind, this.sha256);
      if ((await this.store.size(kind, this.sha256)) === this.bytes && (await this.touch(target))) {
        return await this.discard();
      }
      const folder = path.dirname(target);
      await this.disk.mkdir(folder, { recursive: true });
      await this.disk.rename(this.file, target);
      for (const entry of [folder, path.dirname(folder)]) await this.syncFolder(entry);
    } catch (error) {
      this.kept = null;
      if (!this.options.staysOnFailure) await this.discard();
      throw asFault(error);
    }
  }

  /** Dates what is stored like what arrived, which keeps it from being removed as old; false when it just was. */
  private async touch(file: string): Promise<boolean> {
    const { mtime } = await this.disk.stat(this.file);
    return this.disk.utimes(file, mtime, mtime).then(
      () => true,
      (error: unknown) => {
        if (codeOf(error) === 'ENOENT') return false;
        throw error;
      },
    );
  }

  /** A name is on disk only when its folder is. */
  private async syncFolder(folder: string): Promise<void> {
    const handle = await this.disk.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** A full disk as DISK_FULL; anything else as it is. */
export function asFault(error: unknown): unknown {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
    ? new Fault('DISK_FULL', {}, { cause: error })
    : error;
}

export function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
