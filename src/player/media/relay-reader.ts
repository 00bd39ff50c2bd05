import type { Airing } from '../../domain/playout/airing';
import type { Verdict } from '../../domain/playout/state';
import type { LiveSource } from '../../platform/ffmpeg/live-source';
import type { PcmReader } from './pcm-reader';
import type { SoundReader } from './sound-reader';

const second = 48_000;
/** So much silence of a source that stalls is borne, not more; a source that has died is left at once. */
const patienceSamples = 2 * second;
/** Gaps count together until it has flowed this long: what stutters is left too. */
const forgivenSamples = 5 * second;

/**
 * A relay while it sounds: the live source as long as it flows, then the stored recording from its beginning to the end of the relay's time
 * (P1). Never waits for the network. It does not go back: what is heard changes once at most.
 */
export class RelayReader implements SoundReader {
  /** The live programme was not heard to the end, or not at all. */
  fellBack = false;
  private starved = 0;
  private flowing = 0;
  private usedOfFallback = 0;

  constructor(
    private live: Pick<LiveSource, 'available' | 'ended' | 'take' | 'close'> | null,
    private fallback: Pick<PcmReader, 'samples' | 'isReady' | 'ready' | 'mixInto' | 'close'> | null,
  ) {}

  /** Nothing more will sound: what comes would be counted and not heard. */
  get isSpent(): boolean {
    return this.fellBack && (this.fallback === null || this.usedOfFallback >= this.fallback.samples);
  }

  isReady(samples: number): boolean {
    return !this.fellBack || (this.fallback?.isReady(samples) ?? true);
  }

  async ready(samples: number): Promise<void> {
    if (this.fellBack) await this.fallback?.ready(samples);
  }

  mixInto(target: Int16Array, offset: number, count: number, gain: number): void {
    const heard = this.fellBack ? 0 : this.mixLive(target, offset, count, gain);
    const rest = count - heard;
    if (!this.fellBack || rest === 0 || !this.fallback?.isReady(rest)) return;
    this.fallback.mixInto(target, offset + heard, rest, gain);
    this.usedOfFallback += rest;
  }

  async close(): Promise<void> {
    this.live?.close();
    await this.fallback?.close();
  }

  private mixLive(target: Int16Array, offset: number, count: number, gain: number): number {
    const heard = this.live?.take(target, offset, count, gain) ?? 0;
    if (heard === count) {
      this.flowing += count;
      if (this.flowing >= forgivenSamples) this.starved = 0;
      return heard;
    }
    this.flowing = 0;
    this.starved += count - heard;
    if (this.live && !this.live.ended && this.starved < patienceSamples) return heard;
    this.fellBack = true;
    this.live?.close();
    return heard;
  }
}

/**
 * What the row says of an airing (P8): of a relay whether the recording was heard instead, and the recording's hash only where it was.
 * @param whole the planned time was filled
 */
export function toldOfRelay(reader: SoundReader, airing: Airing, verdict: Verdict, whole: boolean): [Airing, Verdict] {
  if (!(reader instanceof RelayReader)) return [airing, verdict];
  if (!reader.fellBack) return [{ ...airing, sha256: null }, verdict];
  if (verdict.result !== 'played') return [airing, verdict];
  return [airing, { result: whole ? 'played' : 'partial', reason: 'relay-unavailable', by: null }];
}
