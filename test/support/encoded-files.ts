/** Files in forms that are too much to make byte by byte: an ffmpeg without launcher or guards writes them, all in one run. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { compiledFile } from '../../src/platform/ffmpeg/compiled-file';
import { type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { join, noise, scaled, speechLike, tones, writeWav } from './audio-files';

/** What phones, recorders and old computers send, with how they are written; each holds the same two seconds of speech. */
export const phoneForms = {
  'adts.aac': ['-c:a', 'aac', '-b:a', '48k', '-f', 'adts'],
  'windows.wma': ['-c:a', 'wmav2', '-b:a', '64k', '-f', 'asf'],
  'mac.caf': ['-c:a', 'alac', '-f', 'caf'],
} as const;

const seconds = 2;
const vbr = ['-c:a', 'libmp3lame', '-q:a', '4', '-write_xing', '0', '-id3v2_version', '0', '-f', 'mp3', 'no-xing.mp3'];
const picture = ['-f', 'lavfi', '-i', `testsrc=d=${seconds}:s=64x48:r=5`];
const video = ['-c:v', 'mpeg4', '-f', 'mp4'];

/**
 * Writes the forms of `phoneForms`, `film.mp4` (a video with that speech), `silent-film.mp4` (one without a sound track) and
 * `no-xing.mp3`: 24 s of variable bit rate without the header that tells its length, quiet at first, so that a guess from the first
 * frames is far off.
 */
export async function writeEncodedFiles(build: FfmpegBuild, dir: string): Promise<void> {
  writeWav(path.join(dir, 'speech.wav'), [speechLike(seconds, 16000)], { sampleRate: 16000 });
  const faint = tones([{ hertz: 300, levelDb: -45, seconds: 12 }], 16000);
  writeWav(path.join(dir, 'uneven.wav'), [join([faint, scaled(noise(12 * 16000), -12)])], { sampleRate: 16000 });
  await run(build, dir, [
    ...['-i', 'speech.wav', ...picture, '-i', 'uneven.wav'],
    ...Object.entries(phoneForms).flatMap(([name, form]) => ['-map', '0:a', ...form, name]),
    ...['-map', '0:a', '-map', '1:v', '-c:a', 'aac', ...video, 'film.mp4', '-map', '1:v', ...video, 'silent-film.mp4'],
    ...['-map', '2:a', ...vbr],
  ]);
}

function run(build: FfmpegBuild, cwd: string, args: string[]): Promise<void> {
  const [program, first] =
    build.kind === 'native' ? [build.path, []] : [process.execPath, [compiledFile('shim/main.js'), build.path]];
  return new Promise((resolve, reject) => {
    execFile(program, [...first, '-nostdin', '-v', 'error', '-y', ...args], { cwd }, (error) => {
      if (error) reject(new Error(error.message));
      else resolve();
    });
  });
}
