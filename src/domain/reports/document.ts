import { clockLength } from '../airtime/words';
import { numberVi, percentVi } from '../text/vietnamese';

/** A value of a table: what it means, so that a spreadsheet can go on calculating and paper shows it as people write it. */
export type Cell = string | Measure;

export type Measure =
  | { kind: 'number'; value: number; digits?: number }
  /** Milliseconds. */
  | { kind: 'length'; ms: number }
  | { kind: 'share'; part: number; whole: number };

export interface Column {
  heading: string;
  /** Share of the width, relative to the other columns. */
  width: number;
  align?: 'left' | 'right' | 'center';
}

export interface Table {
  kind: 'table';
  heading?: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
  totals?: readonly Cell[];
}

/** One bar a line. `of`: the whole that its value is a part of, in the value's own unit; left out where none is worth telling. */
export interface Bar {
  label: string;
  value: Measure;
  of?: number;
}

export interface Bars {
  kind: 'bars';
  heading: string;
  bars: readonly Bar[];
}

export interface Paragraph {
  kind: 'text';
  text: string;
}

export type Block = Table | Bars | Paragraph;

/** Who signs, from left to right. */
export interface SignOff {
  placeAndDate: string;
  roles: readonly string[];
}

/** A sheet that begins on a new page. `fit` keeps it on one page, in smaller type where need be. */
export interface Sheet {
  /** A short name for the tab of a spreadsheet. */
  name: string;
  title: string;
  subtitle: readonly string[];
  orientation: 'portrait' | 'landscape';
  fit: boolean;
  blocks: readonly Block[];
  /** What stands in the blocks, said more shortly: for paper that would not hold them in type that people can read. */
  short?: readonly Block[];
  /** For what even that does not hold on the two sides of one sheet: forms that leave more and more to sums and say so, drawn up when asked for. */
  summed?: readonly (() => readonly Block[])[];
  signOff: SignOff | null;
}

export interface ReportDocument {
  /** For the file's name: ASCII letters, digits and dashes. */
  slug: string;
  title: string;
  /** The station, over every sheet. */
  station: string;
  sheets: readonly Sheet[];
  /** Under every sheet: when it was drawn up, and the last seal it stands on (L4). */
  footer: string;
}

/** A cell as paper shows it. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  switch (cell.kind) {
    case 'number':
      return numberVi(cell.value, cell.digits ?? 0);
    case 'length':
      return clockLength(cell.ms);
    case 'share':
      return percentVi(cell.part, cell.whole);
  }
}

/** How long the bar of a value is, to be compared with the other bars beside it. */
export function sizeOf(value: Measure): number {
  if (value.kind === 'length') return value.ms;
  return value.kind === 'number' ? value.value : value.whole === 0 ? 0 : value.part / value.whole;
}

/** What stands at the end of a bar: its value, and its share where it has a whole. */
export const barCells = ({ value, of }: Bar): Cell[] => [
  value,
  ...(of === undefined ? [] : [share(sizeOf(value), of)]),
];

export const length = (ms: number): Measure => ({ kind: 'length', ms });
export const count = (value: number): Measure => ({ kind: 'number', value });
export const share = (part: number, whole: number): Measure => ({ kind: 'share', part, whole });

/** Every text of a document in reading order: what all its forms must say alike. */
export function textsOf(document: ReportDocument): string[] {
  return document.sheets.flatMap((sheet) => [
    sheet.title,
    ...sheet.subtitle,
    ...sheet.blocks.flatMap(textsOfBlock),
    ...(sheet.signOff ? [sheet.signOff.placeAndDate, ...sheet.signOff.roles] : []),
  ]);
}

function textsOfBlock(block: Block): string[] {
  if (block.kind === 'text') return [block.text];
  if (block.kind === 'bars') return [block.heading, ...block.bars.map((bar) => bar.label)];
  const rows = [...block.rows, ...(block.totals ? [block.totals] : [])];
  return [
    ...(block.heading ? [block.heading] : []),
    ...block.columns.map((column) => column.heading),
    ...rows.flatMap((row) => row.map(cellText)),
  ].filter((text) => text !== '');
}
