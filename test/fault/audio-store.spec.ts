import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FileAudioStore, type DiskCalls } from '../../src/platform/storage/file-audio-store';

const sound = Buffer.from('not really a sound, but bytes all the same'.repeat(1000));
const sha = createHash('sha256').update(sound).digest('hex');
const chunks = (bytes: Buffer, size = 1000): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  );

describe('the store of audio', () => {
  let root: string;
  let store: FileAudioStore;
  const files = (): string[] =>
    fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-audio-'));
    store = new FileAudioStore(root);
  });
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  const onDisk = (calls: Partial<DiskCalls>): FileAudioStore => new FileAudioStore(root, { ...fs.promises, ...calls });
  /** A disk that takes `room` bytes, then fails as a full one does. */
  const fullAfter = (room: number): FileAudioStore =>
    onDisk({
      open: async (...args) => {
        const handle = await fs.promises.open(...args);
        let left = room;
        return new Proxy(handle, {
          get(target, name) {
            if (name === 'writeFile') {
              return async (data: Buffer) => {
                left -= data.length;
                if (left < 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
                await target.writeFile(data);
              };
            }
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
      },
    });

  it('names a file by its bytes and gives it back, whole and in part', async () => {
    expect(await store.put('originals', chunks(sound))).toEqual({ sha256: sha, bytes: sound.length });
    expect(files()).toEqual([path.join('originals', sha.slice(0, 2), sha)]);
    expect(await store.size('originals', sha)).toBe(sound.length);
    expect(await buffer(await store.open('originals', sha))).toEqual(sound);
    expect(await buffer(await store.open('originals', sha, { first: 5, last: 14 }))).toEqual(sound.subarray(5, 15));
    expect(fs.readFileSync(store.path('originals', sha))).toEqual(sound);
  });

  it('B3: stores the same bytes once and never writes over what it has', async () => {
    await store.put('originals', chunks(sound));
    const before = fs.statSync(store.path('originals', sha));
    await store.put('originals', chunks(sound, 77));
    const after = fs.statSync(store.path('originals', sha));
    expect(after.ino).toBe(before.ino);
    expect(files()).toHaveLength(1);
  });

  it('removes only what nobody has kept lately, whether it was new then or not', async () => {
    const store = onDisk({});
    const { sha256 } = await store.put('masters', chunks(sound, 77));
    const file = store.path('masters', sha256);
    const old = 1_000_000;
    fs.utimesSync(file, old / 1000, old / 1000);
    expect(await store.remove('masters', sha256, old - 1)).toBe('touched');
    await store.put('masters', chunks(sound, 77));
    expect(await store.remove('masters', sha256, old)).toBe('touched');
    fs.utimesSync(file, old / 1000, old / 1000);
    expect(await store.remove('masters', sha256, old)).toBe('removed');
    expect(await store.remove('masters', sha256, old)).toBe('absent');
  });

  it('keeps nothing of what was discarded, and bears being told twice', async () => {
    const incoming = await store.receive(chunks(sound));
    expect(files()).toHaveLength(1);
    await incoming.discard();
    await incoming.discard();
    expect(files()).toEqual([]);
    const kept = await store.receive(chunks(sound));
    await Promise.all([kept.keep('masters'), kept.keep('masters')]);
    await kept.discard();
    expect(await store.size('masters', sha)).toBe(sound.length);
  });

  it('leaves nothing behind when the sender goes away in the middle', async () => {
    const broken = Readable.from(
      (function* () {
        yield sound.subarray(0, 100);
        throw new Error('connection lost');
      })(),
    );
    await expect(store.receive(broken)).rejects.toThrow('connection lost');
    expect(files()).toEqual([]);
  });

  it('says DISK_FULL when the disk fills while writing, and leaves nothing behind', async () => {
    await expect(fullAfter(5000).receive(chunks(sound))).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(files()).toEqual([]);
    await expect(fullAfter(1e9).put('originals', chunks(sound))).resolves.toMatchObject({ sha256: sha });
  });

  it('says DISK_FULL when the disk fills at the rename, and can be asked again', async () => {
    let full = true;
    const store = onDisk({
      rename: async (from, to) => {
        if (full) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        await fs.promises.rename(from, to);
      },
    });
    await expect(store.put('originals', chunks(sound))).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(files()).toEqual([]);
    full = false;
    await store.put('originals', chunks(sound));
    expect(files()).toHaveLength(1);
  });

  it('says NOT_FOUND for what it lacks, and takes no other name than a hash', async () => {
    await expect(store.open('masters', sha)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await store.size('masters', sha)).toBeNull();
    expect(() => store.path('masters', '../../etc/passwd')).toThrow('not a SHA-256');
  });

  it('sweeps away what a process that died was receiving', async () => {
    await store.receive(chunks(sound));
    await store.put('originals', chunks(Buffer.from('kept')));
    await store.sweep();
    expect(files()).toHaveLength(1);
    await expect(store.put('originals', chunks(sound))).resolves.toMatchObject({ sha256: sha });
  });
});
