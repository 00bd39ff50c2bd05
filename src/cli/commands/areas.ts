/** `loa areas`: the lists of administrative units, and finding one. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { areaLevels, importKinds, type ImportKind, type ImportReport } from '../../contracts/http/areas';
import type { AreaHit, AreaLevel, AreasService } from '../../features/areas';
import { commandLine, printErrors, readCsvFile, reportFaults } from './import-output';

/** Opens the data folder, hands over the loaded service, and closes. */
export type OpenAreas = <T>(mode: 'read' | 'write', work: (areas: AreasService) => Promise<T>) => Promise<T>;

interface ImportOptions {
  kind: ImportKind;
  dryRun?: boolean;
  json?: boolean;
}

interface SearchOptions {
  under?: string;
  level?: AreaLevel;
  limit: number;
  json?: boolean;
}

/** Rows of remarks shown without `--json`. */
const shownRemarks = 20;

/** Adds `areas import` and `areas search` to the program. */
export function registerAreas(program: Command, open: OpenAreas): void {
  const areas = program.command('areas').description('địa bàn / areas');
  areas
    .command('import')
    .description('nhập danh mục địa bàn, được cả hoặc không gì / import a list of units, all or nothing')
    .argument('<file>', 'tệp CSV, UTF-8 / CSV file, UTF-8')
    .addOption(
      new Option('--kind <kind>', 'loại danh mục / which list').choices([...importKinds]).makeOptionMandatory(),
    )
    .option('--dry-run', 'chỉ kiểm tra, không ghi / check only, write nothing')
    .option('--json', 'in kết quả dạng JSON, đủ mọi dòng / print the whole report as JSON')
    .action((file: string, options: ImportOptions) =>
      reportFaults('areas import', async () => {
        const request = { kind: options.kind, csv: readCsvFile(file), dryRun: options.dryRun ?? false };
        const mode = request.dryRun ? 'read' : 'write';
        printReport(await open(mode, (service) => service.importUnits(commandLine, request)), options.json);
      }),
    );
  areas
    .command('search')
    .description('tìm địa bàn theo tên, tên cũ hoặc mã / find areas by name, former name or code')
    .argument('<text...>', 'không cần dấu / marks do not matter')
    .option('--under <code>', 'chỉ trong địa bàn này / only below this area')
    .addOption(new Option('--level <level>', 'chỉ cấp này / only this level').choices([...areaLevels]))
    .option('--limit <n>', 'nhiều nhất / at most', wholeNumber, 20)
    .option('--json', 'in kết quả dạng JSON / print the hits as JSON')
    .action((text: string[], { json, ...options }: SearchOptions) =>
      reportFaults('areas search', async () => {
        printHits(await open('read', async (service) => service.search(text.join(' '), options)), json);
      }),
    );
}

function printReport(report: ImportReport, json = false): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    if (report.errors.length > 0) process.exitCode = 1;
    return;
  }
  printErrors(report.errors);
  const { rows, created, updated, closed, unchanged, dryRun } = report;
  process.stdout.write(
    `${dryRun ? 'chạy thử, chưa ghi / dry run, nothing written: ' : ''}${rows} dòng/rows: ` +
      `${created} mới/created, ${updated} sửa/updated, ${closed} kết thúc/closed, ${unchanged} như cũ/unchanged\n`,
  );
  const counts = new Map<string, number>();
  for (const { kind } of report.remarks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const [kind, count] of counts) process.stdout.write(`${String(count).padStart(6)}  ${kind}\n`);
  for (const { row, reasonVi, reason } of report.remarks.slice(0, shownRemarks)) {
    process.stdout.write(`${row === null ? '' : `dòng/row ${row}: `}${reasonVi} / ${reason}\n`);
  }
  const hidden = report.remarks.length - shownRemarks;
  if (hidden > 0) process.stdout.write(`… ${hidden} dòng nữa, xem bằng --json / more, see --json\n`);
}

function printHits(hits: AreaHit[], json = false): void {
  const found = hits.map(({ area, path, formerly }) => ({
    code: area.code,
    level: area.level,
    name: area.name,
    path: path.map(({ name }) => name),
    inForce: area.validTo === null,
    formerly,
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ hits: found })}\n`);
    return;
  }
  for (const { code, name, path, inForce, formerly } of found) {
    const place = [name, ...path].join(', ');
    const before = formerly
      ? `  (trước là/formerly ${[formerly.name, formerly.place].filter(Boolean).join(', ')})`
      : '';
    process.stdout.write(`${code.padEnd(10)}  ${place}${inForce ? '' : '  [đã hết hiệu lực/ended]'}${before}\n`);
  }
  if (found.length === 0) process.stdout.write('không tìm thấy / nothing found\n');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100) throw new InvalidArgumentError('1–100');
  return value;
}
