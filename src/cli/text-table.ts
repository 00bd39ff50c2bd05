export type Align = 'left' | 'right';

export interface TextColumn<R> {
  heading: string;
  align: Align;
  cell: (row: R) => string;
}

/** Columns padded to their widest cell; `footer` stands under a rule. Widths count composed characters, so tone marks take no room. */
export function textTable<R>(
  columns: readonly TextColumn<R>[],
  rows: readonly R[],
  footer?: readonly string[],
): string {
  const head = columns.map((column) => column.heading);
  const body = rows.map((row) => columns.map((column) => column.cell(row).normalize('NFC')));
  const all = [head, ...body, ...(footer ? [footer] : [])];
  const widths = columns.map((_, i) => Math.max(...all.map((cells) => widthOf(cells[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => padded(cell, widths[i] ?? 0, columns[i]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(head), rule, ...body.map(line), ...(footer ? [rule, line(footer)] : [])].join('\n') + '\n';
}

function padded(text: string, width: number, align: Align): string {
  const room = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + room : room + text;
}

const widthOf = (text: string): number => [...text.normalize('NFC')].length;
