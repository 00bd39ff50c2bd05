import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { decodeToPcm } from '../../src/platform/ffmpeg/decode-to-pcm';
import { encodeLive, type LiveEncoder } from '../../src/platform/ffmpeg/encode-live';
import { findFfmpeg } from '../../src/platform/ffmpeg/find-ffmpeg';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { IcecastSink } from '../../src/player/adapters/icecast/icecast-sink';
import { SourceRefused } from '../../src/player/adapters/icecast/source-connection';
import { runBox } from '../../src/player/main';
import { createSink } from '../../src/player/sinks';
import { hasNative, itWhen } from '../support/audio-builds';
import { IcecastServer } from '../support/icecast-server';
import { eventually } from '../support/manifest-station';

const password = 'mật khẩu';
let server: IcecastServer;
let url: string;
let dir: string;
beforeEach(async () => {
  server = new IcecastServer(password);
  url = await server.start();
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-icecast-'));
});
afterEach(async () => {
  await server.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** An encoder that encodes nothing: what goes in comes out. */
function through(): LiveEncoder {
  const pipe = new PassThrough();
  return { input: pipe, output: pipe, kill: () => void pipe.destroy() };
}
const sinkTo = (over: { password?: string; clock?: SystemClock } = {}): IcecastSink =>
  new IcecastSink({
    address: { url, mount: '/loa.mp3', user: 'source', password: over.password ?? password },
    ...{ name: 'Loa xã', clock: over.clock ?? new SystemClock(), encode: through },
  });
const period = (value: number): Int16Array => new Int16Array(960).fill(value);

describe('an Icecast feed', () => {
  it('is taken under its password, carries every sample in order, and ends with its programme', async () => {
    const sink = sinkTo();
    await sink.open();
    for (let i = 1; i <= 20; i += 1) sink.write(period(i));
    await eventually(() => server.bytes('/loa.mp3').length === 20 * 1920, 10_000, 'the sound');
    const samples = new Int16Array(new Uint8Array(server.bytes('/loa.mp3')).buffer);
    expect([samples[0], samples.at(-1)]).toEqual([1, 20]);
    await sink.close();
    await eventually(() => server.sources === 0, 10_000, 'the end');
    expect(server.heads[0]).toContain('Content-Type: audio/mpeg');
    expect(sink.name).toBe(`icecast ${url}/loa.mp3`);
    expect(() => sink.write(period(1))).toThrow('not open');
  });

  it('a connection that breaks is opened again while the programme goes on', async () => {
    const sink = sinkTo();
    server.cutAfter = 3000;
    await sink.open();
    sink.write(period(1));
    sink.write(period(1));
    sink.write(period(1));
    await eventually(() => sink.reconnections === 1, 10_000, 'the connection');
    sink.write(period(7));
    await eventually(() => server.bytes('/loa.mp3').includes(Buffer.from(period(7).buffer)), 10_000, 'the sound');
    await sink.close();
    expect(server.heads).toHaveLength(2);
  });

  it('a wrong password, and a server that is away, fail the opening; one away for long fails what sounds', async () => {
    await expect(sinkTo({ password: 'sai' }).open()).rejects.toThrow(SourceRefused);
    const clock = new (class extends SystemClock {
      aheadMs = 0;
      override monotonicMs(): number {
        return super.monotonicMs() + this.aheadMs;
      }
    })();
    const sink = sinkTo({ clock });
    await sink.open();
    await server.stop();
    await eventually(
      () => {
        clock.aheadMs += 5000;
        try {
          sink.write(period(1));
          return false;
        } catch (error) {
          return (error as Error).message.includes('cannot be reached');
        }
      },
      10_000,
      'the failure',
    );
    await sink.close();
    await expect(sinkTo().open()).rejects.toThrow();
    server = new IcecastServer(password);
    await server.start();
  });

  it('says at the start that it needs a native ffmpeg, and keeps its password where nobody else reads it', async () => {
    const { keyId, publicPem } = generateSigningKey();
    const secret = path.join(dir, 'icecast.secret');
    const icecast = { url, mount: '/loa.mp3' };
    const box = {
      ...{ stationUrl: 'http://127.0.0.1:9', deviceId: 'd', name: 'n', zone: 'Asia/Ho_Chi_Minh', soundCard: 'off' },
      ...{ stationKeys: [{ keyId, publicPem }], recoveryKey: { keyId, publicPem }, ffmpegPath: 'wasm', icecast },
    };
    fs.writeFileSync(path.join(dir, 'player.json'), JSON.stringify(box));
    fs.writeFileSync(secret, password, { mode: 0o644 });
    await expect(runBox(dir)).rejects.toThrow('needs a native ffmpeg');
    const ffmpeg = { kind: 'native' as const, path: 'ffmpeg', version: '7.1' };
    const made = () =>
      createSink(
        { sink: 'null', name: '' },
        {
          ...{ recordingsDir: dir, soundCard: 'off', contact: null, ffmpeg, dataDir: dir },
          icecast: { ...icecast, user: 'source', passwordFile: 'icecast.secret', bitrateKbps: 96 },
        },
      );
    expect(made).toThrow('chmod 600');
    fs.chmodSync(secret, 0o600);
    expect(made().name).toBe(`icecast ${url}/loa.mp3`);
    expect(made().name).not.toContain(password);
  });

  itWhen(hasNative)('with the real ffmpeg listeners get MP3 that decodes to what was played', async () => {
    const build = await findFfmpeg({ ffmpegPath: process.env.FFMPEG_PATH ?? 'ffmpeg' });
    const address = { url, mount: '/real.mp3', user: 'source', password };
    const encode = (): LiveEncoder => encodeLive(build, 96);
    const sink = new IcecastSink({ address, name: 'Loa', clock: new SystemClock(), encode });
    await sink.open();
    const tone = (i: number): Int16Array =>
      Int16Array.from({ length: 960 }, (_, n) => 8000 * Math.sin((2 * Math.PI * 440 * (i * 960 + n)) / 48_000));
    for (let i = 0; i < 150; i += 1) sink.write(tone(i));
    await sink.close();
    await eventually(() => server.sources === 0, 10_000, 'the end');
    const input = path.join(dir, 'heard.mp3');
    fs.writeFileSync(input, server.bytes('/real.mp3'));
    const pcm = await decodeToPcm({ input, output: path.join(dir, 'heard.pcm'), build });
    expect(Math.abs(pcm.durationMs - 3000)).toBeLessThan(150);
    const bytes = fs.readFileSync(pcm.path);
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 96_000, 48_000);
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    expect(Math.abs(rms - 8000 / Math.SQRT2)).toBeLessThan(600);
  });
});
