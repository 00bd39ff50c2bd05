import type { RelaySource } from '../domain/playout/manifest';
import { upcomingRelays } from '../domain/playout/relays';
import type { PlayoutState } from '../domain/playout/state';
import type { Clock } from '../platform/clock/clock';
import type { LiveSource } from '../platform/ffmpeg/live-source';

/** A source that did not come, or went again before its time, is tried anew after this. */
const tryAgainMs = 2000;
/** So many samples at hand mean that it flows. */
const flowingSamples = 12_000;
/** Two programmes follow each other; more at once would be a plan gone wrong. */
const mostOpen = 3;

export type OpenRelay = (source: Pick<RelaySource, 'url' | 'gainDb'>) => LiveSource;

/** Opens the sources of relays a little before they are due, and hands them over when they begin (P1). */
export class RelayDesk {
  private open = new Map<string, { live: LiveSource; atMs: number }>();

  /** @param openRelay null where no native ffmpeg is: then every relay is its fallback */
  constructor(
    private openRelay: OpenRelay | null,
    private clock: Clock,
    private onFault: (airingKey: string, detail: string) => void = () => undefined,
  ) {}

  /** Airing keys of the relays that could be heard now. */
  get flowing(): ReadonlySet<string> {
    return new Set([...this.open].filter(([, { live }]) => live.available >= flowingSamples).map(([key]) => key));
  }

  /** Opens what is due soon, tries again what failed, closes what is not wanted any more. */
  want(state: PlayoutState): void {
    const wanted = upcomingRelays(state).slice(0, mostOpen);
    for (const [key, { live }] of this.open) {
      if (wanted.some(({ airingKey }) => airingKey === key)) continue;
      live.close();
      this.open.delete(key);
    }
    const nowMs = this.clock.monotonicMs();
    for (const { airingKey, relay } of wanted) {
      const before = this.open.get(airingKey);
      if (!relay || !this.openRelay || (before && (!before.live.ended || nowMs - before.atMs < tryAgainMs))) continue;
      if (before) this.onFault(airingKey, before.live.fault ?? '');
      this.open.set(airingKey, { live: this.openRelay(relay), atMs: nowMs });
    }
  }

  /** The source of a relay that begins; from now on its taker closes it. Null where there is none. */
  take(airingKey: string): LiveSource | null {
    const opened = this.open.get(airingKey);
    this.open.delete(airingKey);
    return opened?.live ?? null;
  }

  close(): void {
    for (const { live } of this.open.values()) live.close();
    this.open.clear();
  }
}
