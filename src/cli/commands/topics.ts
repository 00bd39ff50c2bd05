/** `loa topics`: the list of topics. */
import { type Command } from 'commander';
import type { TopicsService } from '../../features/topics';
import { commandLine, printErrors, readCsvFile, reportFaults } from './import-output';

/** Opens the data folder, hands over the loaded service, and closes. */
export type OpenTopics = <T>(mode: 'read' | 'write', work: (topics: TopicsService) => Promise<T>) => Promise<T>;

/** Adds `topics import` and `topics list` to the program. */
export function registerTopics(program: Command, open: OpenTopics): void {
  const topics = program.command('topics').description('lĩnh vực, chuyên mục / topics');
  topics
    .command('import')
    .description('nhập danh mục lĩnh vực, được cả hoặc không gì / import the list of topics, all or nothing')
    .argument('<file>', 'tệp CSV, UTF-8 / CSV file, UTF-8')
    .option('--dry-run', 'chỉ kiểm tra, không ghi / check only, write nothing')
    .option('--json', 'in kết quả dạng JSON / print the report as JSON')
    .action((file: string, { dryRun = false, json }: { dryRun?: boolean; json?: boolean }) =>
      reportFaults('topics import', async () => {
        const request = { csv: readCsvFile(file), dryRun };
        const report = await open(dryRun ? 'read' : 'write', (service) => service.importTopics(commandLine, request));
        printErrors(json ? [] : report.errors);
        if (report.errors.length > 0) process.exitCode = 1;
        const { rows, created, updated, unchanged } = report;
        const summary = `${rows} dòng/rows: ${created} mới/created, ${updated} sửa/updated, ${unchanged} như cũ/unchanged`;
        process.stdout.write(`${json ? JSON.stringify(report) : summary}\n`);
      }),
    );
  topics
    .command('list')
    .description('xem các lĩnh vực và chuyên mục / show the topics')
    .option('--json', 'in dạng JSON / print as JSON')
    .action(({ json }: { json?: boolean }) =>
      reportFaults('topics list', async () => {
        const branches = await open('read', async (service) => service.list());
        if (json) process.stdout.write(`${JSON.stringify({ topics: branches })}\n`);
        else for (const topic of branches.flatMap((branch) => [branch, ...branch.topics])) printTopic(topic);
      }),
    );
}

function printTopic({ code, nameVi, nameEn }: { code: string; nameVi: string; nameEn: string }): void {
  process.stdout.write(`${code.padEnd(6)}${nameVi} / ${nameEn}\n`);
}
