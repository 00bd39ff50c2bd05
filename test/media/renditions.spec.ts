/** Opus for thin lines and likeness by chromaprint, with the real programs behind the routes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mediaRoutes, type MediaView } from '../../src/contracts/http/media';
import { FfmpegNormaliser } from '../../src/features/media';
import { RenditionEntity } from '../../src/features/media/rendition/rendition.entity';
import { hasNative, itWhen, testBuilds, type TestBuilds } from '../support/audio-builds';
import { speechLike, writeWav } from '../support/audio-files';
import { type BulletinService, serveBulletins, type User } from '../support/bulletin-service';

const sample = path.join(__dirname, '../../audio/samples/bao-so-bay.m4a');

let builds: TestBuilds;
let service: BulletinService;
let workDir: string;
let folder: string;
let staff: User;

beforeAll(async () => {
  builds = await testBuilds();
  workDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-work-'));
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-sent-'));
  service = await serveBulletins('sqlite3', new FfmpegNormaliser(builds.main, workDir));
  staff = await service.user('an', 'staff', '23538');
});
afterAll(async () => {
  await service.close();
  for (const made of [workDir, folder]) fs.rmSync(made, { recursive: true, force: true });
});

const get = (id: string): Promise<MediaView> => staff.client.call(mediaRoutes.get, { params: { id } });
const send = async (file: string): Promise<MediaView> => {
  const content = new Blob([new Uint8Array(fs.readFileSync(file))]);
  const body = { areaCode: '23538' };
  const { id } = await staff.client.call(mediaRoutes.upload, { body, file: { content, name: path.basename(file) } });
  await service.until(async () => (await get(id)).state !== 'processing');
  return get(id);
};

it('B3, B5: Opus is made once when asked for, at the same loudness, stored under its SHA-256 and served in parts', async () => {
  const short = path.join(folder, 'short.wav');
  writeWav(short, [speechLike(2, 16000)], { sampleRate: 16000 });
  const media = await send(short);
  expect(media.opus).toBeNull();
  const route = `${service.origin}/api/media/${media.id}/opus`;
  const headers = { authorization: `Bearer ${staff.token}` };
  const answers = await Promise.all([1, 2, 3].map(() => fetch(route, { headers })));
  const bodies = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(answers[0]!.headers.get('content-type')).toBe('audio/ogg');
  expect(bodies[0]!.subarray(0, 4).toString()).toBe('OggS');
  expect(bodies.every((one) => one.equals(bodies[0]!))).toBe(true);
  const rows = await service.test.database.read.manager.find(RenditionEntity);
  expect(rows).toHaveLength(1);
  expect(createHash('sha256').update(bodies[0]!).digest('hex')).toBe(rows[0]!.sha256);

  const after = await get(media.id);
  expect(after.opus).toMatchObject({ sha256: rows[0]!.sha256, bytes: bodies[0]!.length });
  expect(Math.abs(after.opus!.after.lufs! + 16)).toBeLessThanOrEqual(0.5);
  expect(after.opus!.after.truePeakDb).toBeLessThanOrEqual(-1);
  expect(after.opus!.bytes).toBeLessThan(media.masterBytes! * 0.75);
  expect([after.masterSha256, after.originalSha256]).toEqual([media.masterSha256, media.originalSha256]);
  const part = await fetch(route, { headers: { ...headers, range: 'bytes=0-3' } });
  expect([part.status, await part.text()]).toEqual([206, 'OggS']);
  expect(fs.readdirSync(workDir)).toEqual([]);
});

const hasFpcalc = hasNative && spawnSync('fpcalc', ['-version']).status === 0;
itWhen(hasFpcalc)('the same words cut and saved anew are told of; other words are not (fpcalc)', async () => {
  const first = await send(sample);
  const anew = path.join(workDir, 'anew.mp3');
  const args = ['-v', 'error', '-ss', '1', '-i', sample, '-af', 'volume=-6dB', '-ar', '22050', '-b:a', '48k', anew];
  execFileSync(builds.main.path, args);
  const again = await send(anew);
  fs.rmSync(anew);
  const earlierIds = [first.duplicateOf, first.id];
  await service.until(async () => earlierIds.includes((await get(again.id)).similarTo));
  expect((await get(again.id)).warnings.map(({ code }) => code)).toContain('similar-to');
  const samples = fs.readdirSync(path.dirname(sample)).filter((name) => /\.(mp3|m4a|ogg|wav)$/.test(name));
  const other = await send(
    path.join(
      path.dirname(sample),
      samples.find((name) => !sample.endsWith(name))!,
    ),
  );
  await service.clock.advance(10_000);
  expect((await get(other.id)).similarTo).toBeNull();
});
