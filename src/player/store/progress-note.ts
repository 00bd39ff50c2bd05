import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { OutputHeard } from '../../domain/playout/row';

/** How far each airing on the air had come. */
export type Progress = Record<string, { heardMs: number; level: OutputHeard }>;

const slotBytes = 2048;

/**
 * Progress, synced about once a second without holding up the sound (P5): unlike a commit it is written and synced in the background.
 * Two slots take turns, each with a checksum, so that a torn write leaves the second before it.
 */
export class ProgressNote {
  private readonly handle: number;
  private turn = 0;
  private writing: Promise<void> | null = null;

  constructor(file: string) {
    this.handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
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
    this.turn += 1;
    const body = JSON.stringify({ turn: this.turn, progress });
    const bytes = Buffer.alloc(slotBytes, ' ');
    if (bytes.write(`${checksum(body)}${body}`) >= slotBytes) return;
    this.writing = this.put(bytes, (this.turn % 2) * slotBytes)
      .catch(onError)
      .finally(() => (this.writing = null));
  }

  async close(): Promise<void> {
    await this.writing;
    fs.closeSync(this.handle);
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
