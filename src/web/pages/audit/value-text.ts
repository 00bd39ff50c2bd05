import type { Language } from '../../../contracts/http/problem';
import { isLocalDate } from '../../../domain/time/local-date';
import { languageName } from '../../../domain/text/languages';
import { auditValueText } from '../../words/audit-values';
import { weekdayText } from '../../words/slots';
import { isNothing } from './changes';

/** What values are told with. */
export interface Telling {
  language: Language;
  /** On the clock and in the zone of the place that the page shows. */
  times: { moment: (at: number) => string; date: (localDate: string) => string; length: (ms: number) => string };
  words: { yes: string; no: string; nothing: string };
  /** Names of what the page knows by its id or code; null where it does not. */
  nameOf: (kind: 'area' | 'topic' | 'person', id: string) => string | null;
}

const areaFields = new Set([
  'areaCode',
  'areaCodes',
  'communeCode',
  'originAreaCode',
  'byAreaCode',
  'parentCode',
  'zones',
]);
const topicFields = new Set(['topicCode', 'topicCodes']);
const instantFields = new Set(['at', 'validFrom', 'validUntil', 'claimedFrom', 'claimedTo']);
const worded = new Set([
  ...['state', 'kind', 'class', 'priority', 'origin', 'role', 'level', 'limit', 'sharing', 'takes', 'sounds'],
  ...['onMiss', 'verdict', 'outcome', 'result', 'reason', 'because', 'withdrawnBecause', 'target', 'decided'],
]);

const isPerson = (field: string): boolean => /(By|ById|[uU]serId|userIds)$/.test(field);

/** A value as people say it; what is not known here stays as it is stored. */
export function valueText(field: string, value: unknown, telling: Telling): string {
  const { language, times, words, nameOf } = telling;
  if (isNothing(value)) return words.nothing;
  if (Array.isArray(value)) return value.map((one) => valueText(field, one, telling)).join(', ');
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (field.endsWith('At') || instantFields.has(field)) return times.moment(value);
    if (field.endsWith('Ms')) return times.length(value);
    return field === 'weekdays' ? weekdayText(value, language) : value.toLocaleString(language);
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  if (isLocalDate(value)) return times.date(value);
  const named = areaFields.has(field) ? 'area' : topicFields.has(field) ? 'topic' : isPerson(field) ? 'person' : null;
  if (named !== null) return nameOf(named, value) ?? value;
  if (field === 'language' || field === 'languages') return languageName(value)[language];
  return worded.has(field) ? auditValueText(value, language) : value;
}
