import type { Command } from 'commander';
import type { LoaConfig } from '../../platform/config/config';
import { reportFaults } from './import-output';

/** Adds `loa database migrate`: brings the schema up to date, after a copy of a SQLite file. */
export function registerDatabase(program: Command, config: () => LoaConfig): void {
  program
    .command('database')
    .description('cơ sở dữ liệu / the database')
    .command('migrate')
    .description('nâng cấp cấu trúc, có sao lưu trước / bring the schema up to date, after a copy')
    .action(() =>
      reportFaults('database migrate', async () => {
        const { openParts, closeParts } = await import('../../service.js');
        const parts = await openParts({ ...config(), autoMigrate: true }, 'write');
        await closeParts(parts);
        process.stdout.write(`cấu trúc đã mới nhất / the schema is up to date (${parts.database.driverName})\n`);
      }),
    );
}
