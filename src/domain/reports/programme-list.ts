/** The programmes of sessions as the log book lists them. */
export interface ListedProgramme {
  itemKind: string;
  title: string;
  replay: boolean;
  origin: string;
}

const spoken = <P extends ListedProgramme>(items: readonly P[]): P[] =>
  items.filter(({ itemKind }) => itemKind !== 'chime');

const marked = (text: string, { replay, origin }: ListedProgramme): string => {
  const marks = [replay && 'PL', origin === 'relayed' && 'TA'].filter(Boolean).join(', ');
  return marks ? `${text} (${marks})` : text;
};

/** Every title of a session, numbered where there are several. */
export function titlesOf(items: readonly ListedProgramme[]): string {
  const programmes = spoken(items);
  return programmes
    .map((item, i) => marked(`${programmes.length > 1 ? `${i + 1}. ` : ''}${item.title}`, item))
    .join('; ');
}

/** The titles of session after session: each programme whole and numbered when it comes first, by its number from then on. */
export function titlesNamedOnce(sessions: readonly (readonly ListedProgramme[])[]): string[] {
  const numbers = new Map<string, number>();
  return sessions.map((items) => {
    const told: string[] = [];
    const known: { plain: number[]; replayed: number[] } = { plain: [], replayed: [] };
    for (const item of spoken(items)) {
      const key = `${item.origin} ${item.title}`;
      const number = numbers.get(key);
      if (number !== undefined) known[item.replay ? 'replayed' : 'plain'].push(number);
      else {
        numbers.set(key, numbers.size + 1);
        told.push(marked(`${numbers.size}. ${item.title}`, item));
      }
    }
    if (known.plain.length > 0) told.push(`số ${rangesOf(known.plain)}`);
    if (known.replayed.length > 0) told.push(`số ${rangesOf(known.replayed)} (PL)`);
    return told.join('; ');
  });
}

/** `1–3, 7` of 1, 2, 3, 7. */
function rangesOf(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
}
