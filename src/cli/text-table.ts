export interface TextColumn {
  title: string;
  /** Numbers stand at the right. */
  right?: boolean;
}

/** Columns padded to their widest cell; `footer` stands under a rule. Widths count composed characters, so tone marks take no room. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  footer?: readonly string[],
): string {
  const head = columns.map((column) => column.title);
  const all = [head, ...rows, ...(footer ? [footer] : [])].map((cells) => cells.map((cell) => cell.normalize('NFC')));
  const widths = columns.map((_, i) => Math.max(...all.map((cells) => widthOf(cells[i] ?? ''))));
  const lines = all.map((cells) =>
    cells
      .map((cell, i) => padded(cell, widths[i] ?? 0, columns[i]?.right ?? false))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  lines.splice(1, 0, rule);
  if (footer) lines.splice(-1, 0, rule);
  return lines.join('\n') + '\n';
}

function padded(text: string, width: number, right: boolean): string {
  const room = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? room + text : text + room;
}

const widthOf = (text: string): number => [...text].length;
