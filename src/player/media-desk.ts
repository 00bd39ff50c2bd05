import fsp from 'node:fs/promises';
import type { Manifest } from '../contracts/device/manifest';
import type { SpoolWish } from '../domain/playout/spool-order';
import type { Clock } from '../platform/clock/clock';
import type { Link } from './link';
import type { MediaStore } from './media/media-store';

/** The same file is not asked for again before this. */
const askAgainMs = 15_000;
const mostAsked = 4;

/** Asks for the files that are missing, soonest first, and takes in what comes (P3). */
export class MediaDesk {
  private askedAtMs = new Map<string, number>();
  private takingIn: Promise<void> = Promise.resolve();

  constructor(
    private media: MediaStore,
    private link: Link,
    private clock: Clock,
    private events: { onArrived(sha256: string): void; onRefused(sha256: string, detail: string): void },
  ) {}

  ask(wish: SpoolWish, manifest: Manifest | null): void {
    const now = this.clock.monotonicMs();
    const asked = [...this.askedAtMs].filter(([, at]) => now - at < askAgainMs);
    if (asked.length >= mostAsked || asked.some(([sha256]) => sha256 === wish.sha256)) return;
    this.askedAtMs.set(wish.sha256, now);
    const bytes = manifest?.media.find((m) => m.sha256 === wish.sha256)?.bytes ?? 0;
    this.link.send({ kind: 'mediaRequest', sha256: wish.sha256, bytes, neededAt: wish.neededAt });
  }

  /** Copies the file in, one after another; tells when it is stored or why it is not. */
  take(sha256: string, fromFile: string, temporary = false): void {
    this.takingIn = this.takingIn.then(async () => {
      try {
        const whole = this.media.has(sha256) || (await this.media.takeIn(sha256, fromFile));
        if (whole) this.askedAtMs.delete(sha256);
        if (whole) this.events.onArrived(sha256);
        else this.events.onRefused(sha256, 'what came is not the file that was promised');
      } catch (error) {
        this.events.onRefused(sha256, (error as Error).message);
      } finally {
        if (temporary) await fsp.rm(fromFile, { force: true });
      }
    });
  }

  async settle(): Promise<void> {
    await this.takingIn;
  }
}
