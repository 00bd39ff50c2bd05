import fsp from 'node:fs/promises';

/** One second of 48 kHz mono s16le. */
const blockBytes = 96_000;
const blocksAhead = 3;

/** Reads a PCM file front to back, some seconds ahead of who plays it, so that a slow disk is not heard. */
export class PcmReader {
  private blocks: Buffer[] = [];
  /** Used blocks, read into again: an evening of audio leaves no garbage. */
  private spare: Buffer[] = [];
  private nextByte = 0;
  private usedOfFirst = 0;
  private filling: Promise<void> | null = null;
  private failure: Error | null = null;

  private constructor(
    private file: fsp.FileHandle,
    readonly samples: number,
  ) {}

  /** Opens the file and has the first seconds in memory. Rejects when it is not `samples` long. */
  static async open(path: string, samples: number): Promise<PcmReader> {
    const file = await fsp.open(path, 'r');
    const reader = new PcmReader(file, samples);
    try {
      const { size } = await file.stat();
      if (size !== samples * 2) throw new Error(`${size} bytes of PCM where ${samples * 2} were decoded`);
      await reader.fill();
      return reader;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** True when the next `samples` (or what is left of the file) can be taken without waiting. */
  isReady(samples: number): boolean {
    const held = this.blocks.reduce((sum, block) => sum + block.length, 0) - this.usedOfFirst;
    return held >= samples * 2 || this.nextByte >= this.samples * 2;
  }

  /** Waits until `isReady`; rejects when the disk fails. */
  async ready(samples: number): Promise<void> {
    while (!this.isReady(samples)) await this.fill();
  }

  /** Adds the next samples, scaled, into `target` from `offset`; past the end of the file it adds nothing. Needs `isReady(count)`. */
  mixInto(target: Int16Array, offset: number, count: number, gain: number): void {
    for (let done = 0; done < count;) {
      const block = this.blocks[0];
      if (!block) return;
      const n = Math.min(count - done, (block.length - this.usedOfFirst) >> 1);
      for (let i = 0; i < n; i += 1) {
        const sample = block.readInt16LE(this.usedOfFirst + 2 * i);
        target[offset + done + i] = gain === 1 ? sample : clamp(Math.round(sample * gain));
      }
      done += n;
      this.usedOfFirst += 2 * n;
      if (this.usedOfFirst < block.length) continue;
      this.spare.push(this.blocks.shift()!);
      this.usedOfFirst = 0;
    }
    if (this.blocks.length < blocksAhead) void this.fill().catch((error: Error) => (this.failure = error));
  }

  async close(): Promise<void> {
    await this.filling?.catch(() => undefined);
    this.blocks = [];
    this.spare = [];
    await this.file.close().catch(() => undefined);
  }

  private async fill(): Promise<void> {
    if (this.failure) throw this.failure;
    this.filling ??= this.readAhead().finally(() => (this.filling = null));
    await this.filling;
  }

  private async readAhead(): Promise<void> {
    while (this.blocks.length < blocksAhead && this.nextByte < this.samples * 2) {
      const length = Math.min(blockBytes, this.samples * 2 - this.nextByte);
      const block = (this.spare.pop() ?? Buffer.allocUnsafeSlow(blockBytes)).subarray(0, length);
      const { bytesRead } = await this.file.read(block, 0, length, this.nextByte);
      if (bytesRead !== length) throw new Error('the PCM file has become shorter');
      this.nextByte += length;
      this.blocks.push(block);
    }
  }
}

function clamp(sample: number): number {
  return Math.max(-32768, Math.min(32767, sample));
}
