/**
 * Makes audio/samples and audio/chimes afresh: Vietnamese speech by espeak-ng from the texts of samples.json, in the
 * formats phones and browsers record, one far too quiet, one clipped. Run by hand; needs espeak-ng and ffmpeg.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-samples-'));
const quietRoom = 'anoisesrc=color=pink:amplitude=0.0015:sample_rate=22050:seed=7';

/** How each recording was "made": voice, and what the recorder did to it. */
const recorders = {
  'bao-so-bay.m4a': { voice: ['vi', 165, 45], level: 0, form: ['-ar', '22050', '-c:a', 'aac', '-b:a', '40k'] },
  'tiem-chung.3gp': {
    voice: ['vi-vn-x-south', 165, 60],
    level: -6,
    form: ['-ar', '16000', '-c:a', 'aac', '-b:a', '24k'],
  },
  'tuyen-sinh.mp3': {
    voice: ['vi', 170, 55],
    level: -3,
    form: ['-ar', '22050', '-ac', '2', '-c:a', 'libmp3lame', '-b:a', '48k'],
  },
  'cham-ca-phe.ogg': {
    voice: ['vi-vn-x-central', 165, 40],
    level: -21,
    form: ['-ar', '48000', '-c:a', 'libopus', '-b:a', '24k'],
  },
  'bau-cu.wav': { voice: ['vi', 175, 50], level: 20, form: ['-ar', '8000', '-c:a', 'pcm_s16le'] },
  'nghi-quyet.webm': {
    voice: ['vi-vn-x-south', 170, 42],
    level: -9,
    form: ['-ar', '48000', '-c:a', 'libopus', '-b:a', '32k'],
  },
};

const ffmpeg = (...args) =>
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

const samplesDir = path.join(root, 'audio/samples');
for (const { file, text } of JSON.parse(fs.readFileSync(path.join(samplesDir, 'samples.json'), 'utf8'))) {
  const { voice, level, form } = recorders[file];
  const speech = path.join(work, 'speech.wav');
  execFileSync('espeak-ng', ['-v', voice[0], '-s', String(voice[1]), '-p', String(voice[2]), '-w', speech, text]);
  const filter = `[0:a]apad=pad_dur=0.3[speech];[1:a][speech]amix=inputs=2:duration=shortest:normalize=0,volume=${level}dB`;
  ffmpeg(
    '-i',
    speech,
    '-f',
    'lavfi',
    '-i',
    quietRoom,
    '-filter_complex',
    filter,
    '-map_metadata',
    '-1',
    ...form,
    '-bitexact',
    path.join(samplesDir, file),
  );
}

/** Struck notes that fade: frequency in hertz and start in seconds. */
const chime = (file, seconds, notes) => {
  const note = ([hertz, at]) =>
    `gte(t,${at})*exp(-2.2*(t-${at}))*(0.22*sin(2*PI*${hertz}*(t-${at}))+0.06*sin(4*PI*${hertz}*(t-${at})))`;
  const source = `aevalsrc='${notes.map(note).join('+')}':s=24000:d=${seconds}`;
  const fade = `afade=t=out:st=${seconds - 0.4}:d=0.4`;
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    source,
    '-af',
    fade,
    '-c:a',
    'pcm_s16le',
    '-bitexact',
    path.join(root, 'audio/chimes', file),
  );
};
chime('opening.wav', 2.6, [
  [392, 0],
  [493.88, 0.45],
  [587.33, 0.9],
  [783.99, 1.35],
]);
chime('closing.wav', 2.2, [
  [587.33, 0],
  [493.88, 0.45],
  [392, 0.9],
]);

fs.rmSync(work, { recursive: true });
