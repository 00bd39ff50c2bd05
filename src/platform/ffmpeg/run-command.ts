import { setFfmpegPath } from 'fluent-ffmpeg';
import ffmpeg from 'fluent-ffmpeg';
import { type FfmpegCommand, outputName } from '../../domain/loudness/command';
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

/** The machine failed, not the recording: no disk space, no program. Worth trying again. */
export class FfmpegFailed extends Error {
  override readonly name = 'FfmpegFailed';
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
      .outputOptions('-nostats', ...(filters.length > 0 ? ['-af', filters.join(',')] : []), ...output.options);
  }
  (run as unknown as WithoutCapabilityCheck)._checkCapabilities = (done) => done(null);

  return new Promise((resolve, reject) => {
    const abort = (): void => void run.kill('SIGTERM');
    const settle = (code: number, stderr: string): void => {
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted === true) return reject(reasonOf(signal));
      const fault = machineFault(code, stderr);
      if (fault !== null) return reject(fault);
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
  if (code === limitCodes.memory) return 'memory';
  // The WebAssembly build is told by an error of the write instead of a signal.
  const tooLarge = code === limitCodes.fileSize || (code !== 0 && /: File too large$/m.test(stderr));
  return tooLarge ? 'file-size' : null;
}

function machineFault(code: number, stderr: string): FfmpegFailed | null {
  if (/No space left on device|Disk quota exceeded|Read-only file system/.test(stderr)) {
    return new FfmpegFailed('the disk is full or not writable');
  }
  const cannotStart = /^loa: cannot start .*/m.exec(stderr)?.[0];
  if (code === 127 || cannotStart !== undefined) return new FfmpegFailed(cannotStart ?? 'ffmpeg cannot be started');
  if (endedBySystem.includes(code))
    return new FfmpegFailed('ffmpeg was ended by the system, perhaps for want of memory');
  if (/Cannot find module .*launcher/.test(stderr)) return new FfmpegFailed('the launcher is not built');
  return null;
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
