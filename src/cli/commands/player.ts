/** `loa player`: the program of a box in the field. Needs no service, no database and no Nest. */
import type { Command } from 'commander';

/** Adds `player join` and `player run` to the program; `dataDir` resolves a folder from where the user stands. */
export function registerPlayer(program: Command, dataDir: (folder: string) => string): void {
  const player = program.command('player').description('máy phát ở cơ sở / player of a box in the field');
  player
    .command('join')
    .description('nối máy này với đài bằng mã một lần / join a station with a one-time code')
    .argument('<url>', 'địa chỉ đài / address of the station')
    .argument('<code>', 'mã nối / joining code')
    .requiredOption('--data <folder>', 'thư mục của máy / folder of this box')
    .action(async (url: string, code: string, { data }: { data: string }) => {
      const { joinStation } = await import('../../player/box.js');
      const box = await joinStation(dataDir(data), url, code);
      process.stdout.write(`đã nối: ${box.name} / joined as ${box.name} (${box.deviceId})\n`);
    });
  player
    .command('run')
    .description('phát cho đến khi dừng / play until stopped')
    .requiredOption('--data <folder>', 'thư mục của máy / folder of this box')
    .action(async ({ data }: { data: string }) => {
      const { runBox } = await import('../../player/main.js');
      const box = await runBox(dataDir(data));
      process.stdout.write(`đang phát / playing: ${box.deviceId}\n`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => void box.close().then(() => process.exit(0)));
      }
    });
}
