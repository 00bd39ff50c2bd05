import fs from 'node:fs';
import path from 'node:path';
import { levelOf, type HeardItem, type PlannedItem } from './yardstick';

const wavHeaderBytes = 44;
const samplesPerMs = 48;
/** Left out at either end of an item: fades and whole periods. */
const edgeMs = 100;

/** WAVs anywhere below a folder. */
export function wavFiles(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.wav'))
    .map((name) => path.join(folder, name));
}

/** How loud each planned item is in the WAV of what went out, whose first sample is the session's first instant; empty without a WAV. */
export function hearRecording(folder: string, session: { startAt: number; items: PlannedItem[] }): HeardItem[] {
  const [file] = wavFiles(folder);
  if (file === undefined) return [];
  const bytes = new Uint8Array(fs.readFileSync(file).subarray(wavHeaderBytes));
  const samples = new Int16Array(bytes.buffer, 0, bytes.length >> 1);
  return session.items.map(({ title, startAt, durationMs }) => ({
    title,
    levelDb: levelOf(
      samples,
      (startAt - session.startAt + edgeMs) * samplesPerMs,
      (durationMs - 2 * edgeMs) * samplesPerMs,
    ),
  }));
}
