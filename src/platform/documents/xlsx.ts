import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import {
  barCells,
  cellText,
  type Block,
  type Cell,
  type ReportDocument,
  type Sheet,
} from '../../domain/reports/document';

type Row = SheetData[number];
type ExcelCell = Row[number];

const dayMs = 86_400_000;
const bold = { fontWeight: 'bold' } as const;

/** A report as a workbook, one tab a sheet: lengths and shares stay numbers, so that a spreadsheet can go on calculating. */
export async function renderXlsx(report: ReportDocument): Promise<Buffer> {
  const names = new Set<string>();
  const sheets = report.sheets.map((sheet) => ({
    data: rowsOf(report, sheet),
    sheet: tabName(sheet.name, names),
    orientation: sheet.orientation === 'landscape' ? ('landscape' as const) : undefined,
    columns: widthsOf(sheet),
  }));
  return writeExcelFile(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer();
}

/** Excel takes 31 characters, none of `[]:*?/\`, and no name twice. */
function tabName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 27) || 'Trang';
  let tab = plain;
  for (let n = 2; taken.has(tab.toLowerCase()); n += 1) tab = `${plain} ${n}`;
  taken.add(tab.toLowerCase());
  return tab;
}

function widthsOf(sheet: Sheet): { width: number }[] {
  const table = sheet.blocks.find((block) => block.kind === 'table');
  const columns = table?.columns ?? [];
  const sum = columns.reduce((all, column) => all + column.width, 0) || 1;
  const characters = sheet.orientation === 'landscape' ? 150 : 110;
  return columns.map((column) => ({ width: Math.max(8, Math.round((column.width / sum) * characters)) }));
}

function rowsOf(report: ReportDocument, sheet: Sheet): SheetData {
  const lines: Row[] = [
    [textCell(report.station)],
    [textCell(sheet.title, { ...bold, fontSize: 14 })],
    ...sheet.subtitle.map((line): Row => [textCell(line)]),
    [],
    ...sheet.blocks.flatMap(blockRows),
  ];
  if (sheet.signOff) {
    lines.push([textCell(sheet.signOff.placeAndDate, { fontStyle: 'italic' })]);
    lines.push(sheet.signOff.roles.map((role) => textCell(role, bold)));
  }
  return [...lines, [], [textCell(report.footer, { fontStyle: 'italic', fontSize: 9 })]];
}

function blockRows(block: Block): Row[] {
  if (block.kind === 'text') return [[textCell(block.text)], []];
  if (block.kind === 'bars') {
    const bars = block.bars.map((bar): Row => [textCell(bar.label), ...barCells(bar).map((cell) => valueCell(cell))]);
    return [[textCell(block.heading, bold)], ...bars, []];
  }
  const border = { borderStyle: 'thin', borderColor: '#808080' } as const;
  const head = block.columns.map((column) =>
    textCell(column.heading, { ...bold, ...border, align: 'center', wrap: true, backgroundColor: '#e8eef2' }),
  );
  const rows = block.rows.map((row): Row => row.map((cell) => valueCell(cell, { ...border, wrap: true })));
  const totals = block.totals ? [block.totals.map((cell) => valueCell(cell, { ...border, ...bold }))] : [];
  return [...(block.heading ? [[textCell(block.heading, bold)]] : []), head, ...rows, ...totals, []];
}

type Style = Record<string, unknown>;

/** Text stays text whatever it begins with: a workbook runs a formula only where a cell says so. */
const textCell = (value: string, style: Style = {}): ExcelCell => ({ value, type: String, format: '@', ...style });

function valueCell(cell: Cell, style: Style = {}): ExcelCell {
  if (typeof cell === 'string') return textCell(cell, { alignVertical: 'top', ...style });
  const number = (value: number, format: string): ExcelCell => ({
    value,
    type: Number,
    format,
    align: 'right',
    alignVertical: 'top',
    ...style,
  });
  switch (cell.kind) {
    case 'number':
      return number(cell.value, cell.digits ? `#,##0.${'0'.repeat(cell.digits)}` : '#,##0');
    case 'length':
      return number(Math.round(cell.ms / 1000) / (dayMs / 1000), '[h]:mm:ss');
    case 'share':
      return cell.whole === 0 ? textCell(cellText(cell), style) : number(cell.part / cell.whole, '0.0%');
  }
}
