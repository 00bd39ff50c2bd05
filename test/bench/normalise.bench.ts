/**
 * Issue 3's figures: what bringing ten minutes to one loudness costs, against bare decoding and encoding and against two passes of
 * loudnorm, all in this run; and how near the masters come, by a meter that shares no code with the product.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { projectRoot } from '../../src/platform/ffmpeg/compiled-file';
import { decodeToPcm } from '../../src/platform/ffmpeg/decode-to-pcm';
import { describeBuild, findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';
import { normaliseFile } from '../../src/platform/ffmpeg/normalise-file';
import { loadProfile } from '../../src/platform/ffmpeg/profiles';
import { normaliseInThread } from '../../src/platform/ffmpeg/thread/normalise-in-thread';
import { join, noise, scaled, speechLike, writeWav } from '../support/audio-files';
import { measureIndependently } from '../support/audio-meter';

export interface NormaliseBench {
  ffmpeg: string;
  /** CPU seconds, user and system, of this process and its children, for `minutes` of stereo AAC. */
  floorSeconds: number | null;
  loopSeconds: number | null;
  loudnormSeconds: number | null;
  cpuRatioToFloor: number | null;
  cpuRatioToLoudnorm: number | null;
  minutes: number;
  /** Longest time the event loop of this thread was held up while another made the programme's master. */
  longestBlockMs: number;
  /** How long it was busy in all; unlike the longest time above, other work on the machine does not add to it much. */
  loopBusyMs: number;
  /** Over the samples and the odd recordings; the second meter's figures. */
  maxAbsLuError: number;
  maxTruePeakDb: number;
  mostRenders: number;
  recordings: number;
  /** The WebAssembly build on the same recordings; null where it is not installed or is the only one. */
  wasm: {
    loopSeconds: number | null;
    cpuRatioToFloor: number | null;
    cpuRatioToNative: number | null;
    maxAbsLuError: number;
    maxTruePeakDb: number;
  } | null;
}

const sampleNames = [
  'bao-so-bay.m4a',
  'tiem-chung.3gp',
  'tuyen-sinh.mp3',
  'cham-ca-phe.ogg',
  'bau-cu.wav',
  'nghi-quyet.webm',
];

/** `--minutes N` for less than ten. */
export async function normaliseBench(args: string[] = []): Promise<NormaliseBench> {
  const minutes = Number(args[args.indexOf('--minutes') + 1] || 10) || 10;
  const build = await findFfmpeg({ ffmpegPath: process.env.FFMPEG_PATH ?? null });
  const wasm = build.kind === 'wasm' ? null : await findFfmpeg({ without: 'native' }).catch(() => null);
  const dir = await fs.mkdtemp(path.join(os.tmpdir(), 'loa-bench-'));
  try {
    await makeProgramme(dir, build, minutes);
    // Floor before and after: other work on the machine changes what a CPU second is worth.
    const floorBefore = await cpuSeconds(() => bare(build, dir, floorArguments));
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const before = performance.eventLoopUtilization();
    const loopSeconds = await cpuSeconds(() => loop(build, dir));
    const { active } = performance.eventLoopUtilization(before);
    delays.disable();
    const loudnormSeconds = await cpuSeconds(() => loudnorm(build, dir));
    const floorAfter = await cpuSeconds(() => bare(build, dir, floorArguments));
    const floorSeconds = floorBefore === null || floorAfter === null ? null : (floorBefore + floorAfter) / 2;
    const recordings = await makeRecordings(dir);
    const accuracy = await judge(recordings, build, build, dir);
    const samplesOnly = recordings.slice(0, sampleNames.length);
    const wasmLoop = wasm === null ? null : await cpuSeconds(() => loop(wasm, dir));
    return {
      ffmpeg: describeBuild(build),
      floorSeconds: rounded(floorSeconds),
      loopSeconds: rounded(loopSeconds),
      loudnormSeconds: rounded(loudnormSeconds),
      cpuRatioToFloor: ratio(loopSeconds, floorSeconds),
      cpuRatioToLoudnorm: ratio(loopSeconds, loudnormSeconds),
      minutes,
      longestBlockMs: rounded(delays.max / 1e6),
      loopBusyMs: rounded(active),
      ...accuracy,
      recordings: recordings.length,
      wasm:
        wasm === null
          ? null
          : {
              loopSeconds: rounded(wasmLoop),
              cpuRatioToFloor: ratio(wasmLoop, floorSeconds),
              cpuRatioToNative: ratio(wasmLoop, loopSeconds),
              ...onlyLevels(await judge(samplesOnly, wasm, build, dir)),
            },
    };
  } finally {
    await fs.rm(dir, { recursive: true, force: true });
  }
}

/** The samples one after the other until the time is full, as a phone would send it: stereo AAC. */
async function makeProgramme(dir: string, build: FfmpegBuild, minutes: number): Promise<void> {
  const spoken: Buffer[] = [];
  for (const name of sampleNames) {
    const pcm = await decodeToPcm({ input: samplePath(name), output: path.join(dir, 'spoken.pcm'), build });
    spoken.push(await fs.readFile(pcm.path));
  }
  const once = Buffer.concat(spoken);
  const bytes = minutes * 60 * 48000 * 2;
  await fs.writeFile(path.join(dir, 'spoken.pcm'), Buffer.alloc(bytes, once));
  const form = ['-f', 's16le', '-ar', '48000', '-ac', '1', '-i', 'spoken.pcm'];
  await bare(build, dir, [...form, '-ar', '44100', '-ac', '2', '-c:a', 'aac', '-b:a', '96k', '-y', 'programme.m4a']);
  await fs.rm(path.join(dir, 'spoken.pcm'));
}

const floorArguments = [
  '-threads',
  '1',
  '-i',
  'programme.m4a',
  '-ac',
  '1',
  '-c:a',
  'libmp3lame',
  '-b:a',
  '64k',
  '-y',
  'floor.mp3',
];

async function loop(build: FfmpegBuild, dir: string): Promise<void> {
  const input = path.join(dir, 'programme.m4a');
  const result = await normaliseInThread({ input, outDir: dir, name: 'loop', profile: loadProfile('speech'), build });
  if (result.state !== 'ready') throw new Error(`the programme came out ${result.state}: ${String(result.reason)}`);
}

/** Two passes, linear as far as it goes, to the same MP3: what everybody else does, without verification. */
async function loudnorm(build: FfmpegBuild, dir: string): Promise<void> {
  const target = 'loudnorm=I=-16:TP=-1:LRA=11';
  const input = ['-threads', '1', '-i', 'programme.m4a', '-ac', '1'];
  const said = await bare(build, dir, [...input, '-af', `${target}:print_format=json`, '-f', 'null', '-']);
  const measured = JSON.parse(said.slice(said.lastIndexOf('{'), said.lastIndexOf('}') + 1)) as Record<string, string>;
  const { input_i, input_tp, input_lra, input_thresh, target_offset } = measured;
  const second = `${target}:measured_I=${input_i}:measured_TP=${input_tp}:measured_LRA=${input_lra}:measured_thresh=${input_thresh}:offset=${target_offset}:linear=true`;
  await bare(build, dir, [
    ...input,
    '-af',
    second,
    '-ar',
    '48000',
    '-c:a',
    'libmp3lame',
    '-b:a',
    '64k',
    '-y',
    'loudnorm.mp3',
  ]);
}

/** The samples, and what is known to be difficult. */
async function makeRecordings(dir: string): Promise<string[]> {
  const knocks = scaled(speechLike(15), -20);
  for (let at = 48000; at < knocks.length; at += 48000) {
    for (let i = 0; i < 400; i += 1) knocks[at + i]! += 0.9 * Math.exp(-i / 80) * Math.sin(i * 0.3);
  }
  const odd: [string, Float32Array, number][] = [
    ['knocks', knocks, 48000],
    ['two-speakers', join([speechLike(10), scaled(speechLike(10, 48000, 5), -15)]), 48000],
    [
      'hum',
      scaled(speechLike(10), -25).map((value, i) => value + 0.01 * Math.sin((2 * Math.PI * 50 * i) / 48000)),
      48000,
    ],
    ['noise-bursts', join([noise(48000), new Float32Array(48000), noise(48000, 3)]), 48000],
    ['one-second', speechLike(1), 48000],
    ['two-seconds', speechLike(2), 48000],
    ['old-phone', speechLike(8, 8000), 8000],
    ['faint', scaled(speechLike(8), -35), 48000],
  ];
  for (const [name, samples, sampleRate] of odd) {
    writeWav(path.join(dir, `${name}.wav`), [samples], { sampleRate, format: 'f32' });
  }
  return [...sampleNames.map(samplePath), ...odd.map(([name]) => path.join(dir, `${name}.wav`))];
}

interface Accuracy {
  maxAbsLuError: number;
  maxTruePeakDb: number;
  mostRenders: number;
}

async function judge(files: string[], build: FfmpegBuild, decoder: FfmpegBuild, dir: string): Promise<Accuracy> {
  const worst: Accuracy = { maxAbsLuError: 0, maxTruePeakDb: -Infinity, mostRenders: 0 };
  for (const input of files) {
    const result = await normaliseFile({
      input,
      outDir: path.join(dir, 'masters'),
      profile: loadProfile('speech'),
      build,
    });
    const pcm = await decodeToPcm({ input: result.masterPath!, output: path.join(dir, 'judged.pcm'), build: decoder });
    const heard = measureIndependently(await fs.readFile(pcm.path), 48000);
    worst.maxAbsLuError = Math.max(worst.maxAbsLuError, Math.abs(heard.lufs + 16));
    worst.maxTruePeakDb = Math.max(worst.maxTruePeakDb, heard.truePeakDb);
    worst.mostRenders = Math.max(worst.mostRenders, result.renders);
  }
  return { ...worst, maxAbsLuError: rounded(worst.maxAbsLuError), maxTruePeakDb: rounded(worst.maxTruePeakDb) };
}

function onlyLevels({ maxAbsLuError, maxTruePeakDb }: Accuracy): Pick<Accuracy, 'maxAbsLuError' | 'maxTruePeakDb'> {
  return { maxAbsLuError, maxTruePeakDb };
}

/** ffmpeg without launcher, limits or loop; returns what it printed. */
function bare(build: FfmpegBuild, cwd: string, args: string[]): Promise<string> {
  const shim = path.join(projectRoot, 'dist/platform/ffmpeg/shim/main.js');
  const [program, first] = build.kind === 'native' ? [build.path, []] : [process.execPath, [shim, build.path]];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, '-hide_banner', '-nostdin', '-nostats', ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(said))));
  });
}

/** User and system time of this process and all that ended below it; null where the system does not tell. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number | null> {
  const before = await spent();
  await work();
  const after = await spent();
  return before === null || after === null ? null : after - before;
}

async function spent(): Promise<number | null> {
  const stat = await fs.readFile('/proc/self/stat', 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

function samplePath(name: string): string {
  return path.join(projectRoot, 'audio/samples', name);
}

function ratio(value: number | null, to: number | null): number | null {
  return value === null || to === null ? null : rounded(value / to);
}

function rounded(value: number): number;
function rounded(value: number | null): number | null;
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
