import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import {
  cellText,
  type Bars,
  type Block,
  type Cell,
  type ReportDocument,
  type Sheet,
  type Table,
} from '../../domain/reports/document';

/** Whole fonts, since subsets lack letters of Vietnamese. */
const fontFolder = path.join(path.dirname(createRequire(__filename).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const plain = 'plain';
const bold = 'bold';
const margin = 40;
const footerHeight = 24;
/** Type of a table in points: the first that fits one page, for a sheet that must. */
const sizes = [9, 8.5, 8, 7.5, 7, 6.5, 6];
const padding = 3;

type Pdf = PDFKit.PDFDocument;

/** A report as a PDF, ready to be printed and signed on A4. */
export function renderPdf(report: ReportDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    info: { Title: report.title, Creator: 'Loa' },
  });
  pdf.registerFont(plain, path.join(fontFolder, 'DejaVuSansCondensed.ttf'));
  pdf.registerFont(bold, path.join(fontFolder, 'DejaVuSansCondensed-Bold.ttf'));
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  for (const sheet of report.sheets) new SheetWriter(pdf, report, sheet).write();
  addFooters(pdf, report);
  pdf.end();
  return done;
}

function addFooters(pdf: Pdf, report: ReportDocument): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - margin + 6;
    const width = pdf.page.width - 2 * margin;
    pdf.font(plain).fontSize(7).fillColor('#444444');
    pdf.text(report.footer, margin, y, { width: width - 70, height: 20, ellipsis: true });
    pdf.text(`Trang ${page - start + 1}/${count}`, margin, y, { width, align: 'right' });
  }
}

class SheetWriter {
  private size = sizes[0]!;

  constructor(
    private readonly pdf: Pdf,
    private readonly report: ReportDocument,
    private readonly sheet: Sheet,
  ) {}

  write(): void {
    this.newPage();
    if (this.sheet.fit) this.size = sizes.find((size) => this.fits(size)) ?? sizes.at(-1)!;
    this.head();
    for (const block of this.sheet.blocks) this.block(block);
    this.signOff();
  }

  private get width(): number {
    return this.pdf.page.width - 2 * margin;
  }

  private get bottom(): number {
    return this.pdf.page.height - margin - footerHeight;
  }

  private newPage(): void {
    this.pdf.addPage({ size: 'A4', layout: this.sheet.orientation, margin });
  }

  private fits(size: number): boolean {
    this.size = size;
    const head = 62 + this.sheet.subtitle.length * 14;
    const blocks = this.sheet.blocks.reduce((all, block) => all + this.heightOf(block), 0);
    return margin + head + blocks + (this.sheet.signOff ? 110 : 0) <= this.bottom;
  }

  private heightOf(block: Block): number {
    if (block.kind === 'table') {
      const strong = [block.columns.map((column) => column.heading), ...(block.totals ? [block.totals] : [])];
      const sum = (rows: readonly (readonly Cell[])[], bold: boolean): number =>
        rows.reduce((all, row) => all + this.rowHeight(block, row, bold), 0);
      return (block.heading ? 26 : 8) + sum(strong, true) + sum(block.rows, false);
    }
    return block.kind === 'text' ? 24 : 24 + block.bars.length * 18;
  }

  private head(): void {
    const { pdf, report, sheet } = this;
    pdf.fillColor('black').font(bold).fontSize(9);
    pdf.text(report.station.toLocaleUpperCase('vi'), margin, margin, { width: this.width });
    pdf.moveDown(0.8).fontSize(13).text(sheet.title, { width: this.width, align: 'center' });
    pdf.font(plain).fontSize(10);
    for (const line of sheet.subtitle) pdf.text(line, { width: this.width, align: 'center' });
    pdf.moveDown(0.6);
  }

  private block(block: Block): void {
    if (block.kind === 'table') return this.table(block);
    if (block.kind === 'bars') return this.bars(block);
    this.pdf
      .font(plain)
      .fontSize(9)
      .text(block.text, margin, this.pdf.y + 6, { width: this.width });
    this.pdf.moveDown(0.4);
  }

  private table(table: Table): void {
    if (table.heading) this.heading(table.heading);
    const head = table.columns.map((column) => column.heading);
    this.row(table, head, { head: true });
    for (const row of table.rows) {
      if (this.pdf.y + this.rowHeight(table, row) > this.bottom) {
        this.newPage();
        this.pdf.y = margin;
        this.row(table, head, { head: true });
      }
      this.row(table, row, {});
    }
    if (table.totals) {
      if (this.pdf.y + this.rowHeight(table, table.totals, true) > this.bottom) this.newPage();
      this.row(table, table.totals, { strong: true });
    }
    this.pdf.y += 8;
  }

  private heading(text: string): void {
    if (this.pdf.y + 60 > this.bottom) this.newPage();
    this.pdf
      .font(bold)
      .fontSize(10)
      .fillColor('black')
      .text(text, margin, this.pdf.y + 6, { width: this.width });
    this.pdf.moveDown(0.3);
  }

  private widths(table: Table): number[] {
    const sum = table.columns.reduce((all, column) => all + column.width, 0);
    return table.columns.map((column) => (column.width / sum) * this.width);
  }

  private rowHeight(table: Table, row: readonly Cell[], strong = false): number {
    const widths = this.widths(table);
    this.pdf.font(strong ? bold : plain).fontSize(this.size);
    const heights = table.columns.map((_, i) =>
      this.pdf.heightOfString(cellText(row[i] ?? '') || ' ', { width: widths[i]! - 2 * padding }),
    );
    return Math.max(...heights) + 2 * padding;
  }

  private row(table: Table, row: readonly Cell[], { head, strong }: { head?: boolean; strong?: boolean }): void {
    const { pdf } = this;
    const widths = this.widths(table);
    const height = this.rowHeight(table, row, head || strong);
    const y = pdf.y;
    let x = margin;
    table.columns.forEach((column, i) => {
      const width = widths[i]!;
      if (head) pdf.rect(x, y, width, height).fill('#e8eef2');
      pdf.lineWidth(0.5).rect(x, y, width, height).stroke('#808080');
      pdf
        .font(head || strong ? bold : plain)
        .fontSize(this.size)
        .fillColor('black');
      pdf.text(cellText(row[i] ?? ''), x + padding, y + padding, {
        width: width - 2 * padding,
        align: head ? 'center' : (column.align ?? 'left'),
      });
      x += width;
    });
    pdf.x = margin;
    pdf.y = y + height;
  }

  private bars({ heading, bars }: Bars): void {
    this.heading(heading);
    const { pdf } = this;
    const labels = this.width * 0.38;
    const longest = Math.max(1, ...bars.map((bar) => bar.ms));
    const room = this.width - labels - 130;
    for (const bar of bars) {
      if (pdf.y + 18 > this.bottom) {
        this.newPage();
        pdf.y = margin;
      }
      const y = pdf.y;
      pdf.font(plain).fontSize(8.5).fillColor('black');
      pdf.text(bar.label, margin, y + 3, { width: labels - 8, height: 12, ellipsis: true });
      pdf.rect(margin + labels, y + 2, Math.max(1, (bar.ms / longest) * room), 11).fill('#0b6e74');
      const value = `${cellText({ kind: 'length', ms: bar.ms })}   ${cellText({ kind: 'share', part: bar.ms, whole: bar.ofMs })}`;
      pdf.fillColor('black').text(value, margin + this.width - 125, y + 3, { width: 125, align: 'right' });
      pdf.y = y + 17;
    }
    pdf.x = margin;
  }

  private signOff(): void {
    const { signOff } = this.sheet;
    if (!signOff) return;
    const { pdf } = this;
    if (pdf.y + 104 > this.bottom) this.newPage();
    pdf.font(plain).fontSize(9.5).fillColor('black');
    pdf.text(signOff.placeAndDate, margin, pdf.y + 8, { width: this.width, align: 'right' });
    const y = pdf.y + 8;
    const width = this.width / signOff.roles.length;
    signOff.roles.forEach((role, i) => {
      pdf
        .font(bold)
        .fontSize(9.5)
        .text(role, margin + i * width, y, { width, align: 'center' });
      pdf
        .font(plain)
        .fontSize(8)
        .text('(Ký, ghi rõ họ tên)', margin + i * width, y + 14, { width, align: 'center' });
    });
    pdf.x = margin;
    pdf.y = y + 80;
  }
}
