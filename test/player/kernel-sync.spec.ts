import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { askKernelSync } from '../../src/player/adapters/kernel-sync';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-sync-'));
  program('timedatectl', 'echo no');
  program('chronyc', 'exit 1');
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

function program(name: string, text: string): void {
  fs.writeFileSync(path.join(dir, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}
const ask = (): Promise<boolean> =>
  askKernelSync(path.join(dir, 'synchronized'), {
    timedatectl: path.join(dir, 'timedatectl'),
    chronyc: path.join(dir, 'chronyc'),
  });

describe('does the kernel call its clock synced (P7)', () => {
  it("believes systemd's file, timedatectl and chronyc, and nobody else", async () => {
    expect(await ask()).toBe(false);
    program('chronyc', 'echo "Reference ID    : 0A000001"; echo "Leap status     : Not synchronised"');
    expect(await ask()).toBe(false);
    program('chronyc', 'echo "Reference ID    : 0A000001"; echo "Leap status     : Normal"');
    expect(await ask()).toBe(true);
    program('chronyc', 'exit 1');
    program('timedatectl', 'echo yes');
    expect(await ask()).toBe(true);
    program('timedatectl', 'exit 3');
    expect(await ask()).toBe(false);
    fs.writeFileSync(path.join(dir, 'synchronized'), '');
    expect(await ask()).toBe(true);
  });
});
