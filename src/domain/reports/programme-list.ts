import { clockLength, noTopic } from '../airtime/words';

/** The programmes of sessions as the log book lists them. */
export interface ListedProgramme {
  itemKind: string;
  title: string;
  topicName: string;
  replay: boolean;
  origin: string;
  airedMs: number;
}

/** Topics that a sum names; what lies beyond is one more figure, so that no row outgrows its paper. */
const mostTopics = 12;
const longestTopic = 60;

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
export const titlesNamedOnce = (sessions: readonly (readonly ListedProgramme[])[]): string[] =>
  titlesInPart(sessions, Infinity).titles;

/**
 * The same with at most so many new titles for each session, in the order of the plan: the airings beyond are summed by topic, with
 * their number and aired time. @returns also how many airings are told in sums alone
 */
export function titlesInPart(
  sessions: readonly (readonly ListedProgramme[])[],
  most: number,
): { titles: string[]; summed: number } {
  const numbers = new Map<string, number>();
  let summed = 0;
  const titles = sessions.map((items) => {
    const told: string[] = [];
    const rest: ListedProgramme[] = [];
    const known: { plain: number[]; replayed: number[] } = { plain: [], replayed: [] };
    for (const item of spoken(items)) {
      const key = `${item.origin} ${item.title}`;
      const number = numbers.get(key);
      if (number !== undefined) known[item.replay ? 'replayed' : 'plain'].push(number);
      else if (told.length >= most) rest.push(item);
      else {
        numbers.set(key, numbers.size + 1);
        told.push(marked(`${numbers.size}. ${item.title}`, item));
      }
    }
    if (known.plain.length > 0) told.push(`số ${rangesOf(known.plain)}`);
    if (known.replayed.length > 0) told.push(`số ${rangesOf(known.replayed)} (PL)`);
    if (rest.length > 0) told.push(`${told.length > 0 ? 'và ' : ''}${rest.length} lượt khác – ${topicSums(rest)}`);
    summed += rest.length;
    return told.join('; ');
  });
  return { titles, summed };
}

/** `Y tế: 3 lượt (0:09:00), Giáo dục: 1 lượt (0:03:00)`, the longest aired first. */
export function topicSums(items: readonly ListedProgramme[]): string {
  const topics = new Map<string, { airings: number; airedMs: number }>();
  for (const { topicName, airedMs } of items) {
    const before = topics.get(topicName) ?? { airings: 0, airedMs: 0 };
    topics.set(topicName, { airings: before.airings + 1, airedMs: before.airedMs + airedMs });
  }
  const sorted = [...topics].sort(([a, one], [b, other]) => other.airedMs - one.airedMs || (a < b ? -1 : 1));
  const shown = sorted.length > mostTopics ? sorted.slice(0, mostTopics - 1) : sorted;
  const beyond = sorted.slice(shown.length).map(([, sums]) => sums);
  const told = shown.map(([name, sums]) => sumOf(shortened(name || noTopic), sums));
  if (beyond.length > 0) {
    const airings = beyond.reduce((all, one) => all + one.airings, 0);
    const airedMs = beyond.reduce((all, one) => all + one.airedMs, 0);
    told.push(sumOf(`${beyond.length} lĩnh vực khác`, { airings, airedMs }));
  }
  return told.join(', ');
}

/** Of one day, nothing but its sums. */
export function daySums(items: readonly ListedProgramme[]): string {
  const programmes = spoken(items);
  return programmes.length === 0 ? '' : `${programmes.length} lượt – ${topicSums(programmes)}`;
}

/** How many airings of programmes there are. */
export const airingsOf = (items: readonly ListedProgramme[]): number => spoken(items).length;

const sumOf = (name: string, { airings, airedMs }: { airings: number; airedMs: number }): string =>
  `${name}: ${airings} lượt (${clockLength(airedMs)})`;

const shortened = (name: string): string => (name.length > longestTopic ? `${name.slice(0, longestTopic - 1)}…` : name);

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
