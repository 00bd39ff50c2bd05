import { execFile } from 'node:child_process';
import fs from 'node:fs';

/**
 * Does the kernel say that its clock is synchronised (P7)? Asks, in this order: systemd's file, timedatectl, chronyc.
 * False when nobody knows.
 */
export async function askKernelSync(
  file = '/run/systemd/timesync/synchronized',
  programs = { timedatectl: 'timedatectl', chronyc: 'chronyc' },
): Promise<boolean> {
  if (fs.existsSync(file)) return true;
  const timedatectl = await output(programs.timedatectl, ['show', '-p', 'NTPSynchronized', '--value']);
  if (timedatectl.trim() === 'yes') return true;
  return /^Leap status\s*:\s*Normal/m.test(await output(programs.chronyc, ['-n', 'tracking']));
}

function output(program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 2000 }, (error, stdout) => resolve(error ? '' : stdout));
  });
}
