/** What the launcher is told about one command. Bytes, milliseconds and seconds as the names say. */
export interface LaunchPlan {
  readonly kind: 'native' | 'wasm';
  /** The ffmpeg binary, or the package's UMD file for the WebAssembly build. */
  readonly program: string;
  /** Removed with everything in it when the asker dies. */
  readonly workDir: string;
  readonly niceness: number;
  readonly wallMs: number;
  readonly cpuSeconds: number;
  readonly fileBytes: number;
  /** Native only: the WebAssembly build reserves over 8 GB of address space it never touches. */
  readonly addressBytes: number;
  readonly residentBytes: number;
}

/** Exit codes of the launcher itself; ffmpeg's own are small or 255. */
export const limitCodes = { time: 124, memory: 125, fileSize: 126 } as const;
