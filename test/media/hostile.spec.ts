/** X4: uploads are hostile. A canary file and a listening socket show that nothing was read and nobody was called. */
import { spawn } from 'node:child_process';
import fsSync from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { decodeToPcm } from '../../src/platform/ffmpeg/decode-to-pcm';
import { normaliseFile } from '../../src/platform/ffmpeg/normalise-file';
import { type MediaLimits } from '../../src/platform/ffmpeg/media-limits';
import { type NormaliseResult } from '../../src/platform/ffmpeg/normalise-result';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { broad, hasNative, itEach, itWhen, longRun, testBuilds, type TestBuilds } from '../support/audio-builds';
import { flacBomb, noise, speechLike, wavBytes } from '../support/audio-files';

const samples = path.join(__dirname, '../../audio/samples');
let builds: TestBuilds;
let dir: string;
let server: net.Server;
let calls = 0;
let port: number;

beforeAll(async () => {
  builds = await testBuilds();
  dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-hostile-'));
  server = net.createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await fs.rm(dir, { recursive: true, force: true });
});

async function normalise(
  name: string,
  content: Uint8Array | string,
  limits: Partial<MediaLimits> = {},
): Promise<NormaliseResult> {
  const input = path.join(dir, name);
  await fs.writeFile(input, content);
  return normaliseFile({
    input,
    outDir: path.join(dir, 'out'),
    profile: loadProfile('speech'),
    build: builds.main,
    limits,
  });
}

/** ffmpeg as a program runs it that thinks of nothing. */
function carelessly(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(builds.main.path, ['-nostdin', '-v', 'error', ...args, '-t', '1', '-f', 'null', '-'], {
      stdio: 'ignore',
      timeout: 10_000,
    });
    child.on('error', reject).on('close', () => resolve());
  });
}

const spoken = (seconds: number): Buffer => wavBytes([speechLike(seconds, 16000)], { sampleRate: 16000 });

/** A file that nobody may read, in the way a list names it. Its times tell on every mount but `noatime`, and the control run says so. */
class Canary {
  readonly file: string;
  constructor(folder: string, name: string) {
    this.file = path.join(folder, name);
    fsSync.writeFileSync(this.file, spoken(1));
    fsSync.utimesSync(this.file, 1000, 2000);
  }
  get wasRead(): boolean {
    return fsSync.statSync(this.file).atimeMs !== 1_000_000;
  }
}

interface Trap {
  /** `beside`: named relatively, so the canary stands where the list does. */
  place: 'away' | 'beside' | 'net';
  /** How the canary's name must end for ffmpeg to take it. */
  canary: string;
  text: (target: string) => string;
  /** What a careless program says besides `-i`. */
  careless: string[];
}

describe('X4 what names other files', () => {
  const hls = (target: string): string => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${target}\n#EXT-X-ENDLIST\n`;
  const concat = (target: string): string => `ffconcat version 1.0\nfile ${target}\n`;
  const dash = (target: string): string =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" ` +
    `type="static" mediaPresentationDuration="PT2S"><Period><AdaptationSet contentType="audio"><Representation id="1" ` +
    `bandwidth="1"><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`;
  const open = ['-protocol_whitelist', 'file,http,tcp,crypto,data'];
  const traps: [string, Trap][] = [
    ['an HLS playlist', { place: 'away', canary: 'canary.wav', text: (to) => hls(`file://${to}`), careless: [] }],
    ['a concat list', { place: 'beside', canary: 'canary.wav', text: concat, careless: [] }],
    ['an HLS playlist of the net', { place: 'net', canary: 'a.ts', text: hls, careless: open }],
    ['an HLS playlist, relative', { place: 'beside', canary: 'canary.wav', text: hls, careless: [] }],
    ['a concat list, absolute', { place: 'away', canary: 'canary.wav', text: concat, careless: ['-safe', '0'] }],
    ['a DASH manifest of the net', { place: 'net', canary: 'a.mp4', text: dash, careless: open }],
  ];
  const targetOf = ({ place, canary }: Trap, away: string): string =>
    place === 'net' ? `http://127.0.0.1:${port}/${canary}` : place === 'away' ? away : canary;

  itEach(traps, () => hasNative)('%s really bites a program without guards (control)', async (_, trap) => {
    const folder = await fs.mkdtemp(path.join(dir, 'control-'));
    const canary = new Canary(folder, trap.canary);
    const list = path.join(folder, 'list.mp3');
    await fs.writeFile(list, trap.text(targetOf(trap, canary.file)));
    const callsBefore = calls;
    await carelessly([...trap.careless, '-i', list]);
    expect(trap.place === 'net' ? calls > callsBefore : canary.wasRead).toBe(true);
    calls = callsBefore;
  });

  itEach(traps, (_, place) => broad || place < 3)('%s, named .mp3, is refused', async (_, trap) => {
    const away = new Canary(dir, `away-${trap.canary}`);
    const canaries = [away];
    const outDir = path.join(dir, 'out');
    const input = path.join(dir, 'list.mp3');
    await fs.writeFile(input, trap.text(targetOf(trap, away.file)));
    const result = await normaliseFile({
      input,
      outDir,
      profile: loadProfile('speech'),
      build: builds.main,
      onStep: () => {
        const workDirs = fsSync.readdirSync(outDir).filter((name) => name.startsWith('.loa-work'));
        canaries.push(
          ...[dir, ...workDirs.map((name) => path.join(outDir, name))].map((at) => new Canary(at, trap.canary)),
        );
      },
    });
    expect(result).toMatchObject({ state: 'refused', reason: 'not-decodable', masterPath: null, decodedMs: null });
    expect(canaries.length).toBeGreaterThan(2);
    // The work directory's own went with it; what was read of it would have been heard.
    const left = canaries.filter(({ file }) => fsSync.existsSync(file));
    expect(left.map((canary) => canary.wasRead)).toEqual(left.map(() => false));
    expect(calls).toBe(0);
  });

  const harmless: [string, () => string][] = [
    ['a list of names without a length', () => `#EXTM3U\n#EXTINF:2,\n${path.join(dir, 'canary.wav')}\n`],
    ['a stream reference', () => `[Reference]\nRef1=http://127.0.0.1:${port}/x.asf\n`],
    [
      'a session description, which would listen',
      () => `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio ${port} RTP/AVP 0\n`,
    ],
  ];
  itEach(harmless, (_, place) => broad || place < 1)('%s is refused', async (_, text) => {
    const result = await normalise('list.mp3', text());
    expect(result).toMatchObject({ state: 'refused', reason: 'not-decodable' });
    expect(calls).toBe(0);
  });
});

/** 83 letters of three bytes, two of one, and an extension. */
const longest = `${'ế'.repeat(83)}aa.wav`;

describe('X4 names', () => {
  const names = [
    'a?b#%.mp3',
    '-y.mp3',
    'http:x.mp3',
    'Bản tin số 2.mp3'.normalize('NFD'),
    `${'ă'.repeat(125)}x.mp3`,
    'Bản tin số 1.mp3'.normalize('NFC'),
    'concat:a|b.mp3',
    "it's $(touch x); `y` & 'z'.mp3",
    '%d-%03d.mp3',
    'no extension',
    '.mp3',
  ];

  const runs = (_: string, place: number): boolean => longRun || place < (hasNative ? 5 : 1);
  const rows = names.map((name): [string] => [name]);
  itEach(rows, runs)('"%s" is a name and nothing else', async (name) => {
    const input = path.join(dir, name);
    const mp3 = await fs.readFile(path.join(samples, 'tuyen-sinh.mp3'));
    await fs.writeFile(input, mp3.subarray(0, 12000));
    const outDir = path.join(dir, 'named');
    const result = await normaliseFile({ input, outDir, profile: loadProfile('mixed'), build: builds.main });
    expect(result.state).toBe('ready');
    expect(path.dirname(result.masterPath!)).toBe(outDir);
    expect(path.basename(result.masterPath!)).toBe(path.basename(result.masterPath!).normalize('NFC'));
    expect((await fs.stat(result.masterPath!)).size).toBe(result.bytes);
    expect(calls).toBe(0);
  });

  itWhen(!broad)('the others are names and nothing else to a decoder, which costs the slow build less', async () => {
    const mp3 = (await fs.readFile(path.join(samples, 'tuyen-sinh.mp3'))).subarray(0, 6000);
    for (const name of names.slice(1, 5)) {
      const input = path.join(dir, name);
      await fs.writeFile(input, mp3);
      const output = path.join(dir, 'named.pcm');
      expect((await decodeToPcm({ input, output, build: builds.main })).durationMs).toBeGreaterThan(100);
      expect(calls).toBe(0);
    }
  });

  it('the long names are 255 bytes, the most there is', () => {
    expect([names[4]!, longest].map((name) => Buffer.byteLength(name))).toEqual([255, 255]);
  });

  itWhen(broad)('a name that has no room for an extension is shortened at a whole letter', async () => {
    const input = path.join(dir, longest);
    await fs.writeFile(input, spoken(1));
    const result = await normaliseFile({
      input,
      outDir: path.join(dir, 'named'),
      profile: loadProfile('speech'),
      build: builds.main,
    });
    expect(Buffer.byteLength(path.basename(result.masterPath!))).toBeLessThan(255);
    expect(result.masterPath).not.toContain('\ufffd');
  });
});

describe('X4 what a file says about itself', () => {
  it('is not taken for what ffmpeg says', async () => {
    const title =
      'x\nav_interleaved_write_frame(): No space left on device\n  Duration: 99:00:00.00\n  Stream #0:0: Audio: mp3, 1 Hz, 99 channels';
    const text = Buffer.from(`\0${title}`, 'latin1');
    const tag = Buffer.alloc(20);
    tag.write('ID3\x03\0\0', 0, 'latin1');
    tag.set([0, 0, ((text.length + 10) >> 7) & 127, (text.length + 10) & 127], 6);
    tag.write('TIT2', 10, 'latin1');
    tag.writeUInt32BE(text.length, 14);
    const mp3 = await fs.readFile(path.join(samples, 'tuyen-sinh.mp3'));
    const good = await normalise('titled.mp3', Buffer.concat([tag, text, mp3.subarray(0, 12000)]));
    // Its own header, which says more than there is, is believed; its title is not.
    expect(good).toMatchObject({ state: 'ready', warnings: ['truncated'] });
    expect(good.declaredMs).toBeLessThan(20000);
    const bad = await normalise(
      'titled.mp3',
      Buffer.concat([tag, text, Buffer.from(noise(9000, 2).map((v) => v * 99))]),
    );
    expect(bad).toMatchObject({ state: 'refused', reason: 'not-decodable' });
  });
});

describe('B6 odd and damaged recordings', () => {
  itWhen(broad)('a truncated MP3 is used, with a warning', async () => {
    const mp3 = await fs.readFile(path.join(samples, 'tuyen-sinh.mp3'));
    const result = await normalise('cut.mp3', mp3.subarray(0, mp3.length / 2));
    expect(result).toMatchObject({ state: 'ready', warnings: ['truncated'] });
    expect(result.decodedMs!).toBeLessThan(result.declaredMs! * 0.6);
  });

  itWhen(broad)('a WAV that broke off is used, with a warning', async () => {
    const wav = spoken(4);
    expect(await normalise('cut.wav', wav.subarray(0, wav.length / 2))).toMatchObject({
      state: 'ready',
      warnings: ['truncated'],
      declaredMs: 4000,
      decodedMs: 1999,
    });
  });

  const refused: [string, () => Uint8Array | string, string][] = [
    ['random bytes', () => Uint8Array.from(noise(50000, 9), (value) => (value + 1) * 127), 'not-decodable'],
    ['an empty file', () => '', 'not-decodable'],
    ['a text', () => 'Xin chào bà con. '.repeat(200), 'not-decodable'],
    ['silence', () => wavBytes([new Float32Array(32000)], { sampleRate: 16000 }), 'no-sound'],
    ['0.3 s', () => spoken(0.3), 'too-short'],
    [
      '24 channels',
      () => wavBytes(Array<Float32Array>(24).fill(speechLike(0.5, 8000)), { sampleRate: 8000 }),
      'unsupported-layout',
    ],
    ['a FLAC bomb that says so', () => flacBomb(86400, { declaresLength: true }), 'too-long'],
    [
      'an M4A without its index',
      () => Buffer.from('\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0\0\0\0\x08mdat', 'latin1'),
      'not-decodable',
    ],
  ];

  itEach(refused, (_, place) => broad || place < 4)('%s is refused with its reason', async (_, content, reason) => {
    expect(await normalise('odd.mp3', content())).toMatchObject({
      state: 'refused',
      reason,
      masterPath: null,
      sha256: null,
      after: { lufs: null },
    });
  });

  itWhen(broad)('a FLAC bomb that hides its length stops at the limit', async () => {
    const result = await normalise('bomb.flac', flacBomb(3600, { declaresLength: false }), { maxDurationMs: 60_000 });
    expect(result).toMatchObject({ state: 'refused', reason: 'too-long', decodedMs: 61_000 });
  });

  itWhen(broad)('values that are no numbers are silenced, not passed on', async () => {
    const samples32 = speechLike(2);
    for (let i = 500; i < samples32.length; i += 997) samples32[i] = i % 2 ? NaN : Infinity;
    const result = await normalise('nan.wav', wavBytes([samples32], { sampleRate: 48000, format: 'f32' }));
    expect(result).toMatchObject({ state: 'ready', warnings: ['damaged-samples'] });
    expect(Math.abs(result.after.lufs! + 16)).toBeLessThan(0.3);
  });

  itWhen(broad)('channels that cancel each other are not mixed', async () => {
    const one = speechLike(2, 16000);
    const result = await normalise('phase.wav', wavBytes([one, one.map((value) => -value)], { sampleRate: 16000 }));
    expect(result).toMatchObject({ state: 'ready', warnings: ['anti-phase'] });
  });

  itWhen(broad)('six channels become one', async () => {
    const voice = speechLike(1.5, 16000);
    expect(
      (await normalise('six.wav', wavBytes(Array<Float32Array>(6).fill(voice), { sampleRate: 16000 }))).state,
    ).toBe('ready');
  });
});

describe('limits', () => {
  it('too little time is a refusal with its reason, and leaves nothing', async () => {
    const result = await normalise('slow.wav', spoken(2), { wallMs: 1 });
    expect(result).toMatchObject({ state: 'refused', reason: 'limit-reached', masterPath: null });
    const left = await fs.readdir(path.join(dir, 'out'));
    expect(left.filter((name) => name.startsWith('.loa'))).toEqual([]);
  });
});
