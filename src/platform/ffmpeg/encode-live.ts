import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { FfmpegBuild } from './find-ffmpeg';

export interface LiveEncoder {
  /** Takes 48 kHz mono s16le. */
  input: Writable;
  /** Gives MP3 as it is made; it ends when the input does, or the program. */
  output: Readable;
  /** Ends the program at once. */
  kill(): void;
}

/**
 * Encodes sound while it is made. The program is started without the launcher of single files, whose limits of time and size have no
 * meaning here; its command line holds no more than numbers of ours. Only a native ffmpeg reads and writes pipes as it goes.
 */
export function encodeLive({ path }: FfmpegBuild, bitrateKbps: number): LiveEncoder {
  const input = ['-f', 's16le', '-ar', '48000', '-ac', '1', '-i', 'pipe:0'];
  const output = ['-c:a', 'libmp3lame', '-b:a', `${bitrateKbps}k`, '-write_xing', '0', '-flush_packets', '1'];
  const args = ['-hide_banner', '-nostats', '-loglevel', 'error', ...input, ...output, '-f', 'mp3', 'pipe:1'];
  const child = spawn(path, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.on('error', (error) => child.stdout.destroy(error));
  return { input: child.stdin, output: child.stdout, kill: () => void child.kill('SIGKILL') };
}
