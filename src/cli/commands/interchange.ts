/** `loa interchange`: files for and from provincial systems. */
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { interchangeQuery, type ImportReportView } from '../../contracts/http/interchange';
import { inputIssues } from '../../contracts/http/input-texts';
import { readInterchange } from '../../contracts/interchange/check';
import { Fault } from '../../domain/fault';
import { interchangeKinds } from '../../domain/interchange/records';
import type { InterchangeExport, InterchangeImport } from '../../features/interchange';
import type { Open } from './airtime';
import { reportFaults } from './import-output';

/** Adds `interchange export` and `interchange import` to the program. */
export function registerInterchange(
  program: Command,
  openExport: Open<InterchangeExport>,
  openImport: Open<InterchangeImport>,
): void {
  const interchange = program.command('interchange').description('liên thông với hệ thống tỉnh / interchange');
  interchange
    .command('export')
    .description('xuất bản tin, lịch phát hoặc nhật ký phát / write bulletins, plans or play logs')
    .addOption(new Option('--kind <kind>', 'loại / kind').choices(interchangeKinds).makeOptionMandatory())
    .requiredOption('--area <code>', 'mã địa bàn, gồm cả cấp dưới / an area and all below it')
    .requiredOption('--from <date>', 'từ ngày, kể cả ngày đó / first local date, included')
    .requiredOption('--to <date>', 'đến ngày, kể cả ngày đó / last local date, included')
    .requiredOption('--out <file>', 'tệp ghi ra / file to write')
    .action(({ out, ...asked }: { out: string }) =>
      reportFaults('interchange export', () => {
        const parsed = interchangeQuery.safeParse(asked);
        if (!parsed.success) throw new Fault('INPUT_INVALID', { issues: inputIssues(parsed.error, asked) });
        return openExport('read', async (service) => {
          const partial = `${out}.part`;
          await pipeline(Readable.from(service.write(parsed.data)), fs.createWriteStream(partial));
          fs.renameSync(partial, out);
          process.stdout.write(`${out}\n`);
        });
      }),
    );
  interchange
    .command('import')
    .description(
      'kiểm tra một tệp, không ghi gì; ghi thì dùng trang nhập, dưới tên một người / check a file, write nothing; to write, use the page, under somebody’s name',
    )
    .argument('<file>', 'tệp JSON, UTF-8 / JSON file, UTF-8')
    .option('--dry-run', 'luôn vậy ở đây / always so here', true)
    .option('--json', 'in kết quả dạng JSON / print the report as JSON')
    .action((file: string, { json }: { json?: boolean }) =>
      reportFaults('interchange import', () =>
        report(fs.readFileSync(file), openImport, (found) => {
          if (found.issues.length > 0) process.exitCode = 1;
          if (json) process.stdout.write(`${JSON.stringify(found)}\n`);
          else printReport(found);
        }),
      ),
    );
}

/** A file that cannot be read needs no station to say so. */
async function report(
  bytes: Uint8Array,
  openImport: Open<InterchangeImport>,
  tell: (found: ImportReportView) => void,
): Promise<void> {
  const read = readInterchange(bytes);
  if ('issue' in read) return tell({ kind: null, dryRun: true, records: 0, made: 0, known: 0, issues: [read.issue] });
  await openImport('read', async (service) => tell((await service.check(null, read.file)).report));
}

function printReport({ records, made, known, issues }: ImportReportView): void {
  for (const { path, value, message, messageVi } of issues) {
    const where = path || 'tệp/file';
    process.stderr.write(`${where}${value === null ? '' : ` = ${value}`}: ${messageVi} / ${message}\n`);
  }
  process.stdout.write(
    issues.length > 0
      ? `${issues.length} lỗi, chưa ghi gì; hãy sửa trong tệp rồi kiểm tra lại / faults, nothing was written; correct the file and check it again\n`
      : `${records} bản ghi/records: ${made} mới/new, ${known} đã nhập/taken in before\n`,
  );
}
