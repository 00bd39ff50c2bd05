import { createRequire } from 'node:module';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import {
  barCells,
  cellText,
  sizeOf,
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
const footerHeight = 16;
/** Type of a table in points: the largest that fits one page, for a sheet that must. */
const sizes = [9, 8.5, 8, 7.5, 7, 6.5, 6];
/** In smaller type the short form of a sheet reads better. */
const smallestOfWhole = 7;
/** Below this size rows and lines stand closer. */
const dense = 7.5;
const largestOfShort = 8;
/** Where even that takes more than two pages: what is summed, in type that is still read with ease, else in any. */
const sizesOfSummed = [7.5, 7, 6.5];
const sizeOfMany = 7;
const barHeight = 17;
const signOffHeight = 90;

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
    this.pdf.addPage({ size: 'A4', layout: this.sheet.orientation, margin });
    this.head();
    for (const block of this.chosen()) this.block(block);
    this.signOff();
  }

  private get width(): number {
    return this.pdf.page.width - 2 * margin;
  }

  private get bottom(): number {
    return this.pdf.page.height - margin - footerHeight;
  }

  private get padding(): number {
    return this.size >= dense ? 3 : 2;
  }

  /** Lines of small type stand closer: the font leaves room for more than Vietnamese needs. */
  private get lineGap(): number {
    return this.size >= dense ? 0 : -0.07 * this.size;
  }

  /** The blocks to write and the size for them: of a sheet that must fit the whole, else its short form, else as little summed as two pages need. */
  private chosen(): readonly Block[] {
    const { blocks, fit, short, summed = [] } = this.sheet;
    if (!fit) return blocks;
    const inPages = (of: readonly Block[], pages: number, from: readonly number[]): boolean => {
      const fitting = from.find((size) => this.pagesAt(size, of, pages) <= pages);
      this.size = fitting ?? sizeOfMany;
      return fitting !== undefined;
    };
    if (inPages(blocks, 1, short ? sizes.filter((size) => size >= smallestOfWhole) : sizes)) return blocks;
    const least = short ?? blocks;
    const small = sizes.filter((size) => size <= largestOfShort);
    // Two pages are the two sides of one sheet of paper.
    if (inPages(least, 1, small) || inPages(least, 2, small)) return least;
    for (const [i, form] of summed.entries()) {
      const fewer = form();
      if (inPages(fewer, 2, i === summed.length - 1 ? small : sizesOfSummed)) return fewer;
    }
    return summed.at(-1)?.() ?? least;
  }

  /** A page that goes on with what the one before could not hold. */
  private nextPage(): void {
    const { pdf, sheet } = this;
    pdf.page.margins.bottom = 0;
    pdf.font(plain).fontSize(7.5).fillColor('#444444');
    pdf.text('Xem tiếp trang sau', margin, this.bottom + 3, { width: this.width, align: 'right' });
    pdf.addPage({ size: 'A4', layout: sheet.orientation, margin });
    pdf.font(plain).fontSize(8).fillColor('#444444');
    const named = [sheet.title, ...sheet.subtitle].join(' – ');
    pdf.text(`${named} (tiếp theo)`, margin, margin, { width: this.width, height: 10, ellipsis: true });
    pdf.fillColor('black');
    pdf.x = margin;
    pdf.y = margin + 16;
  }

  /** How many pages the blocks take in this size, from where the head ended; no further than one more than `most`. */
  private pagesAt(size: number, blocks: readonly Block[], most: number): number {
    this.size = size;
    let [pages, y] = [1, this.pdf.y];
    const take = (height: number, again = 0): void => {
      if (y + height > this.bottom) [pages, y] = [pages + 1, margin + 16 + again];
      y += height;
      // A row that is higher than a page goes on over the next ones.
      if (y > this.bottom) [pages, y] = [pages + Math.ceil((y - this.bottom) / (this.bottom - margin)), this.bottom];
    };
    for (const block of blocks) {
      if (block.kind === 'text') take(this.textHeight(block.text));
      else if (block.kind === 'bars') [26, ...block.bars.map(() => barHeight)].forEach((height) => take(height));
      else {
        const head = this.rowHeight(block, headOf(block), true);
        take((block.heading ? 26 : 0) + head);
        for (const row of block.rows) {
          if (pages > most) return pages;
          take(this.rowHeight(block, row), head);
        }
        if (block.totals) take(this.rowHeight(block, block.totals, true));
        y += 8;
      }
    }
    if (this.sheet.signOff) take(signOffHeight);
    return pages;
  }

  private textHeight(text: string): number {
    this.pdf.font(plain).fontSize(this.size);
    return this.pdf.heightOfString(text, { width: this.width }) + 12;
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
    if (this.pdf.y + this.textHeight(block.text) > this.bottom) this.nextPage();
    this.pdf
      .font(plain)
      .fontSize(this.size)
      .text(block.text, margin, this.pdf.y + 6, { width: this.width });
    this.pdf.moveDown(0.4);
  }

  private table(table: Table): void {
    if (table.heading) this.heading(table.heading);
    this.row(table, headOf(table), { head: true });
    for (const row of table.rows) {
      if (this.pdf.y + this.rowHeight(table, row) > this.bottom) {
        this.nextPage();
        this.row(table, headOf(table), { head: true });
      }
      this.row(table, row, {});
    }
    if (table.totals) {
      if (this.pdf.y + this.rowHeight(table, table.totals, true) > this.bottom) this.nextPage();
      this.row(table, table.totals, { strong: true });
    }
    this.pdf.y += 8;
  }

  private heading(text: string): void {
    if (this.pdf.y + 60 > this.bottom) this.nextPage();
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
      this.pdf.heightOfString(cellText(row[i] ?? '') || ' ', {
        width: widths[i]! - 2 * this.padding,
        lineGap: this.lineGap,
      }),
    );
    return Math.max(...heights) + 2 * this.padding;
  }

  private row(table: Table, row: readonly Cell[], { head, strong }: { head?: boolean; strong?: boolean }): void {
    const { pdf, padding } = this;
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
        lineGap: this.lineGap,
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
    const longest = Math.max(...bars.map(({ value }) => sizeOf(value))) || 1;
    const room = this.width - labels - 130;
    for (const bar of bars) {
      if (pdf.y + barHeight > this.bottom) this.nextPage();
      const y = pdf.y;
      pdf.font(plain).fontSize(8.5).fillColor('black');
      pdf.text(bar.label, margin, y + 3, { width: labels - 8, height: 12, ellipsis: true });
      pdf.rect(margin + labels, y + 2, Math.max(1, (sizeOf(bar.value) / longest) * room), 11).fill('#0b6e74');
      const value = barCells(bar).map(cellText).join('   ');
      pdf.fillColor('black').text(value, margin + this.width - 125, y + 3, { width: 125, align: 'right' });
      pdf.y = y + barHeight;
    }
    pdf.x = margin;
  }

  private signOff(): void {
    const { signOff } = this.sheet;
    if (!signOff) return;
    const { pdf } = this;
    if (pdf.y + signOffHeight > this.bottom) this.nextPage();
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
    pdf.y = y + 66;
  }
}

const headOf = (table: Table): string[] => table.columns.map((column) => column.heading);
