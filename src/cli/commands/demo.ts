import type { Command } from 'commander';
import type { LoaConfig } from '../../platform/config/config';

type Demo = (config: LoaConfig) => Promise<string[]>;

const wholeDemo: Demo = async (config) => (await import('../demo/demo.js')).runDemo(config);

/** Adds `loa demo`. `demo` returns what was not as planned, in words. */
export function registerDemo(program: Command, config: () => LoaConfig, demo: Demo = wholeDemo): void {
  program
    .command('demo')
    .description('chạy thử toàn bộ công việc rồi tự kết thúc / run the whole job once and end')
    .option('--once', 'một lần rồi thôi, như mặc định / once, which is the default')
    .action(async () => {
      const faults = await demo(config());
      if (faults.length === 0) {
        console.log('\nLoa: đúng như kế hoạch / everything as planned');
        return;
      }
      console.error(`\nLoa: KHÔNG đúng kế hoạch / NOT as planned:\n  ${faults.join('\n  ')}`);
      process.exitCode = 1;
    });
}
