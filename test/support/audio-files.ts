/** Sound files made byte by byte, so that tests need no ffmpeg to have something to feed to one. */
import { writeFileSync } from 'node:fs';

export interface WavForm {
  sampleRate: number;
  /** `f32` keeps values beyond full scale and values that are no numbers. */
  format?: 's16' | 'f32';
}

/** Writes channels of equal length, 1 = full scale. */
export function writeWav(file: string, channels: Float32Array[], form: WavForm): void {
  writeFileSync(file, wavBytes(channels, form));
}

export function wavBytes(channels: Float32Array[], { sampleRate, format = 's16' }: WavForm): Buffer {
  const frames = channels[0]!.length;
  const width = format === 's16' ? 2 : 4;
  const dataBytes = frames * channels.length * width;
  const bytes = Buffer.alloc(44 + dataBytes);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(format === 's16' ? 1 : 3, 20);
  bytes.writeUInt16LE(channels.length, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * channels.length * width, 28);
  bytes.writeUInt16LE(channels.length * width, 32);
  bytes.writeUInt16LE(width * 8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  const samples =
    format === 's16' ? new Int16Array(frames * channels.length) : new Float32Array(frames * channels.length);
  channels.forEach((channel, c) => {
    for (let i = 0, at = c; i < frames; i += 1, at += channels.length) {
      const value = channel[i]!;
      samples[at] = format === 's16' ? Math.max(-32768, Math.min(32767, Math.round(value * 32767))) : value;
    }
  });
  bytes.set(new Uint8Array(samples.buffer), 44);
  return bytes;
}

/** Levels in dBFS of the peak, lengths in seconds. */
export interface Tone {
  hertz: number;
  levelDb: number;
  seconds: number;
  /** Radians. */
  phase?: number;
}

/** Tones one after the other, without a jump in phase within a tone. */
export function tones(parts: Tone[], sampleRate = 48000): Float32Array {
  const pieces = parts.map(({ hertz, levelDb, seconds, phase = 0 }) => {
    const amplitude = 10 ** (levelDb / 20);
    return Float32Array.from(
      { length: Math.round(seconds * sampleRate) },
      (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate + phase),
    );
  });
  return join(pieces);
}

export function join(pieces: Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export function scaled(samples: Float32Array, db: number): Float32Array {
  const factor = 10 ** (db / 20);
  return samples.map((value) => value * factor);
}

/** The same "random" numbers in every run, -1 to 1. */
export function noise(length: number, seed = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  });
}

/**
 * Something like speech: syllables of a buzzing voice with formants, pauses between sentences. Peaks about -3 dBFS.
 * Not pretty, but its loudness, crest and pauses are those of a person reading.
 */
export function speechLike(seconds: number, sampleRate = 48000, seed = 1): Float32Array {
  const chance = noise(4096, seed);
  const out = new Float32Array(Math.round(seconds * sampleRate));
  const breath = noise(out.length, seed + 1);
  let phase = 0;
  let weights: number[] = [];
  let spokenSyllable = -1;
  for (let i = 0; i < out.length; i += 1) {
    const t = i / sampleRate;
    const syllable = Math.floor(t * 4.2);
    const pick = chance[(syllable * 7) % 4096]!;
    const pitch = 140 + 40 * pick;
    if (syllable !== spokenSyllable) weights = harmonics(pitch, pick, sampleRate);
    spokenSyllable = syllable;
    phase += (2 * Math.PI * (pitch + 10 * Math.sin(2 * Math.PI * t * 2.1))) / sampleRate;
    out[i] = 0.0006 * breath[i]!;
    if (syllable % 14 >= 11) continue;
    const louder = 0.55 + 0.45 * chance[(syllable * 13 + 5) % 4096]! ** 2;
    const shape = Math.sin(Math.PI * (t * 4.2 - syllable)) ** 0.6 * louder;
    // cos(h phase) of all h from the first two.
    const first = Math.cos(phase);
    let before = 1;
    let now = first;
    let voice = 0;
    for (const weight of weights) {
      voice += weight * now;
      [before, now] = [now, 2 * first * now - before];
    }
    out[i]! += 0.22 * shape * voice;
  }
  return out;
}

/** Strengths of the overtones of a vowel with two formants. */
function harmonics(pitch: number, pick: number, sampleRate: number): number[] {
  const count = Math.min(24, Math.floor(sampleRate / 2.4 / (pitch + 10)));
  return Array.from({ length: count }, (_, i) => {
    const hertz = (i + 1) * pitch;
    const formants =
      Math.exp(-(((hertz - 600 - 200 * pick) / 350) ** 2)) + 0.5 * Math.exp(-(((hertz - 1500) / 500) ** 2));
    return (formants + 0.05) / Math.sqrt(i + 1);
  });
}

/** FLAC of digital silence: some kilobytes for hours. 65,535 samples take 13 bytes. */
export function flacBomb(seconds: number, options: { declaresLength: boolean }): Buffer {
  const sampleRate = 44100;
  const blockSize = 65535;
  const frames = Math.ceil((seconds * sampleRate) / blockSize);
  const info = Buffer.alloc(42);
  info.write('fLaC', 0, 'latin1');
  info.writeUInt8(0x80, 4);
  info.writeUIntBE(34, 5, 3);
  info.writeUInt16BE(blockSize, 8);
  info.writeUInt16BE(blockSize, 10);
  const total = options.declaresLength ? BigInt(frames * blockSize) : 0n;
  info.writeBigUInt64BE((BigInt(sampleRate) << 44n) | (0n << 41n) | (15n << 36n) | total, 18);
  return Buffer.concat([info, ...Array.from({ length: frames }, (_, i) => flacFrame(i, blockSize))]);
}

/** One frame, one channel, 16 bit, one constant subframe of value 0. */
function flacFrame(number: number, blockSize: number): Buffer {
  const head = Buffer.concat([
    Buffer.from([0xff, 0xf8, 0x79, 0x08]),
    utf8Number(number),
    Buffer.from([(blockSize - 1) >> 8, (blockSize - 1) & 255]),
  ]);
  const withCrc = Buffer.concat([head, Buffer.from([crc(head, 8, 0x07)]), Buffer.from([0x00, 0x00, 0x00])]);
  const tail = Buffer.alloc(2);
  tail.writeUInt16BE(crc(withCrc, 16, 0x8005));
  return Buffer.concat([withCrc, tail]);
}

function utf8Number(value: number): Buffer {
  return Buffer.from(String.fromCodePoint(value), 'utf8');
}

function crc(bytes: Buffer, width: 8 | 16, polynomial: number): number {
  const top = 1 << (width - 1);
  const mask = (1 << width) - 1;
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit += 1) value = (value & top ? (value << 1) ^ polynomial : value << 1) & mask;
  }
  return value;
}

/** AMR narrow-band as an old phone records it: 20 ms frames of 12.2 kbit/s with arbitrary content. */
export function amrNoise(seconds: number): Buffer {
  return Buffer.concat([Buffer.from('#!AMR\n', 'latin1'), speechFrames(seconds * 50, 0x3c, 31)]);
}

/**
 * AMR wide-band (RFC 4867): 20 ms frames of 12.65 kbit/s with arbitrary content. With pauses, the second half is what a phone writes
 * that does not send silence: a comfort noise frame (SID) now and then, and frames of no data.
 */
export function amrWideNoise(seconds: number, options: { pauses?: boolean } = {}): Buffer {
  const frames = seconds * 50;
  const spoken = options.pauses === true ? frames / 2 : frames;
  const silent = Array.from({ length: frames - spoken }, (_, i) =>
    i % 8 === 0 ? Buffer.from([0x4c, 1, 2, 3, 4, 5]) : Buffer.from([0x7c]),
  );
  return Buffer.concat([Buffer.from('#!AMR-WB\n', 'latin1'), speechFrames(spoken, 0x14, 32), ...silent]);
}

/** Frames of `bytes` arbitrary bytes behind a byte that tells their type. */
function speechFrames(frames: number, type: number, bytes: number): Buffer {
  const values = noise(frames * bytes, 3);
  const made = Buffer.alloc(frames * (bytes + 1));
  for (let f = 0; f < frames; f += 1) {
    made[f * (bytes + 1)] = type;
    for (let i = 0; i < bytes; i += 1) made[f * (bytes + 1) + 1 + i] = Math.floor((values[f * bytes + i]! + 1) * 127.9);
  }
  return made;
}

/** Single clicks in dead silence: there is so little sound in them that no gain makes them loud without breaking the ceiling. */
export function clicks(seconds: number, sampleRate: number): Float32Array {
  const samples = new Float32Array(seconds * sampleRate);
  for (let at = sampleRate / 5; at < samples.length; at += Math.round(sampleRate * 0.6))
    samples.set([0.9, -0.9, 0.5], at);
  return samples;
}
