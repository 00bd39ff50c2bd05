import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const long = process.env.LOA_TEST_LONG === '1';
const [zones, rules] = long ? [50, 1000] : [8, 72];

interface Comparison {
  clock: number[];
  compared: number;
  because: Record<string, number>;
  zones: number;
  differences: unknown[];
}

const compareUnder = async (tz: string): Promise<Comparison> => {
  const register = path.join(__dirname, '../../support/typescript-register.cjs');
  const script = path.join(__dirname, 'compare-with-oracle.ts');
  const { stdout } = await run(process.execPath, ['-r', register, script, String(zones), String(rules), '20260701'], {
    env: { ...process.env, TZ: tz },
    maxBuffer: 1 << 24,
  });
  return JSON.parse(stdout) as Comparison;
};

describe('T1-T4 occurrences against a slow oracle', () => {
  test.each([
    ['UTC', [0, 0]],
    ['Asia/Ho_Chi_Minh', [-420, -420]],
    ['America/New_York', [300, 240]],
  ])(
    `${rules} random slots over ${zones} zones and a year agree in a process that runs under TZ=%s`,
    async (tz, clock) => {
      const seen = await compareUnder(tz);
      expect(seen.clock).toEqual(clock);
      expect(seen.differences).toEqual([]);
      expect(seen.zones).toBe(zones);
      expect(seen.compared).toBeGreaterThan(rules * 100);
      for (const kind of ['rule', 'move', 'add', 'gap', 'fold']) expect(seen.because[kind]).toBeGreaterThan(0);
    },
    long ? 600_000 : 60_000,
  );
});
