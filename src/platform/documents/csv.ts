import { byteOrderMark, csvRecord } from '../../domain/airtime/csv';
import { barCells, cellText, type Block, type Cell, type ReportDocument } from '../../domain/reports/document';

/** A report as CSV for a Vietnamese spreadsheet: its tables one below the other, with their headings, as the paper has them. */
export async function renderCsv(report: ReportDocument): Promise<Buffer> {
  const records = report.sheets.flatMap((sheet) => [
    [report.station],
    [sheet.title],
    ...sheet.subtitle.map((line) => [line]),
    [],
    ...sheet.blocks.flatMap(recordsOf),
    ...(sheet.signOff ? [[sheet.signOff.placeAndDate], [...sheet.signOff.roles], []] : []),
  ]);
  return Buffer.from(byteOrderMark + [...records, [report.footer]].map(csvRecord).join(''));
}

function recordsOf(block: Block): (string | number)[][] {
  if (block.kind === 'text') return [[block.text], []];
  if (block.kind === 'bars')
    return [[block.heading], ...block.bars.map((bar) => [bar.label, ...written(barCells(bar))]), []];
  return [
    ...(block.heading ? [[block.heading]] : []),
    block.columns.map((column) => column.heading),
    ...[...block.rows, ...(block.totals ? [block.totals] : [])].map(written),
    [],
  ];
}

/** Whole numbers as numbers; what has decimals or a unit as paper shows it. */
const written = (row: readonly Cell[]): (string | number)[] =>
  row.map((cell) => (typeof cell !== 'string' && cell.kind === 'number' && !cell.digits ? cell.value : cellText(cell)));
