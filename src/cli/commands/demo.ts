import type { Command } from 'commander';
import type { LoaConfig } from '../../platform/config/config';

/** Adds `loa demo`. */
export function registerDemo(program: Command, config: () => LoaConfig): void {
  program
    .command('demo')
    .description('chạy thử toàn bộ công việc rồi tự kết thúc / run the whole job once and end')
    .option('--once', 'một lần rồi thôi, như mặc định / once, which is the default')
    .action(async () => {
      const { runDemo } = await import('../demo/demo.js');
      const faults = await runDemo(config());
      if (faults.length === 0) {
        console.log('\nLoa: đúng như kế hoạch / everything as planned');
        return;
      }
      console.error(`\nLoa: KHÔNG đúng kế hoạch / NOT as planned:\n  ${faults.join('\n  ')}`);
      process.exitCode = 1;
    });
}
