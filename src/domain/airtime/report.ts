import { addMeasures, measureNames, noMeasures, type Measures } from './rollup';

/** What a report can be laid out by. */
export const reportAxes = ['topic', 'commune', 'day', 'language'] as const;
export type ReportAxis = (typeof reportAxes)[number];

/** L7: parts of airedMs that always stand in columns of their own. Own and relayed make the whole, as first play and replay do. */
export interface AiredParts {
  ownMs: number;
  relayedMs: number;
  firstMs: number;
  replayMs: number;
  /** Under no topic, and no programme either (L6). */
  chimeMs: number;
}

export const partNames = [
  'ownMs',
  'relayedMs',
  'firstMs',
  'replayMs',
  'chimeMs',
] as const satisfies readonly (keyof AiredParts)[];

/** Sums of the roll-ups of one combination, as the store gives them; fields outside the asked axes are ''. */
export interface ReportGroup extends Measures, AiredParts {
  topicCode: string;
  topicName: string;
  communeCode: string;
  communeName: string;
  day: string;
  language: string;
  /** The newest period the group comes from: its names are the ones to show. */
  lastPeriod: string;
}

export interface ReportLine extends Measures, AiredParts {
  topic: { code: string; name: string } | null;
  commune: { code: string; name: string } | null;
  day: string | null;
  language: string | null;
  /** airedMs of each language, also where language is no axis (L7). */
  languages: Record<string, number>;
}

export interface Report {
  lines: ReportLine[];
  totals: ReportLine;
}

/**
 * Lines of a report along the asked axes, and their totals (L6: commune-minutes). Groups may be finer than the axes, by language and by
 * name: a code that was renamed inside the period is one line, under its latest name. Lines are ordered by the axes as asked.
 */
export function layOut(groups: readonly ReportGroup[], axes: readonly ReportAxis[]): Report {
  const lines = new Map<string, { line: ReportLine; lastPeriod: string }>();
  const totals = emptyLine();
  for (const group of groups) {
    const key = axes.map((axis) => keyOn(axis, group)).join('\n');
    let entry = lines.get(key);
    if (!entry) lines.set(key, (entry = { line: emptyLine(), lastPeriod: '' }));
    if (group.lastPeriod >= entry.lastPeriod) {
      Object.assign(entry.line, headOf(group, axes));
      entry.lastPeriod = group.lastPeriod;
    }
    addGroup(entry.line, group);
    addGroup(totals, group);
  }
  const ordered = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { line }]) => line);
  return { lines: ordered, totals };
}

function addGroup(line: ReportLine, group: ReportGroup): void {
  addMeasures(line, group);
  for (const part of partNames) line[part] += group[part];
  line.languages[group.language] = (line.languages[group.language] ?? 0) + group.airedMs;
}

function keyOn(axis: ReportAxis, group: ReportGroup): string {
  switch (axis) {
    case 'topic':
      return group.topicCode;
    case 'commune':
      return group.communeCode;
    case 'day':
      return group.day;
    case 'language':
      return group.language;
  }
}

function headOf(group: ReportGroup, axes: readonly ReportAxis[]): Partial<ReportLine> {
  return {
    topic: axes.includes('topic') ? { code: group.topicCode, name: group.topicName } : null,
    commune: axes.includes('commune') ? { code: group.communeCode, name: group.communeName } : null,
    day: axes.includes('day') ? group.day : null,
    language: axes.includes('language') ? group.language : null,
  };
}

const emptyLine = (): ReportLine => ({
  topic: null,
  commune: null,
  day: null,
  language: null,
  languages: {},
  ...noMeasures(),
  ownMs: 0,
  relayedMs: 0,
  firstMs: 0,
  replayMs: 0,
  chimeMs: 0,
});

/** Every summed field of a line. */
export const summedNames = [...measureNames, ...partNames] as const;
