/** `loa airtime`: what went on air. */
import { type Command, InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import {
  reportQuerySchema,
  rowsQuerySchema,
  type AirtimeReportView,
  type LedgerRowView,
} from '../../contracts/http/airtime';
import { inputIssues } from '../../contracts/http/input-texts';
import { reportAxes, type ReportAxis } from '../../domain/airtime/report';
import { clockLength, noTopic, reasonInWords, resultWords } from '../../domain/airtime/words';
import { wallClockAt } from '../../domain/time/wall-clock';
import { Fault } from '../../domain/fault';
import type { AirtimeService } from '../../features/airtime';
import { textTable, type TextColumn } from '../text-table';
import { reportFaults } from './import-output';

/** Opens the data folder, hands over the service, and closes. */
export type Open<S> = <T>(mode: 'read' | 'write', work: (service: S) => Promise<T>) => Promise<T>;

interface PeriodOptions {
  from: string;
  to: string;
  area?: string;
  json?: boolean;
}

/** Adds `airtime report` and `airtime rows` to the program. */
export function registerAirtime(program: Command, open: Open<AirtimeService>): void {
  const airtime = program.command('airtime').description('thời lượng phát / airtime');
  withPeriod(airtime.command('report'))
    .description('tổng hợp kế hoạch và thực tế / planned against aired')
    .option('--by <axes>', `sắp theo, cách nhau dấu phẩy / any of ${reportAxes.join(',')}`, axesOf, [])
    .action((options: PeriodOptions & { by: ReportAxis[] }) =>
      reportFaults('airtime report', () => open('read', (service) => report(service, options))),
    );
  withPeriod(airtime.command('rows'))
    .description('từng dòng nhật ký / the rows behind it')
    .option('--topic <code>', 'mã lĩnh vực / code of a topic')
    .option('--result <result>', 'kết quả / result')
    .option('--device <id>', 'thiết bị / device')
    .option('--airing <key>', 'một lượt phát / one airing')
    .option('--limit <rows>', 'nhiều nhất bao nhiêu dòng / at most so many rows', '100')
    .option('--cursor <cursor>', 'trang tiếp theo / the next page')
    .action((options: PeriodOptions & Record<string, string>) =>
      reportFaults('airtime rows', () => open('read', (service) => rows(service, options))),
    );
}

const withPeriod = (command: Command): Command =>
  command
    .requiredOption('--from <date>', 'từ ngày, kể cả ngày đó / first local date, included')
    .requiredOption('--to <date>', 'đến ngày, kể cả ngày đó / last local date, included')
    .option('--area <code>', 'mã địa bàn, gồm cả cấp dưới / an area and all below it')
    .option('--json', 'in một dòng JSON / print one line of JSON');

function axesOf(text: string): ReportAxis[] {
  const axes = text.split(',').map((axis) => axis.trim());
  const unknown = axes.find((axis) => !(reportAxes as readonly string[]).includes(axis));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`không có / there is no ${unknown}; ${reportAxes.join(', ')}`);
  }
  return axes as ReportAxis[];
}

async function report(service: AirtimeService, options: PeriodOptions & { by: ReportAxis[] }): Promise<void> {
  const { from, to, area, by } = parsed(reportQuerySchema, options);
  const made = await service.report({ from, to, by, communes: service.communesOf(area), area: area ?? null });
  process.stdout.write(options.json ? `${JSON.stringify(made)}\n` : airtimeTable(made));
}

async function rows(service: AirtimeService, options: PeriodOptions & Record<string, string>): Promise<void> {
  const { area, cursor, limit, ...filter } = parsed(rowsQuerySchema, options);
  const page = await service.rows({ ...filter, communes: service.communesOf(area) }, cursor, limit);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(page)}\n`);
    return;
  }
  process.stdout.write(tableOf(rowColumns, page.rows));
  if (page.nextCursor) process.stdout.write(`còn nữa / more: --cursor ${page.nextCursor}\n`);
}

/** Input checked by the schema of the API. Throws INPUT_INVALID. */
function parsed<T>(schema: z.ZodType<T>, options: object): T {
  const { json: _, ...input } = options as Record<string, unknown>;
  const result = schema.safeParse(input);
  if (!result.success) throw new Fault('INPUT_INVALID', { issues: inputIssues(result.error, input) });
  return result.data;
}

type Line = AirtimeReportView['totals'];

interface Column<R> extends TextColumn {
  cell: (row: R) => string;
}

const tableOf = <R>(columns: readonly Column<R>[], rows: readonly R[], footer?: readonly string[]): string =>
  textTable(
    columns,
    rows.map((row) => columns.map((column) => column.cell(row))),
    footer,
  );

const axisColumns: Record<ReportAxis, Column<Line>> = {
  topic: {
    title: 'Lĩnh vực',
    cell: ({ topic }) => (topic?.code ? `${topic.code} ${topic.name}` : noTopic),
  },
  commune: { title: 'Xã, phường', cell: ({ commune }) => `${commune?.code} ${commune?.name}` },
  day: { title: 'Ngày', cell: ({ day }) => day ?? '' },
  language: { title: 'Ngôn ngữ', cell: ({ language }) => language ?? '' },
};

const number = (title: string, cell: (line: Line) => string): Column<Line> => ({ title, right: true, cell });

const measureColumns: Column<Line>[] = [
  number('Kế hoạch', (line) => clockLength(line.plannedMs)),
  number('Đã tới', (line) => clockLength(line.deliveredMs)),
  number('Đã phát', (line) => clockLength(line.airedMs)),
  number('Nghe thấy', (line) => clockLength(line.soundedMs)),
  number('Xác nhận', (line) => clockLength(line.attestedMs)),
  number('Đạt', (line) => (line.plannedMs > 0 ? `${Math.round((100 * line.airedMs) / line.plannedMs)}%` : '–')),
  number('Lượt', (line) => String(line.airings)),
  number('Trọn', (line) => String(line.played)),
  number('Dở, cắt', (line) => String(line.partial + line.preempted)),
  number('Lỡ, bỏ, hỏng', (line) => String(line.missed + line.skipped + line.expired + line.failed + line.unreported)),
  number('Đang chờ', (line) => String(line.awaiting)),
  number('Thiết bị', (line) => `${line.devicesReached}/${line.devicesAll}`),
  number('Thôn', (line) => `${line.zonesReached}/${line.zonesAll}`),
];

/** A report as an aligned table, its totals last. */
export function airtimeTable(report: AirtimeReportView): string {
  const columns = [...report.by.map((axis) => axisColumns[axis]), ...measureColumns];
  const totals = columns.map((column, i) =>
    i === 0 ? 'Tổng cộng' : i < report.by.length ? '' : column.cell(report.totals),
  );
  const programmes = `Chương trình khác nhau / distinct programme time: ${clockLength(report.programmeMs)}\n`;
  return tableOf(columns, report.lines, totals) + programmes;
}

const zone = 'Asia/Ho_Chi_Minh';

const rowColumns: Column<LedgerRowView>[] = [
  { title: 'Số', right: true, cell: (row) => String(row.receivedNumber) },
  { title: 'Ngày', cell: (row) => row.localDate },
  { title: 'Giờ', cell: (row) => wallClockAt(zone, row.plannedStartAt).localTime },
  { title: 'Xã, phường', cell: (row) => row.commune.name },
  { title: 'Thiết bị', cell: (row) => row.device.name },
  { title: 'Tiêu đề', cell: (row) => shortened(row.title) + (row.replay ? ' (PL)' : '') },
  { title: 'Kế hoạch', right: true, cell: (row) => clockLength(row.plannedMs) },
  { title: 'Đã phát', right: true, cell: (row) => clockLength(row.heardMs) },
  { title: 'Kết quả', cell: resultCell },
];

function resultCell(row: LedgerRowView): string {
  const reason = reasonInWords(row.reason);
  const standing = row.speaks ? '' : ' [không tính]';
  return resultWords[row.result] + (reason && ` (${reason})`) + standing;
}

const longestTitle = 40;
const shortened = (title: string): string =>
  [...title].length > longestTitle ? `${[...title].slice(0, longestTitle - 1).join('')}…` : title;
