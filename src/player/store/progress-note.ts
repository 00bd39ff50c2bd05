import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { OutputHeard } from '../../domain/playout/row';

/** How far each airing on the air had come. */
export type Progress = Record<string, { startAt?: number; heardMs: number; level: OutputHeard }>;

const slotBytes = 2048;

/**
 * Progress, synced about once a second without holding up the sound (P5): unlike a commit it is written and synced in the background.
 * Two slots take turns, each with a checksum, so that a torn write leaves the second before it. The file has its full size from the
 * start: on a full disk it can still be written in place, when the ledger cannot.
 */
export class ProgressNote {
  private readonly handle: number;
  private turn = 0;
  private writing: Promise<void> | null = null;

  constructor(file: string) {
    this.handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    if (fs.fstatSync(this.handle).size < 2 * slotBytes) fs.writeSync(this.handle, Buffer.alloc(2 * slotBytes, ' '), 0);
  }

  /** The last progress that reached the disk; empty when there is none. */
  read(): Progress {
    const bytes = Buffer.alloc(2 * slotBytes);
    fs.readSync(this.handle, bytes, 0, bytes.length, 0);
    const notes = [0, slotBytes].flatMap((at) => parse(bytes.toString('utf8', at, at + slotBytes)));
    const newest = notes.sort((a, b) => b.turn - a.turn)[0];
    this.turn = newest?.turn ?? 0;
    return newest?.progress ?? {};
  }

  /** Writes and syncs in the background; left out while the disk is still busy with the one before. */
  write(progress: Progress, onError: (error: Error) => void): void {
    if (this.writing) return;
    const bytes = this.nextSlot(progress);
    if (!bytes) return;
    this.writing = this.put(bytes, (this.turn % 2) * slotBytes)
      .catch(onError)
      .finally(() => (this.writing = null));
  }

  /** The same at once, for what must be on disk before anything else happens. */
  writeNow(progress: Progress, onError: (error: Error) => void): void {
    const bytes = this.nextSlot(progress);
    if (!bytes) return onError(new Error('the progress note has no room left'));
    try {
      fs.writeSync(this.handle, bytes, 0, bytes.length, (this.turn % 2) * slotBytes);
      fs.fdatasyncSync(this.handle);
    } catch (error) {
      onError(error as Error);
    }
  }

  async close(): Promise<void> {
    await this.writing;
    fs.closeSync(this.handle);
  }

  private nextSlot(progress: Progress): Buffer | null {
    const body = JSON.stringify({ turn: this.turn + 1, progress });
    const bytes = Buffer.alloc(slotBytes, ' ');
    if (bytes.write(`${checksum(body)}${body}`) >= slotBytes) return null;
    this.turn += 1;
    return bytes;
  }

  private put(bytes: Buffer, position: number): Promise<void> {
    return new Promise((resolve, reject) => {
      fs.write(this.handle, bytes, 0, bytes.length, position, (failed) => {
        if (failed) return reject(failed);
        fs.fdatasync(this.handle, (unsynced) => (unsynced ? reject(unsynced) : resolve()));
      });
    });
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function parse(slot: string): { turn: number; progress: Progress }[] {
  const body = slot.slice(16).trimEnd();
  if (body === '' || checksum(body) !== slot.slice(0, 16)) return [];
  return [JSON.parse(body) as { turn: number; progress: Progress }];
}
