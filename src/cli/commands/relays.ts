/** `loa relays`: listens to what is to be relayed. Needs no service and no database, but a native ffmpeg. */
import { InvalidArgumentError, type Command } from 'commander';
import type { MediaSettings } from './media';

/** Adds `relays measure` to the program. `settings` is asked only when the command runs. */
export function registerRelays(program: Command, settings: () => MediaSettings): void {
  program
    .command('relays')
    .description('tiếp sóng / relays')
    .command('measure')
    .description('nghe nguồn và đo mức tăng giảm âm / listen to a source and measure its gain')
    .argument('<url>', 'địa chỉ luồng, hoặc alsa:THIẾT BỊ / address of the stream, or alsa:DEVICE')
    .option('--seconds <n>', 'nghe bao lâu / how long to listen', wholeSeconds, 30)
    .action(async (url: string, { seconds }: { seconds: number }) => {
      try {
        await measure(url, seconds, settings);
      } catch (error) {
        process.stderr.write(`loa: ${(error as Error).message}\n`);
        process.exitCode = 1;
      }
    });
}

async function measure(url: string, seconds: number, settings: () => MediaSettings): Promise<void> {
  const { findFfmpeg } = await import('../../platform/ffmpeg/find-ffmpeg.js');
  const { measureRelay } = await import('../../platform/ffmpeg/measure-relay.js');
  const build = await findFfmpeg({ ffmpegPath: settings().ffmpegPath ?? null, without: 'wasm' });
  if (build.kind !== 'native') throw new Error('cần ffmpeg cài trên máy / a native ffmpeg is needed');
  const { lufs, gainDb } = await measureRelay(build, url, seconds);
  process.stdout.write(`${JSON.stringify({ url, seconds, lufs, gainDb })}\n`);
}

function wholeSeconds(value: string): number {
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < 3 || seconds > 600)
    throw new InvalidArgumentError('từ 3 đến 600 / from 3 to 600');
  return seconds;
}
