import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';

const pieceBytes = 256 * 1024;

/** Reads a raw file piece by piece, in whole units of `unitBytes`; a torn unit at the end is left out. */
async function eachPiece(
  file: string,
  unitBytes: number,
  take: (bytes: Buffer) => void,
  signal?: AbortSignal,
): Promise<void> {
  const handle = await fs.open(file, 'r');
  try {
    const buffer = Buffer.alloc(pieceBytes);
    for (let kept = 0; ;) {
      signal?.throwIfAborted();
      const { bytesRead } = await handle.read(buffer, kept, pieceBytes - kept, null);
      if (bytesRead === 0) return;
      const filled = kept + bytesRead;
      const whole = filled - (filled % unitBytes);
      if (whole > 0) take(buffer.subarray(0, whole));
      buffer.copyWithin(0, whole, filled);
      kept = filled - whole;
    }
  } finally {
    await handle.close();
  }
}

/** Gives all 32-bit samples of a raw file to `take`, whole frames at a time. */
export function readRaw32(
  file: string,
  channels: number,
  take: (samples: Int32Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  return eachPiece(
    file,
    4 * channels,
    (bytes) => take(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)),
    signal,
  );
}

/** Gives all 16-bit samples of a raw file to `take`. */
export function readRaw16(file: string, take: (samples: Int16Array) => void, signal?: AbortSignal): Promise<void> {
  return eachPiece(file, 2, (bytes) => take(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)), signal);
}

/** SHA-256 of a file, lower-case hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** The first bytes of a file, at most `most`. */
export async function readHead(file: string, most: number): Promise<Buffer> {
  const handle = await fs.open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
