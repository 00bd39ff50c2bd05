import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  convertMillimetersToTwip,
} from 'docx';
import {
  barCells,
  cellText,
  type Block,
  type Cell,
  type Column,
  type ReportDocument,
  type Sheet,
} from '../../domain/reports/document';

/** Half-points. */
const size = 22;
const margin = convertMillimetersToTwip(18);

/** A report as an office document, to be pasted into one's own: real tables in the type that offices write in. */
export async function renderDocx(report: ReportDocument): Promise<Buffer> {
  const document = new Document({
    creator: 'Loa',
    title: report.title,
    styles: { default: { document: { run: { font: 'Times New Roman', size } } } },
    sections: report.sheets.map((sheet) => ({
      properties: {
        page: {
          size: {
            orientation: sheet.orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: { top: margin, bottom: margin, left: margin, right: margin },
        },
      },
      footers: {
        default: new Footer({
          children: [new Paragraph({ children: [new TextRun({ text: report.footer, italics: true, size: 16 })] })],
        }),
      },
      children: [...headOf(report, sheet), ...sheet.blocks.flatMap(blockOf), ...signOffOf(sheet)],
    })),
  });
  return Packer.toBuffer(document);
}

const line = (text: string, run: object = {}, alignment: keyof typeof AlignmentType = 'LEFT', before = 0): Paragraph =>
  new Paragraph({
    alignment: AlignmentType[alignment],
    spacing: { before, after: 60 },
    children: [new TextRun({ text, ...run })],
  });

function headOf(report: ReportDocument, sheet: Sheet): Paragraph[] {
  return [
    line(report.station.toLocaleUpperCase('vi'), { bold: true }),
    line(sheet.title, { bold: true, size: 28 }, 'CENTER', 200),
    ...sheet.subtitle.map((text) => line(text, {}, 'CENTER')),
  ];
}

const valueHeadings = { length: 'Thời lượng', number: 'Số lượng', share: 'Tỷ lệ' } as const;
const shareColumn: Column = { heading: 'Tỷ lệ', width: 20, align: 'right' };

function blockOf(block: Block): (Paragraph | Table)[] {
  if (block.kind === 'text') return [line(block.text, {}, 'LEFT', 120)];
  if (block.kind === 'bars') {
    const kind = block.bars[0]?.value.kind ?? 'length';
    const columns: Column[] = [
      { heading: block.heading, width: 60 },
      { heading: valueHeadings[kind], width: 20, align: 'right' },
      ...(block.bars.some(({ of }) => of !== undefined) ? [shareColumn] : []),
    ];
    const rows = block.bars.map((bar): Cell[] => [bar.label, ...barCells(bar)]);
    return [line('', {}), tableOf(columns, rows)];
  }
  const rows = [...block.rows, ...(block.totals ? [block.totals] : [])];
  const heading = block.heading ? [line(block.heading, { bold: true }, 'LEFT', 160)] : [];
  return [...heading, tableOf(block.columns, rows, block.totals ? rows.length - 1 : -1)];
}

function tableOf(columns: readonly Column[], rows: readonly (readonly Cell[])[], boldRow = -1): Table {
  const sum = columns.reduce((all, column) => all + column.width, 0);
  const cell = (text: string, column: Column, bold: boolean, alignment: keyof typeof AlignmentType): TableCell =>
    new TableCell({
      width: { size: (column.width / sum) * 100, type: WidthType.PERCENTAGE },
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
      children: [line(text, { bold, size: 20 }, alignment)],
    });
  const side = { left: 'LEFT', right: 'RIGHT', center: 'CENTER' } as const;
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        children: columns.map((column) => cell(column.heading, column, true, 'CENTER')),
      }),
      ...rows.map(
        (row, i) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((column, j) =>
              cell(cellText(row[j] ?? ''), column, i === boldRow, side[column.align ?? 'left']),
            ),
          }),
      ),
    ],
  });
}

function signOffOf({ signOff }: Sheet): (Paragraph | Table)[] {
  if (!signOff) return [];
  const none = { style: 'none', size: 0, color: 'auto' } as const;
  const borders = { top: none, bottom: none, left: none, right: none };
  const cells = signOff.roles.map(
    (role) =>
      new TableCell({
        borders,
        children: [line(role, { bold: true }, 'CENTER'), line('(Ký, ghi rõ họ tên)', { italics: true }, 'CENTER')],
      }),
  );
  return [
    line(signOff.placeAndDate, { italics: true }, 'RIGHT', 240),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: { ...borders, insideHorizontal: none, insideVertical: none },
      rows: [new TableRow({ cantSplit: true, children: cells })],
    }),
  ];
}
