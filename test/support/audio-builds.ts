/** Which ffmpeg builds the media tests run on. Known when the tests are laid out, so that what is left out counts as skipped. */
import { spawnSync } from 'node:child_process';
import { findFfmpeg, type FfmpegBuild } from '../../src/platform/ffmpeg/find-ffmpeg';

export const longRun = process.env.LOA_TEST_LONG === '1';

const nativePath = process.env.FFMPEG_PATH ?? 'ffmpeg';
/** False when only the slow WebAssembly build exists. */
export const hasNative = spawnSync(nativePath, ['-version'], { timeout: 20_000 }).status === 0;
/** Whether the broad sets run: on the slow build in the long run only. */
export const broad = hasNative || longRun;

export interface TestBuilds {
  /** Runs the broad set: the native build, or the WebAssembly build where there is no other. */
  readonly main: FfmpegBuild;
  /** The WebAssembly build, when the package is installed. */
  readonly wasm: FfmpegBuild | null;
}

/** @throws FfmpegMissing when the machine has neither */
export async function testBuilds(): Promise<TestBuilds> {
  const wasm = await findFfmpeg({ without: 'native' }).catch(() => null);
  const main = hasNative ? await findFfmpeg({ ffmpegPath: nativePath }) : (wasm ?? (await findFfmpeg()));
  return { main, wasm };
}

/** `it` where the condition holds, a skipped test elsewhere. */
export const itWhen = (condition: boolean): jest.It => (condition ? it : it.skip);

/** `it.each` over the rows that run here, judged by name and place; the others are skipped, and counted. */
export function itEach<Row extends [string, ...unknown[]]>(
  rows: readonly Row[],
  runs: (name: string, place: number) => boolean,
): (title: string, test: (...row: Row) => Promise<void>) => void {
  return (title, test) =>
    rows.forEach((row, place) =>
      itWhen(runs(row[0], place))(
        title.replace('%s', () => row[0]),
        () => test(...row),
      ),
    );
}
