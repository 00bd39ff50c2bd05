import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { reportFaults } from './import-output';

/** What the command needs of the station's keys. */
interface SucceedingKeys {
  succeed(recoveryText: string, at: number, from?: string): { from: string; to: string };
}

export type OpenKeys = <T>(mode: 'write', work: (keys: SucceedingKeys) => Promise<T>) => Promise<T>;

/** Adds `loa keys succeed`: a new station key, by the recovery key on paper (X3). */
export function registerKeys(program: Command, open: OpenKeys, now: () => number): void {
  program
    .command('keys')
    .description('khóa của đài / keys of the station')
    .command('succeed')
    .description('thay khóa đài bị mất hoặc bị lộ / put a new station key in the place of a lost or stolen one')
    .option(
      '--from <keyId>',
      'mã khóa mà các máy đang tin, khi đài mất hết khóa / key that devices pin, when all keys are gone',
    )
    .action(({ from }: { from?: string }) =>
      reportFaults('keys succeed', async () => {
        process.stderr.write('Nhập khóa khôi phục trên giấy / enter the recovery key from paper: ');
        const paper = await firstLine();
        const done = await open('write', async (keys) => keys.succeed(paper, now(), from));
        process.stdout.write(`${done.from} -> ${done.to}\n`);
        process.stdout.write('Các máy nhận khóa mới cùng lệnh phát kế tiếp / boxes take it with their next plan.\n');
      }),
    );
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return line;
  return '';
}
