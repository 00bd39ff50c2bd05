/** `loa media normalise`: brings a folder of recordings to one loudness. Needs no data folder and no service. */
import { InvalidArgumentError, type Command } from 'commander';
import fs from 'node:fs/promises';
import path from 'node:path';
import { describeAudioCode } from '../../contracts/http/audio-texts';
import { profileIds, type ProfileId } from '../../domain/loudness/profile';
import { SystemClock } from '../../platform/clock/system-clock';
import { findFfmpeg, FfmpegMissing } from '../../platform/ffmpeg/find-ffmpeg';
import { FolderIncomplete, normaliseFolder, type FolderResult } from '../../platform/ffmpeg/normalise-folder';
import { loadProfile } from '../../platform/ffmpeg/profiles';
import { sweepWorkDirs } from '../../platform/ffmpeg/work-dir';
import { renderLoudnessReport } from './media-report';

/** Longer than any file may take: a work directory this old belongs to a run that died. */
const abandonedAfterMs = 3 * 3_600_000;

interface NormaliseCommandOptions {
  profile: ProfileId;
  out: string;
  json?: boolean;
  report?: string;
}

/** What stands in the way of a command that has not begun: the settings it needs from the rim. */
export interface MediaSettings {
  readonly ffmpegPath?: string | null;
}

/** Adds `media normalise` to the program. `settings` is asked only when the command runs. */
export function registerMedia(program: Command, settings: () => MediaSettings = () => ({})): void {
  program
    .command('media')
    .description('xử lý âm thanh / audio')
    .command('normalise')
    .description('đưa các tệp âm thanh về cùng một âm lượng / bring recordings to one loudness')
    .argument('<files...>', 'các tệp cần xử lý / the recordings')
    .option('--profile <id>', `mức chuẩn / profile: ${profileIds.join(', ')}`, parseProfileId, 'speech')
    .requiredOption('--out <folder>', 'thư mục kết quả / folder for the results')
    .option('--json', 'in kết quả dạng JSON / print the results as JSON')
    .option('--report <file>', 'ghi trang HTML so sánh trước và sau / write an HTML page, before and after')
    .action((files: string[], options: NormaliseCommandOptions) => normalise(files, options, settings));
}

function parseProfileId(value: string): ProfileId {
  const id = profileIds.find((known) => known === value);
  if (id === undefined) throw new InvalidArgumentError(`one of ${profileIds.join(', ')}`);
  return id;
}

async function normalise(
  files: string[],
  options: NormaliseCommandOptions,
  settings: () => MediaSettings,
): Promise<void> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Error('đã dừng / stopped'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    for (const file of files) {
      const stat = await fs.stat(file).catch(() => null);
      if (stat?.isFile() !== true) throw new Error(`không có tệp / no such file: ${file}`);
    }
    const build = await findFfmpeg({ ffmpegPath: settings().ffmpegPath ?? null });
    const outDir = path.resolve(options.out);
    await sweepWorkDirs(outDir, new SystemClock().nowMs() - abandonedAfterMs);
    const show = progressLine(files.length);
    const run = normaliseFolder({
      files,
      outDir,
      profile: loadProfile(options.profile),
      build,
      signal: stop.signal,
      onProgress: (file, step) => show(path.basename(file), step),
    });
    const { results, failed } = await run.then(
      (all) => ({ results: all, failed: null }),
      (error: unknown) => {
        if (!(error instanceof FolderIncomplete)) throw error;
        return { results: error.results, failed: error };
      },
    );
    show('', 'end');
    if (options.report !== undefined) await fs.writeFile(options.report, renderLoudnessReport(results));
    process.stdout.write(
      options.json === true ? `${JSON.stringify(results.map(toJson))}\n` : results.map(toLine).join(''),
    );
    if (failed !== null) throw failed;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${error instanceof FfmpegMissing ? '' : 'loa media: '}${message}\n`);
    process.exitCode = stop.signal.aborted ? 130 : 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** The promised keys and no others. */
function toJson(result: FolderResult): object {
  const { file, state, reason, warnings, declaredMs, decodedMs, before, after, gainDb, masterPath, sha256 } = result;
  const levels = ({ lufs, truePeakDb }: FolderResult['before']): object => ({ lufs, truePeakDb });
  return {
    file,
    state,
    reason,
    warnings,
    declaredMs,
    decodedMs,
    before: levels(before),
    after: levels(after),
    gainDb,
    masterPath,
    sha256,
  };
}

function toLine(result: FolderResult): string {
  const codes = [...(result.reason === null ? [] : [result.reason]), ...result.warnings];
  const levels =
    result.after.lufs === null
      ? 'không dùng được / refused'
      : `${result.before.lufs} -> ${result.after.lufs} LUFS, ${result.after.truePeakDb} dBTP`;
  const notes = codes.map((code) => `    ${describeAudioCode(code, 'vi')}\n    ${describeAudioCode(code, 'en')}\n`);
  return `${result.file}: ${levels}\n${notes.join('')}`;
}

/** One line that rewrites itself, on a terminal only. */
function progressLine(total: number): (name: string, step: string) => void {
  if (!process.stderr.isTTY) return () => undefined;
  let done = 0;
  return (name, step) => {
    if (step === 'done') done += 1;
    const bar = '#'.repeat(Math.round((20 * done) / total)).padEnd(20, '.');
    process.stderr.write(
      step === 'end' ? '\r\x1b[K' : `\r\x1b[K[${bar}] ${done}/${total} ${name.slice(0, 40)} ${step}`,
    );
  };
}
