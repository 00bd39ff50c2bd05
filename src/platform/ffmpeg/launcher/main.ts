/**
 * Runs one ffmpeg command in its own process group, with niceness and limits, and takes the group down when a limit
 * is reached or when the one who asked is gone. Arguments: the plan as JSON, then ffmpeg's own. Only Node's own modules:
 * it starts for every command.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { limitCodes, type LaunchPlan } from '../launch-plan';

const plan = JSON.parse(process.argv[2] ?? '{}') as LaunchPlan;
const args = process.argv.slice(3);

try {
  os.setPriority(plan.niceness);
} catch {
  // Not every system lets a process yield; the work is the same, only less polite.
}

/** A decoder can take hundreds of megabytes in a tenth of a second. */
const memoryLookMs = 25;

const child = start();
let ended = false;

process.stdin.on('error', orphaned).on('end', orphaned).on('close', orphaned).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(143));

const wallTimer = setTimeout(() => stop(limitCodes.time, 'time'), plan.wallMs);
const memoryTimer = setInterval(() => {
  if (residentBytes(child.pid) > plan.residentBytes) stop(limitCodes.memory, 'memory');
}, memoryLookMs);

child.on('error', (error) => {
  process.stderr.write(`loa: cannot start ${plan.program}: ${error.message}\n`);
  finish(127);
});
child.on('exit', (code, signal) => {
  if (signal === 'SIGXFSZ') process.stderr.write('loa: stopped by the limit on file size\n');
  if (signal === 'SIGXCPU') process.stderr.write('loa: stopped by the limit on time\n');
  finish(code ?? codeOf(signal));
});

/** As a shell tells it: 128 and the signal's number; limits of the system have the codes of the launcher's own. */
function codeOf(signal: NodeJS.Signals | null): number {
  if (signal === 'SIGXFSZ') return limitCodes.fileSize;
  if (signal === 'SIGXCPU') return limitCodes.time;
  return 128 + (signal === null ? 0 : os.constants.signals[signal]);
}

/** Limits that only a shell can set are set by one; without it (Windows) time and resident memory remain. */
function start(): ChildProcess {
  const program =
    plan.kind === 'wasm'
      ? [process.execPath, `--max-old-space-size=512`, path.join(__dirname, '../shim/main.js'), plan.program, ...args]
      : [plan.program, ...args];
  const options = {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit'] as const,
    windowsHide: true,
  };
  if (process.platform === 'win32')
    return spawn(program[0]!, program.slice(1), { ...options, stdio: [...options.stdio] });
  const limits = [
    Math.ceil(plan.fileBytes / 512),
    Math.ceil(plan.cpuSeconds),
    plan.kind === 'native' ? Math.ceil(plan.addressBytes / 1024) : 0,
  ];
  const script =
    'ulimit -c 0; ulimit -f "$1" 2>/dev/null; ulimit -S -t "$2" 2>/dev/null; ulimit -H -t "$(($2 + 5))" 2>/dev/null; [ "$3" -gt 0 ] && ulimit -v "$3" 2>/dev/null; shift 3; exec "$@"';
  return spawn('/bin/sh', ['-c', script, 'loa', ...limits.map(String), ...program], {
    ...options,
    stdio: [...options.stdio],
  });
}

/** The asker's end of the pipe is closed: nobody will rename the result, so nothing of it may stay. */
function orphaned(): void {
  if (ended) return;
  killGroup();
  ended = true;
  rmSync(plan.workDir, { recursive: true, force: true, maxRetries: 3 });
  process.exit(137);
}

function stop(code: number, limit?: string): void {
  if (ended) return;
  if (limit !== undefined) process.stderr.write(`loa: stopped by the limit on ${limit}\n`);
  killGroup();
  finish(code);
}

function killGroup(): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

function finish(code: number): void {
  if (ended) return;
  ended = true;
  clearTimeout(wallTimer);
  clearInterval(memoryTimer);
  process.exit(code);
}

/** Linux tells without a helper program; elsewhere the wall time is the guard. */
function residentBytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
