import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { Normaliser, type Normalised, type NormaliseRequest } from '../../src/features/media/normaliser';
import type { NormaliseResult } from '../../src/platform/ffmpeg/normalise-result';

const unmeasured = { lufs: null, truePeakDb: null, rangeLu: null };

/**
 * Judges a "recording" by its text: one that holds `refuse` has no sound, `soft` misses the loudness, `crash` fails the machine.
 * Everything else becomes a master whose bytes follow from the original and the profile, as B5 asks.
 */
export class FakeNormaliser extends Normaliser {
  /** Texts worked on, in order. */
  readonly seen: string[] = [];
  /** Called before each rendering; throw or wait in it. */
  before: (text: string, signal: AbortSignal) => Promise<void> = async () => undefined;

  async normalise<T>(
    { original, profile, form, signal }: NormaliseRequest,
    use: (made: Normalised) => Promise<T>,
  ): Promise<T> {
    const text = fs.readFileSync(original, 'utf8');
    this.seen.push(text);
    await this.before(text, signal);
    signal.throwIfAborted();
    if (text.includes('crash')) throw new Error('the machine is at fault');
    if (text.includes('refuse')) return use({ result: refused(text), master: null });
    const master = Buffer.from(`${form === undefined ? '' : `${form}:`}${profile}:${text}`);
    const result = { ...ready(text, master), ...(form === 'opus' ? { mime: 'audio/ogg' } : {}) };
    return use({ result, master: () => Readable.from([master]) });
  }
}

function refused(text: string): NormaliseResult {
  return {
    state: 'refused',
    reason: 'no-sound',
    warnings: [],
    declaredMs: 1000,
    decodedMs: 1000,
    durationMs: null,
    before: unmeasured,
    after: unmeasured,
    gainDb: null,
    masterPath: null,
    sha256: null,
    bytes: null,
    mime: null,
    originalSha256: sha256(text),
    ffmpeg: 'fake 1',
    renders: 0,
    peaks: null,
    curves: { before: [], after: [] },
  };
}

function ready(text: string, master: Buffer): NormaliseResult {
  const soft = text.includes('soft');
  return {
    ...refused(text),
    state: soft ? 'soft' : 'ready',
    reason: soft ? 'loudness-not-reached' : null,
    warnings: text.includes('hum') ? ['hum'] : [],
    durationMs: 1000 * text.length,
    before: { lufs: -27.5, truePeakDb: -9.2, rangeLu: 6 },
    after: { lufs: -16.1, truePeakDb: -1.3, rangeLu: 4.5 },
    gainDb: 11.4,
    masterPath: 'master.mp3',
    sha256: sha256(master),
    bytes: master.length,
    mime: 'audio/mpeg',
    renders: 1,
    peaks: new Int8Array([-3, 4, -128, 127]),
  };
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
