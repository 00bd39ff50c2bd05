import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type DiskCalls, FileAudioStore } from '../../src/platform/storage/file-audio-store';

const sound = Buffer.from('not really a sound, but bytes all the same'.repeat(100));
const sha = createHash('sha256').update(sound).digest('hex');

describe('files that arrive in parts', () => {
  let root: string;
  const storeOn = (calls: Partial<DiskCalls> = {}): FileAudioStore =>
    new FileAudioStore(root, { ...fs.promises, ...calls });
  const part = (from: number, to: number): Readable => Readable.from([sound.subarray(from, to)]);

  beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-partial-'))));
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  it('outlive what breaks off, the process and the sweep of a start, and become part of the store whole', async () => {
    const { partials } = storeOn();
    const broken = Readable.from(
      (function* () {
        yield sound.subarray(0, 1000);
        throw new Error('connection lost');
      })(),
    );
    await expect(partials.append('a', broken, 0)).rejects.toThrow('connection lost');
    const next = storeOn();
    await next.sweep();
    expect(await next.partials.bytes('a')).toBe(1000);
    await expect(next.partials.append('a', part(0, 10), 0)).rejects.toThrow('holds 1000');
    expect(await next.partials.append('a', part(1000, sound.length), 1000)).toBe(sound.length);
    const whole = await next.partials.collect('a');
    expect(whole.sha256).toBe(sha);
    await whole.keep('originals');
    expect([await next.size('originals', sha), await next.partials.bytes('a')]).toEqual([sound.length, 0]);
    expect(await next.partials.list()).toEqual([]);
  });

  it('say DISK_FULL on a full disk, and stay to be gone on with', async () => {
    let full = true;
    const store = storeOn({
      rename: async (from, to) => {
        if (full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        await fs.promises.rename(from, to);
      },
    });
    await store.partials.append('a', part(0, sound.length), 0);
    await expect((await store.partials.collect('a')).keep('originals')).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await store.partials.bytes('a')).toBe(sound.length);
    full = false;
    await (await store.partials.collect('a')).keep('originals');
    expect(await store.size('originals', sha)).toBe(sound.length);
    const noRoom = storeOn({
      open: () => Promise.reject(Object.assign(new Error('no space'), { code: 'EDQUOT' })),
    });
    await expect(noRoom.partials.append('b', part(0, 1), 0)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('have ids of ours for names, nothing else', async () => {
    const { partials } = storeOn();
    for (const id of ['../x', 'a/b', '']) await expect(partials.append(id, part(0, 1), 0)).rejects.toThrow('not an id');
    await partials.remove('never-there');
  });
});
