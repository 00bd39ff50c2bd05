import { addMeasures, measureNames, noMeasures, type Measures } from './rollup';

/** What a report can be laid out by. */
export const reportAxes = ['topic', 'commune', 'day', 'language'] as const;
export type ReportAxis = (typeof reportAxes)[number];

/** What one combination of the asked axes is; fields outside them are ''. */
export interface ReportKey {
  topicCode: string;
  communeCode: string;
  day: string;
  language: string;
}

/** Sums of the roll-ups of one combination, as the store gives them. */
export interface ReportGroup extends ReportKey {
  topicName: string;
  communeName: string;
  /** The newest period the group comes from: its names are the ones to show. */
  lastPeriod: string;
  sums: Measures;
  /** airedMs of each language. */
  languages: Readonly<Record<string, number>>;
}

export interface ReportLine extends Measures {
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
 * Lines of a report along the asked axes, and their totals (L6: commune-minutes). Groups may be finer than the axes, by name: a
 * code that was renamed inside the period is one line, under its latest name. Lines are ordered by the axes as asked.
 */
export function layOut(groups: readonly ReportGroup[], axes: readonly ReportAxis[]): Report {
  const lines = new Map<string, { line: ReportLine; named: string }>();
  const totals = emptyLine();
  for (const group of groups) {
    const key = lineKey(group, axes);
    let entry = lines.get(key);
    if (!entry) lines.set(key, (entry = { line: emptyLine(), named: '' }));
    // Of two names in one month none is the later: the same one each time, in whatever order the groups come.
    const named = `${group.lastPeriod}\n${group.topicName}\n${group.communeName}`;
    if (named >= entry.named) {
      name(entry.line, group, axes);
      entry.named = named;
    }
    for (const sum of [entry.line, totals]) {
      addMeasures(sum, group.sums);
      for (const language in group.languages)
        sum.languages[language] = (sum.languages[language] ?? 0) + (group.languages[language] ?? 0);
    }
  }
  const ordered = [...lines.keys()].sort().map((key) => lines.get(key)!.line);
  return { lines: ordered, totals };
}

function lineKey(key: ReportKey, axes: readonly ReportAxis[]): string {
  let text = '';
  for (const axis of axes) text += `${keyOn(axis, key)}\n`;
  return text;
}

function keyOn(axis: ReportAxis, group: ReportKey): string {
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

function name(line: ReportLine, group: ReportGroup, axes: readonly ReportAxis[]): void {
  for (const axis of axes) {
    if (axis === 'topic') line.topic = { code: group.topicCode, name: group.topicName };
    else if (axis === 'commune') line.commune = { code: group.communeCode, name: group.communeName };
    else line[axis] = group[axis];
  }
}

const blank: ReportLine = { topic: null, commune: null, day: null, language: null, languages: {}, ...noMeasures() };

/** A copy of one shape: a line put together field by field costs ten times as much. */
const emptyLine = (): ReportLine => ({ ...blank, languages: {} });

/** Every summed field of a line. */
export const summedNames = measureNames;
