import { type Area, areaLevels, areaNameSearch, type AreaLevel, inForce, withoutUnitWord } from './area';
import type { AreaStep, AreaTree } from './area-tree';

export interface AreaSearchOptions {
  /** Most hits wanted. */
  limit: number;
  /** Only this area and what lies below it now. */
  under?: string;
  level?: AreaLevel;
}

export interface AreaHit {
  area: Area;
  /** Above it, from its parent up to the province. */
  path: AreaStep[];
  /** The former name that was found, and where that place lay; null when the present name was. */
  formerly: { name: string; place: string } | null;
}

interface Entry {
  area: Area;
  form: string;
  bare: string;
  place: string;
  formerly: AreaHit['formerly'];
}

/** Lower is better: the whole name, its beginning, its words, its letters, its words with those of the place. */
type Rank = 0 | 1 | 2 | 3 | 4;

interface Found {
  entry: Entry;
  rank: Rank;
}

interface Query {
  form: string;
  words: string[];
  code: string;
  isCode: boolean;
}

/**
 * Finds areas by present and former names, and by code (B8). An ended area leads to the areas that took it in; where none is known it
 * stands for itself. Pure; made once per tree.
 */
export class AreaSearch {
  private readonly entries: Entry[] = [];
  private readonly intoWhich: Map<string, Set<string>>;

  constructor(private readonly tree: AreaTree) {
    this.intoWhich = successorsOfEnded(tree);
    for (const area of tree.records.areas) {
      if (area.parentCode === null) continue;
      if (inForce(area)) this.add(area, area.nameSearch, null);
      else this.addEnded(area.code, area, area.validTo ?? '');
    }
    for (const state of tree.records.formerStates) this.addEnded(state.code, state, state.validTo);
    for (const link of tree.records.successors) {
      const area = tree.find(link.newCode);
      const place = [link.oldDistrict, link.oldProvince].filter(Boolean).join(', ');
      if (area) this.add(area, link.oldNameSearch, { name: link.oldName, place });
    }
  }

  /** Best first: by rank, then areas in force, present names, upper levels, short names, codes. One hit per area. */
  find(text: string, { limit, under, level }: AreaSearchOptions): AreaHit[] {
    const query = queryOf(text);
    if (query.form === '') return [];
    const best = new Map<string, Found>();
    // Letters and places cost more to compare and are asked only while names alone gave too little.
    for (const rank of [rankByName, rankByLettersOrPlace]) {
      if (best.size >= limit) break;
      for (const entry of this.entries) {
        const found = { entry, rank: rank(entry, query) };
        if (found.rank === undefined || (level !== undefined && entry.area.level !== level)) continue;
        if (under !== undefined && !this.tree.ancestorsOf(entry.area.code).includes(under)) continue;
        const other = best.get(entry.area.code);
        if (!other || compare(found as Found, other) < 0) best.set(entry.area.code, found as Found);
      }
    }
    return [...best.values()]
      .sort(compare)
      .slice(0, limit)
      .map(({ entry }) => ({ area: entry.area, path: this.tree.pathOf(entry.area.code), formerly: entry.formerly }));
  }

  private addEnded(code: string, state: { name: string; nameSearch: string }, lastDate: string): void {
    const formerly = { name: state.name, place: placeOf(this.tree.pathOn(code, lastDate)) };
    const successors = [...(this.intoWhich.get(code) ?? [])].map((one) => this.tree.get(one));
    for (const area of successors) this.add(area, state.nameSearch, formerly);
    const itself = this.tree.get(code);
    if (successors.length === 0 && !inForce(itself)) this.add(itself, state.nameSearch, null);
  }

  private add(area: Area, form: string, formerly: AreaHit['formerly']): void {
    const place = formerly?.place ?? placeOf(this.tree.pathOf(area.code));
    this.entries.push({ area, form, bare: withoutUnitWord(form), place, formerly });
  }
}

/**
 * Which present areas an ended code went into: communes by the recorded successors; districts into those of their communes, provinces
 * into the provinces of these.
 */
function successorsOfEnded(tree: AreaTree): Map<string, Set<string>> {
  const into = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => void into.set(from, (into.get(from) ?? new Set()).add(to));
  for (const { oldCode, newCode } of tree.records.successors) {
    const area = tree.find(newCode);
    if (oldCode === null || !area || !inForce(area)) continue;
    add(oldCode, newCode);
    const lastDate = lastDateBefore(tree, oldCode, area);
    const province = tree.pathOf(newCode).at(-1);
    for (const above of lastDate === undefined ? [] : tree.pathOn(oldCode, lastDate)) {
      if (above.level === 'district') add(above.code, newCode);
      if (above.level === 'province' && province) add(above.code, province.code);
    }
  }
  return into;
}

/** The last day on which the old unit stood as itself: the end of its last state before its successor began. */
function lastDateBefore(tree: AreaTree, oldCode: string, successor: Area): string | undefined {
  const begin = successor.validFrom ?? '';
  const ended = [...tree.formerStatesOf(oldCode), tree.find(oldCode)].flatMap((state) => state?.validTo ?? []);
  return ended
    .filter((date) => date < begin)
    .sort()
    .at(-1);
}

const placeOf = (path: readonly AreaStep[]): string => path.map(({ name }) => name).join(', ');

function queryOf(text: string): Query {
  const form = areaNameSearch(text);
  const code = text.trim();
  return { form, words: form.split(' '), code, isCode: /^\d\d/.test(code) };
}

function rankByName({ area, form, bare }: Entry, query: Query): Rank | undefined {
  if (form === query.form || bare === query.form || area.code === query.code) return 0;
  if (form.startsWith(query.form) || bare.startsWith(query.form)) return 1;
  if (query.isCode && area.code.startsWith(query.code)) return 1;
  return query.words.every((word) => beginsAWord(form, word)) ? 2 : undefined;
}

function rankByLettersOrPlace({ form, place }: Entry, { words }: Query): Rank | undefined {
  const letters = words.join('');
  if (letters.length >= 3 && form.replaceAll(' ', '').includes(letters)) return 3;
  const elsewhere = words.filter((word) => !beginsAWord(form, word));
  if (elsewhere.length === words.length) return undefined;
  const placeForm = areaNameSearch(place);
  return elsewhere.every((word) => beginsAWord(placeForm, word)) ? 4 : undefined;
}

function beginsAWord(form: string, word: string): boolean {
  const at = form.indexOf(word);
  if (at <= 0) return at === 0;
  return form[at - 1] === ' ' || form.includes(` ${word}`, at);
}

function compare(a: Found, b: Found): number {
  const key = ({ entry, rank }: Found): number[] => [
    rank,
    inForce(entry.area) ? 0 : 1,
    entry.formerly ? 1 : 0,
    areaLevels.indexOf(entry.area.level),
    entry.form.length,
  ];
  const [left, right] = [key(a), key(b)];
  const at = left.findIndex((value, i) => value !== right[i]);
  if (at >= 0) return (left[at] ?? 0) - (right[at] ?? 0);
  return a.entry.area.code < b.entry.area.code ? -1 : 1;
}
