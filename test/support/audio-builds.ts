/** Which ffmpeg builds the media tests run on. */
import { findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';

export const longRun = process.env.LOA_TEST_LONG === '1';

export interface TestBuilds {
  /** Runs the broad set: the native build, or the WebAssembly build where there is no other. */
  readonly main: FfmpegBuild;
  /** The WebAssembly build, when the package is installed. */
  readonly wasm: FfmpegBuild | null;
  /** True when only the slow build exists: reduced sets, said aloud. */
  readonly onlyWasm: boolean;
}

/** @throws FfmpegMissing when the machine has neither */
export async function testBuilds(): Promise<TestBuilds> {
  const native = await findFfmpeg({ without: 'wasm' }).catch(() => null);
  const wasm = await findFfmpeg({ without: 'native' }).catch(() => null);
  return { main: native ?? wasm ?? (await findFfmpeg()), wasm, onlyWasm: native === null };
}

/** Says which tests a machine without native ffmpeg left out of the normal run. */
export function tellSkipped(what: string): void {
  process.stdout.write(`not run on the WebAssembly build alone (LOA_TEST_LONG=1 runs it): ${what}\n`);
}
