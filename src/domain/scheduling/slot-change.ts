/** Editing a slot the way people work: this session, this and following, all; pausing, resuming, copying days. */
import { addDays, weekdayOf, type LocalDate } from '../time/local-date';
import { occurrencesOf } from '../time/occurrences';
import { termsOn, type SlotException, type SlotRule, type SlotTerms, type SlotVariant } from '../time/slot-rule';

/** One session of a date: other times, no session, or back to what the rule says. */
export type DayChange =
  | { kind: 'move'; startLocal?: string | undefined; lengthMinutes?: number | undefined }
  | { kind: 'skip' }
  | { kind: 'restore' };

export type RuleChange =
  | { scope: 'this'; date: LocalDate; day: DayChange }
  | { scope: 'following'; date: LocalDate; terms: Partial<SlotTerms>; validTo?: LocalDate | null | undefined }
  | {
      scope: 'all';
      terms: Partial<SlotTerms>;
      validFrom?: LocalDate | undefined;
      validTo?: LocalDate | null | undefined;
    };

/** Why a change makes no sense; nothing is changed then. */
export type ChangeProblem = 'no-session-that-day' | 'outside-validity' | 'nothing-changes' | 'not-paused' | 'paused';

export type ChangedRule = { rule: SlotRule } | { problem: ChangeProblem };

/** The rule after a change. The past stays: what has aired is kept as it aired, whatever the rule says now. */
export function changeRule(rule: SlotRule, change: RuleChange): ChangedRule {
  if (change.scope === 'this') return changeDay(rule, change.date, change.day);
  if (change.scope === 'all') return changeAll(rule, change);
  const { date, terms, validTo } = change;
  if (date < rule.validFrom || (rule.validTo !== null && date > rule.validTo)) return { problem: 'outside-validity' };
  if (date === rule.validFrom) return changeAll(rule, { scope: 'all', terms, validTo });
  if (validTo !== undefined && validTo !== null && validTo < date) return { problem: 'outside-validity' };
  const own = given(terms);
  const variants = [...(rule.variants ?? [])];
  // The same date edited twice is one change, not a pile of them.
  const last = variants.at(-1);
  const again = last && last.from === date && last.to === null && !last.season;
  if (Object.keys(own).length > 0) {
    if (again) variants.pop();
    variants.push({ ...(again ? last : {}), from: date, to: null, ...own });
  }
  return settled(rule, { ...rule, variants, validTo: validTo === undefined ? rule.validTo : validTo });
}

/** Adds other times for some dates or a season: summer and winter times. */
export function addVariant(rule: SlotRule, variant: SlotVariant): ChangedRule {
  const variants = [...(rule.variants ?? []), variant];
  return settled(rule, { ...rule, variants });
}

/** No session from a date on, to an end or until it is resumed. */
export function pauseRule(rule: SlotRule, from: LocalDate, to: LocalDate | null, note: string): ChangedRule {
  const pauses = rule.pauses ?? [];
  if (pauses.some((one) => (one.to === null || one.to >= from) && (to === null || one.from <= to)))
    return { problem: 'paused' };
  return { rule: { ...rule, pauses: [...pauses, { from, to, note }] } };
}

/** Sessions again from a date on; the pause that covers it ends the day before. */
export function resumeRule(rule: SlotRule, date: LocalDate): ChangedRule {
  const pauses = rule.pauses ?? [];
  const open = pauses.find(({ to }) => to === null || to >= date);
  if (!open) return { problem: 'not-paused' };
  const rest = pauses.filter((one) => one !== open);
  // A pause that had not begun is taken back.
  const ended = open.from < date ? [{ ...open, to: addDays(date, -1) }] : [];
  return { rule: { ...rule, pauses: [...rest, ...ended] } };
}

/** The rule with the sessions of one date made again on another, which then airs what the first airs and nothing else. */
export function copyDay(rule: SlotRule, from: LocalDate, to: LocalDate): SlotRule {
  const model = occurrencesOf(rule, from, from).map(({ startLocal, startAt, endAt }) => ({
    startLocal,
    lengthMinutes: (endAt - startAt) / 60_000,
  }));
  const exceptions: SlotException[] = rule.exceptions.filter(({ date }) => date !== to);
  if (to < rule.validFrom || (rule.validTo !== null && to > rule.validTo)) return rule;
  const terms = termsOn(rule, to);
  const hasOwn = terms.weekdays.includes(weekdayOf(to));
  const [first, ...others] = [...model];
  if (hasOwn && !first) exceptions.push({ date: to, kind: 'skip' });
  if (hasOwn && first && (first.startLocal !== terms.startLocal || first.lengthMinutes !== terms.lengthMinutes))
    exceptions.push({ date: to, kind: 'move', ...first });
  const added = hasOwn ? others : model;
  for (const one of added) exceptions.push({ date: to, kind: 'add', ...one });
  return { ...rule, exceptions };
}

/** Seven days from `from` made again from `to` on. */
export function copyWeek(rule: SlotRule, from: LocalDate, to: LocalDate): SlotRule {
  let copied = rule;
  // Read from the rule as it was, so that overlapping weeks do not copy a copy.
  for (let day = 0; day < 7; day += 1) {
    const target = addDays(to, day);
    const made = copyDay(rule, addDays(from, day), target);
    copied = { ...copied, exceptions: [...without(copied, target), ...only(made, target)] };
  }
  return copied;
}

function changeDay(rule: SlotRule, date: LocalDate, day: DayChange): ChangedRule {
  if (date < rule.validFrom || (rule.validTo !== null && date > rule.validTo)) return { problem: 'outside-validity' };
  if (!termsOn(rule, date).weekdays.includes(weekdayOf(date))) return { problem: 'no-session-that-day' };
  const others = rule.exceptions.filter((one) => one.date !== date || one.kind === 'add');
  if (day.kind === 'restore') return settled(rule, { ...rule, exceptions: others });
  if (day.kind === 'skip') return settled(rule, { ...rule, exceptions: [...others, { date, kind: 'skip' }] });
  const { startLocal, lengthMinutes } = day;
  if (startLocal === undefined && lengthMinutes === undefined) return { problem: 'nothing-changes' };
  const move: SlotException = { date, kind: 'move', ...given({ startLocal, lengthMinutes }) };
  return settled(rule, { ...rule, exceptions: [...others, move] });
}

/** What is said for all dates holds on all of them: variants keep only what they say about other things. */
function changeAll(
  rule: SlotRule,
  { terms, validFrom, validTo }: Omit<Extract<RuleChange, { scope: 'all' }>, 'scope'> & { scope?: 'all' },
): ChangedRule {
  const own = given(terms);
  const variants = (rule.variants ?? [])
    .map((variant): SlotVariant => ({ ...variant, ...blanked(own) }))
    .filter(({ weekdays, startLocal, lengthMinutes }) => (weekdays ?? startLocal ?? lengthMinutes) !== undefined);
  const after: SlotRule = {
    ...rule,
    ...own,
    variants,
    validFrom: validFrom ?? rule.validFrom,
    validTo: validTo === undefined ? rule.validTo : validTo,
  };
  if (after.validTo !== null && after.validTo < after.validFrom) return { problem: 'outside-validity' };
  return settled(rule, after);
}

function settled(before: SlotRule, after: SlotRule): ChangedRule {
  return JSON.stringify(before) === JSON.stringify(after) ? { problem: 'nothing-changes' } : { rule: after };
}

function given<T extends object>(terms: T): Partial<T> {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function blanked(terms: Partial<SlotTerms>): Partial<Record<keyof SlotTerms, undefined>> {
  return Object.fromEntries(Object.keys(terms).map((key) => [key, undefined]));
}

const without = ({ exceptions }: SlotRule, date: LocalDate): SlotException[] =>
  exceptions.filter((one) => one.date !== date);
const only = ({ exceptions }: SlotRule, date: LocalDate): SlotException[] =>
  exceptions.filter((one) => one.date === date);
