import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { nodeOptions } from './on-databases';
import { prepareFolder } from './prepared-folder';

const root = path.resolve(__dirname, '../../../..');
const idleSeconds = 5;

interface Boot {
  seconds: number;
  rssMb: number;
}

/**
 * From starting the service's process as `npm start` does to its first answered request, on the data folder of a small station (all units, two devices in
 * this machine), and the resident memory of the idle process with its players. The worst of three starts for the time, of the last for
 * memory; `emptySeconds` is the very first start, which makes the database.
 */
export async function bootBench(): Promise<{
  seconds: number;
  rssMb: number;
  emptySeconds: number;
  runs: number[];
}> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-bench-boot-'));
  try {
    const first = await boot(path.join(dataDir, 'empty'), 0);
    const prepared = path.join(dataDir, 'prepared');
    await prepareFolder(prepared);
    const runs: Boot[] = [];
    for (let i = 0; i < 3; i += 1) runs.push(await boot(prepared, i === 2 ? idleSeconds : 0));
    return {
      seconds: Math.max(...runs.map((run) => run.seconds)),
      rssMb: runs[2]!.rssMb,
      emptySeconds: first.seconds,
      runs: runs.map((run) => run.seconds),
    };
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function boot(dataDir: string, idle: number): Promise<Boot> {
  const port = await freePort();
  const started = performance.now();
  const service = spawn(process.execPath, [...(await nodeOptions(process.env)), path.join(root, 'dist/main.js')], {
    env: { ...process.env, LOA_DATA_DIR: dataDir, PORT: String(port), LOA_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let ended = false;
  service.on('exit', () => (ended = true));
  try {
    while (!(await answers(port))) {
      if (ended) throw new Error('the service ended before it answered');
      if (performance.now() - started > 60_000) throw new Error('the service did not answer within a minute');
      await pause(10);
    }
    const seconds = round((performance.now() - started) / 1000);
    if (idle > 0) await pause(idle * 1000);
    return { seconds, rssMb: residentMb(service.pid!) };
  } finally {
    if (!ended) {
      const gone = new Promise((resolve) => service.once('exit', resolve));
      service.kill('SIGTERM');
      await gone;
    }
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health`)).ok;
  } catch {
    return false;
  }
}

function residentMb(pid: number): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const round = (value: number): number => Math.round(value * 1000) / 1000;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
