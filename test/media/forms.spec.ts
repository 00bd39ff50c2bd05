/** B4, B6: what phones and recorders send, in the forms that the samples do not have, and what comes out soft. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodeToPcm } from '../../src/platform/ffmpeg/decode-to-pcm';
import { normaliseFile } from '../../src/platform/ffmpeg/normalise-file';
import { type NormaliseResult } from '../../src/platform/ffmpeg/normalise-result';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { broad, itWhen, testBuilds, type TestBuilds } from '../support/audio-builds';
import { amrWideNoise, clicks, speechLike, writeWav } from '../support/audio-files';
import { phoneForms, writeEncodedFiles } from '../support/encoded-files';

let builds: TestBuilds;
let dir: string;
beforeAll(async () => {
  builds = await testBuilds();
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-forms-'));
  await writeEncodedFiles(builds.main, dir);
  await fs.writeFile(path.join(dir, 'wide.awb'), amrWideNoise(2));
  await fs.writeFile(path.join(dir, 'pauses.awb'), amrWideNoise(2, { pauses: true }));
});
afterAll(() => fs.rm(dir, { recursive: true, force: true }));

const normalise = (name: string): Promise<NormaliseResult> =>
  normaliseFile({
    input: path.join(dir, name),
    outDir: path.join(dir, 'out'),
    profile: loadProfile('speech'),
    build: builds.main,
  });

const spoken = [...Object.keys(phoneForms), 'film.mp4', 'wide.awb'];

// On the slow build decoding alone shows that a form is let in and read; the loop behind it is the same for all.
itWhen(!broad)('ADTS, WMA, CAF, AMR-WB and a film are let in and decoded whole', async () => {
  const lengths = new Map<string, number>();
  for (const name of spoken) {
    const pcm = await decodeToPcm({ input: path.join(dir, name), output: path.join(dir, 'x.pcm'), build: builds.main });
    lengths.set(name, pcm.durationMs);
  }
  expect([...lengths].filter(([, ms]) => Math.abs(ms - 2000) > 150)).toEqual([]);
});

describe.each(spoken.map((name) => [name]))('%s', (name) => {
  itWhen(broad)('comes out at one loudness', async () => {
    const result = await normalise(name);
    expect(result).toMatchObject({ state: 'ready', reason: null });
    expect(Math.abs(result.decodedMs! - 2000)).toBeLessThan(150);
    expect(Math.abs(result.after.lufs! + 16)).toBeLessThanOrEqual(0.5);
    expect(result.after.truePeakDb).toBeLessThanOrEqual(-1);
  });
});

it('a film without sound is refused, and told from a file that cannot be read', async () => {
  expect(await normalise('silent-film.mp4')).toMatchObject({ state: 'refused', reason: 'no-audio', masterPath: null });
});

it('a rate below 4 kHz is refused before it is decoded', async () => {
  writeWav(path.join(dir, 'slow.wav'), [speechLike(1, 3000)], { sampleRate: 3000 });
  expect(await normalise('slow.wav')).toMatchObject({ reason: 'unsupported-layout', decodedMs: null });
});

itWhen(broad)('192 kHz is brought down', async () => {
  writeWav(path.join(dir, 'fast.wav'), [speechLike(1, 192000)], { sampleRate: 192000 });
  expect(await normalise('fast.wav')).toMatchObject({ state: 'ready', decodedMs: 1000 });
});

itWhen(broad)('AMR-WB with pauses that were not sent is used, with a warning', async () => {
  expect(await normalise('pauses.awb')).toMatchObject({ state: 'ready', warnings: ['damaged-samples'] });
});

itWhen(broad)(
  'B4: a variable MP3 without its header declares a wrong length, and is not taken for truncated',
  async () => {
    const result = await normalise('no-xing.mp3');
    expect(result.state).toBe('ready');
    expect(Math.abs(result.decodedMs! - 24000)).toBeLessThan(150);
    expect(Math.abs(result.declaredMs! / result.decodedMs! - 1)).toBeGreaterThan(0.2);
    expect(result.warnings).not.toContain('truncated');
  },
);

it('B5: what no gain brings to the promise is soft, says why, and still keeps its peaks', async () => {
  writeWav(path.join(dir, 'clicks.wav'), [clicks(2, 16000)], { sampleRate: 16000 });
  const result = await normalise('clicks.wav');
  expect(result).toMatchObject({ state: 'soft', reason: 'loudness-not-reached' });
  expect(result.after.lufs).toBeLessThan(-16.5);
  expect(result.after.truePeakDb).toBeLessThanOrEqual(-1);
  expect((await fs.stat(result.masterPath!)).size).toBe(result.bytes);
});
