import fs from 'node:fs';
import { wavHeader, wavHeaderBytes } from '../output/wav';

/** Periods between two corrections of the header: what a kill costs at most. */
const headerEvery = 25;
/** The size fields of a WAV hold no more. */
const mostBytes = 0xffff_ffff - 4096;

/** One WAV that is being written, always a valid file: its header never promises more than is there. */
export class WavRecording {
  /** Writes the disk still owes. */
  pending = 0;
  failure: Error | null = null;
  private readonly handle: number;
  private dataBytes: number;
  private sinceHeader = 0;
  private drained: (() => void) | null = null;

  /** Makes the file, or goes on with what an earlier process left of it. */
  constructor(file: string) {
    this.handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o644);
    this.dataBytes = Math.min(mostBytes, Math.max(0, fs.fstatSync(this.handle).size - wavHeaderBytes) & ~1);
    fs.writeSync(this.handle, wavHeader(this.dataBytes), 0, wavHeaderBytes, 0);
  }

  /** Puts samples at their place, in the background; what lies before and was never written is silence. */
  put(samples: Int16Array, atSample: number): void {
    const end = atSample * 2 + samples.byteLength;
    if (end > mostBytes) return;
    const bytes = Buffer.from(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    this.write(bytes, wavHeaderBytes + atSample * 2, () => (this.dataBytes = Math.max(this.dataBytes, end)));
    this.sinceHeader += 1;
    if (this.sinceHeader < headerEvery) return;
    this.sinceHeader = 0;
    this.write(wavHeader(this.dataBytes), 0, () => undefined);
  }

  /** Waits for the disk, sets the final sizes and closes. */
  async close(): Promise<void> {
    if (this.pending > 0) await new Promise<void>((resolve) => (this.drained = resolve));
    try {
      fs.writeSync(this.handle, wavHeader(this.dataBytes), 0, wavHeaderBytes, 0);
    } finally {
      fs.closeSync(this.handle);
    }
  }

  private write(bytes: Buffer, position: number, done: () => void): void {
    this.pending += 1;
    fs.write(this.handle, bytes, 0, bytes.length, position, (error, written) => {
      this.pending -= 1;
      if (error) this.failure = error;
      else if (written < bytes.length) this.failure = new Error('the disk took only part of a period');
      else done();
      if (this.pending === 0) this.drained?.();
    });
  }
}
