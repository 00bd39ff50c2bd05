import { spawn, type ChildProcess } from 'node:child_process';
import { inputFaultOf, relayArguments, relayInputOf, type RelayInput } from '../../domain/loudness/relay-command';
import { fetchStream, type StreamGuard } from '../network/fetch-stream';
import type { FfmpegBuild } from './find-ffmpeg';

const bytesPerSecond = 96_000;
/** Held ready before it sounds: what a network's hiccup may take. Older sound is dropped: a relay is live. */
const keptBytes = bytesPerSecond;
/** While it sounds, a server ahead of us is made to wait. */
const mostBytes = 10 * bytesPerSecond;
const addressKilobytes = 2 * 1024 * 1024;

/** A live programme as samples: 48 kHz mono, levelled, arriving by itself. */
export class LiveSource {
  /** Nothing more will come; `fault` says why. */
  ended = false;
  fault: string | null = null;
  private chunks: Buffer[] = [];
  private usedOfFirst = 0;
  private held = 0;
  private half: Buffer | null = null;
  private sounds = false;

  constructor(private valve: { stop(): void; pause(): void; resume(): void }) {}

  /** Samples that can be taken now. */
  get available(): number {
    return this.held >> 1;
  }

  /** Moves up to `count` samples into `target` and returns how many there were. From the first call on nothing is dropped. */
  take(target: Int16Array, offset: number, count: number, gain: number): number {
    this.sounds = true;
    const n = Math.min(count, this.available);
    for (let i = 0; i < n; i += 1) {
      const sample = Math.round(this.chunks[0]!.readInt16LE(this.usedOfFirst) * gain);
      target[offset + i] = Math.max(-32768, Math.min(32767, sample));
      this.drop(2);
    }
    if (this.held < mostBytes / 2) this.valve.resume();
    return n;
  }

  /** For whoever makes the samples. */
  push(chunk: Buffer): void {
    const whole = this.half ? Buffer.concat([this.half, chunk]) : chunk;
    const even = whole.length & ~1;
    this.half = even < whole.length ? whole.subarray(even) : null;
    if (even === 0) return;
    this.chunks.push(whole.subarray(0, even));
    this.held += even;
    if (!this.sounds) this.drop(Math.max(0, this.held - keptBytes));
    else if (this.held > mostBytes) this.valve.pause();
  }

  end(fault: string): void {
    this.fault ??= fault;
    this.ended = true;
  }

  close(): void {
    this.end('closed');
    this.valve.stop();
  }

  private drop(bytes: number): void {
    for (let left = bytes; left > 0;) {
      const first = this.chunks[0]!;
      const n = Math.min(left, first.length - this.usedOfFirst);
      left -= n;
      this.held -= n;
      this.usedOfFirst += n;
      if (this.usedOfFirst < first.length) continue;
      this.chunks.shift();
      this.usedOfFirst = 0;
    }
  }
}

/**
 * Opens a stream or a line input at once and in the background; what fails is told by `ended`. ffmpeg reads what we fetched and opens no
 * address itself; when this program dies, its input ends and so does it.
 */
export function openLiveSource(
  build: FfmpegBuild,
  { url, gainDb = 0 }: { url: string; gainDb?: number | undefined },
  guard?: StreamGuard,
): LiveSource {
  const input = relayInputOf(url);
  const abort = new AbortController();
  const child = startFfmpeg(build, relayArguments(input, gainDb), input);
  const source = new LiveSource({
    stop: () => {
      abort.abort();
      child.kill('SIGKILL');
    },
    pause: () => void child.stdout?.pause(),
    resume: () => void child.stdout?.resume(),
  });
  child.stdout?.on('data', (chunk: Buffer) => source.push(chunk));
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-1000)));
  child.on('error', (error) => source.end(error.message));
  child.on('close', () => source.end(said === '' ? 'the stream has ended' : inputFaultOf(input, said)));
  void feed(child, url, input, abort.signal, guard).catch((error: Error) => {
    source.end(error.message);
    child.kill('SIGKILL');
  });
  return source;
}

/** Pipes what is fetched into ffmpeg until either ends. */
export async function feed(
  child: ChildProcess,
  url: string,
  input: RelayInput,
  signal: AbortSignal,
  guard?: StreamGuard,
): Promise<void> {
  if (input.kind !== 'pipe' || !child.stdin) return;
  // It ends when it has had enough, or is ended.
  child.stdin.on('error', () => undefined);
  const answer = await fetchStream(url, signal, guard);
  answer.on('error', () => child.stdin?.end()).on('close', () => child.stdin?.end());
  answer.pipe(child.stdin);
}

/** Under a limit on memory and without the right to write a file, where the system has such limits: what it reads is a stranger's (X4). */
export function startFfmpeg(build: FfmpegBuild, args: readonly string[], input: RelayInput): ChildProcess {
  const stdin = input.kind === 'pipe' ? 'pipe' : 'ignore';
  const options = { stdio: [stdin, 'pipe', 'pipe'] as ('pipe' | 'ignore')[], windowsHide: true };
  if (process.platform === 'win32') return spawn(build.path, args, options);
  const script = 'ulimit -c 0; ulimit -f 0 2>/dev/null; ulimit -v "$1" 2>/dev/null; shift; exec "$@"';
  return spawn('/bin/sh', ['-c', script, 'loa', String(addressKilobytes), build.path, ...args], options);
}
