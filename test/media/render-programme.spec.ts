/** The session of a commune without a box, with the real ffmpeg. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decodeToPcm } from '../../src/platform/ffmpeg/decode-to-pcm';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { renderProgramme } from '../../src/platform/ffmpeg/render-programme';
import { testBuilds } from '../support/audio-builds';
import { noise, scaled, writeWav } from '../support/audio-files';
import { measureIndependently } from '../support/audio-meter';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-session-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('B5: recordings become one MP3 at one loudness, each at its place, silence between them', async () => {
  const { main: build } = await testBuilds();
  const parts = [3, 2].map((seconds, i) => {
    const file = path.join(folder, `${i}.wav`);
    writeWav(file, [scaled(noise(seconds * 48_000, i + 1), i === 0 ? -20 : -17)], { sampleRate: 48_000 });
    return { file, fromMs: i * 5000, durationMs: seconds * 1000, gainDb: 0 };
  });
  const output = path.join(folder, 'session.mp3');
  const reading = await renderProgramme({ parts, output, profile: loadProfile('speech'), build });
  expect(Math.abs(reading.lufs + 16)).toBeLessThanOrEqual(0.5);
  expect(reading.truePeakDb).toBeLessThanOrEqual(-1.1);
  const pcm = await decodeToPcm({ input: output, output: path.join(folder, 'session.pcm'), build });
  // An encoder adds part of a frame at the ends.
  expect(Math.abs(pcm.durationMs - 7000)).toBeLessThan(120);
  const bytes = fs.readFileSync(pcm.path);
  const independent = measureIndependently(bytes, 48_000);
  expect(Math.abs(independent.lufs + 16)).toBeLessThanOrEqual(0.6);
  const rms = (fromMs: number, toMs: number): number => {
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset + fromMs * 96, (toMs - fromMs) * 48);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  };
  expect(rms(3300, 4700)).toBeLessThan(10);
  expect(rms(500, 2500)).toBeGreaterThan(500);
  expect(rms(5500, 6500)).toBeGreaterThan(500);
  expect(fs.readdirSync(folder).filter((name) => name.startsWith('.loa-work'))).toEqual([]);
}, 60_000);
