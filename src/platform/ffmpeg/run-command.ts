import { setFfmpegPath } from 'fluent-ffmpeg';
import ffmpeg from 'fluent-ffmpeg';
import { type FfmpegCommand, outputName, toArguments } from '../../domain/loudness/command';
import { compiledFile } from './compiled-file';
import { type FfmpegBuild } from './find-ffmpeg';
import { limitCodes, type LaunchPlan } from './launch-plan';

/** What one command may use. */
export interface CommandLimits {
  readonly niceness: number;
  readonly wallMs: number;
  readonly cpuSeconds: number;
  readonly fileBytes: number;
  readonly addressBytes: number;
  readonly residentBytes: number;
}

export interface RunContext {
  readonly build: FfmpegBuild;
  /** All files of the command are here, under our own names. The launcher removes it when this process dies. */
  readonly workDir: string;
  readonly limits: CommandLimits;
  readonly signal?: AbortSignal;
}

export interface RunOutcome {
  /** ffmpeg's exit code; a limit reached has its own field. 0 says little: look at the file. */
  readonly code: number;
  readonly stoppedBy: 'time' | 'memory' | 'file-size' | null;
  readonly stderr: string;
}

/** The machine failed, not the recording: no disk space, no program. Worth trying again. `command` is for the log. */
export class FfmpegFailed extends Error {
  override readonly name = 'FfmpegFailed';
  readonly command: string;

  constructor(message: string, command: FfmpegCommand | string) {
    super(message);
    this.command = typeof command === 'string' ? command : toArguments(command).join(' ');
  }
}

/** fluent-ffmpeg asks for all formats and encoders before the first command; ours are known and tested. */
interface WithoutCapabilityCheck {
  _checkCapabilities(done: (error: Error | null) => void): void;
}

const stderrLines = 2000;

/** SIGKILL and SIGTERM that nobody here sent; a crash on a bad file has other signals. */
const endedBySystem = [137, 143];

/**
 * Runs one command through the launcher. Resolves for every end of ffmpeg, good or bad;
 * rejects with the signal's reason when aborted, and with FfmpegFailed when the machine is at fault.
 */
export function runCommand(command: FfmpegCommand, context: RunContext): Promise<RunOutcome> {
  const { build, workDir, limits, signal } = context;
  const plan: LaunchPlan = { kind: build.kind, program: build.path, workDir, ...limits };
  // The launcher and its plan travel as the first arguments of Node: no executable file has to be written anywhere.
  setFfmpegPath(process.execPath);
  const run = ffmpeg({ cwd: workDir, stdoutLines: stderrLines })
    .input(`file:${command.input}`)
    .inputOptions(compiledFile('launcher/main.js'), JSON.stringify(plan), ...command.inputOptions);
  for (const output of command.outputs) {
    const filters = [...command.filters, ...(output.filters ?? [])];
    run
      .output(outputName(output.file))
      .outputOptions(...(filters.length > 0 ? ['-af', filters.join(',')] : []), ...output.options);
  }
  (run as unknown as WithoutCapabilityCheck)._checkCapabilities = (done) => done(null);

  return new Promise((resolve, reject) => {
    const abort = (): void => void run.kill('SIGTERM');
    const settle = (code: number, stderr: string): void => {
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted === true) return reject(reasonOf(signal));
      const fault = machineFault(code, stderr);
      if (fault !== null) return reject(new FfmpegFailed(fault, command));
      resolve({ code, stoppedBy: stoppedBy(code, stderr), stderr });
    };
    if (signal?.aborted === true) return reject(reasonOf(signal));
    run.on('start', () => {
      if (signal?.aborted === true) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
    run.on('end', (_stdout: string | null, stderr: string | null) => settle(0, stderr ?? ''));
    run.on('error', (error: Error, _stdout: string | null, stderr: string | null) => {
      const code = /exited with code (\d+)/.exec(error.message)?.[1];
      settle(code === undefined ? 255 : Number(code), stderr ?? error.message);
    });
    run.run();
  });
}

function stoppedBy(code: number, stderr: string): RunOutcome['stoppedBy'] {
  if (code === limitCodes.time) return 'time';
  // Past the limit on address space a program is not stopped: it is given no more memory, and says so.
  if (code === limitCodes.memory || (code !== 0 && /^\S.*: Cannot allocate memory$/m.test(stderr))) return 'memory';
  // The WebAssembly build is told by an error of the write instead of a signal.
  const tooLarge = code === limitCodes.fileSize || (code !== 0 && /^\S.*: File too large$/m.test(stderr));
  return tooLarge ? 'file-size' : null;
}

/** Only lines from the margin are ffmpeg's own words: what a file says about itself stands indented (X4). */
function machineFault(code: number, stderr: string): string | null {
  if (code === 0) return null;
  if (/^\S.*(No space left on device|Disk quota exceeded|Read-only file system)$/m.test(stderr)) {
    return 'the disk is full or not writable';
  }
  const cannotStart = /^loa: cannot start .*/m.exec(stderr)?.[0];
  if (code === 127 || cannotStart !== undefined) return cannotStart ?? 'ffmpeg cannot be started';
  if (endedBySystem.includes(code)) return 'ffmpeg was ended by the system, perhaps for want of memory';
  if (/^Error: Cannot find module .*launcher/m.test(stderr)) return 'the launcher is not built';
  return null;
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
