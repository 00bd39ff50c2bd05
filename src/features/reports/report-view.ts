import { mostRowsShown, mostSheetsShown, type ReportView } from '../../contracts/http/reports';
import { barCells, cellText, sizeOf, type Block, type ReportDocument } from '../../domain/reports/document';

type BlockView = ReportView['sheets'][number]['blocks'][number];

/** A report as a page shows it: every text as paper has it, of long tables the first rows. */
export function viewOfReport({ title, station, footer, sheets }: ReportDocument): ReportView {
  return {
    ...{ title, station, footer },
    sheets: sheets.slice(0, mostSheetsShown).map((sheet) => ({
      ...{ title: sheet.title, subtitle: [...sheet.subtitle], blocks: sheet.blocks.map(viewOfBlock) },
      signOff: sheet.signOff && { placeAndDate: sheet.signOff.placeAndDate, roles: [...sheet.signOff.roles] },
    })),
    notShown: Math.max(0, sheets.length - mostSheetsShown),
  };
}

function viewOfBlock(block: Block): BlockView {
  if (block.kind === 'text') return { kind: 'text', text: block.text };
  if (block.kind === 'bars') {
    const longest = Math.max(...block.bars.map(({ value }) => sizeOf(value))) || 1;
    const bars = block.bars.map((bar) => ({
      ...{ label: bar.label, text: barCells(bar).map(cellText).join('   ') },
      part: Math.max(0, sizeOf(bar.value) / longest),
    }));
    return { kind: 'bars', heading: block.heading, bars };
  }
  const { heading = null, columns, rows, totals } = block;
  return {
    ...{
      kind: 'table',
      heading,
      columns: columns.map(({ heading: name, align = 'left' }) => ({ heading: name, align })),
    },
    rows: rows.slice(0, mostRowsShown).map((row) => row.map(cellText)),
    totals: totals ? totals.map(cellText) : null,
    notShown: Math.max(0, rows.length - mostRowsShown),
  };
}
