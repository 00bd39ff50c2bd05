import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import fs from 'node:fs';
import type { Writable } from 'node:stream';
import { sampleRate, type Sink } from '../output/sink';

/**
 * aplay's own buffer, filled with silence at the start: the delay between handing a period over and hearing it, an estimate. Long enough
 * for a slow disk, short enough for a stop within 3 s (P9).
 */
const bufferMs = 500;
/** More than this waiting in the pipe means that the card has stopped taking sound. */
const mostQueuedBytes = 2 * sampleRate;

/** True when there is an aplay and a card for it. */
export function hasSoundCard(program = 'aplay', cards = '/proc/asound/cards'): boolean {
  try {
    if (!/^\s*\d+ \[/m.test(fs.readFileSync(cards, 'utf8'))) return false;
    execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

/**
 * Plays through aplay. The child lives from `open` to `close`, so that the stream is anchored anew in silence before each programme and
 * the card's clock cannot drift far from ours.
 */
export class AlsaSink implements Sink {
  readonly name: string;
  readonly leadMs = bufferMs;
  readonly catchUpMs = bufferMs;
  private child: ChildProcessByStdio<Writable, null, null> | null = null;
  private failure: Error | null = null;

  constructor(
    private device: string,
    private program = 'aplay',
  ) {
    this.name = `alsa ${device}`;
  }

  async open(): Promise<void> {
    this.failure = null;
    const format = ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', String(sampleRate), '-c', '1'];
    const buffer = [`--buffer-time=${bufferMs * 1000}`, '--period-time=20000'];
    const where = this.device ? ['-D', this.device] : [];
    const child = spawn(this.program, [...format, ...buffer, ...where], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', (error) => (this.failure ??= error));
    child.on('exit', (code) => {
      if (this.child === child) this.failure ??= new Error(`aplay ended with code ${code}`);
    });
    child.stdin.on('error', (error) => (this.failure ??= error));
    this.child = child;
    child.stdin.write(Buffer.alloc((bufferMs * sampleRate * 2) / 1000));
  }

  write(period: Int16Array): void {
    if (this.failure) throw this.failure;
    if (!this.child) throw new Error('aplay is not open');
    if (this.child.stdin.writableLength > mostQueuedBytes) throw new Error('the sound card takes no sound');
    this.child.stdin.write(Buffer.from(new Uint8Array(period.buffer, period.byteOffset, period.byteLength)));
  }

  async close(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
      child.stdin.end();
    });
  }
}
