import { fingerprintFile, hasFpcalc } from '../../../platform/ffmpeg/fpcalc';

/** Tells what a recording sounds like, in chromaprint's values. */
export abstract class Fingerprinter {
  /** Whether it can, on this machine. */
  abstract isThere(): Promise<boolean>;
  /** Null where there is nothing to tell. `workDir` is a folder of ours beside nothing of value. */
  abstract fingerprint(file: string, workDir: string, signal: AbortSignal): Promise<Uint32Array | null>;
}

/** By fpcalc, where it is on the PATH; looked for once. */
export class FpcalcFingerprinter extends Fingerprinter {
  private found: Promise<boolean> | null = null;

  isThere(): Promise<boolean> {
    return (this.found ??= hasFpcalc());
  }

  fingerprint(file: string, workDir: string, signal: AbortSignal): Promise<Uint32Array | null> {
    return fingerprintFile(file, workDir, signal);
  }
}
