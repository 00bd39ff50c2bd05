/** Named events (T4): Tết, mourning, a flood, a congress; each carries exceptions for many slots at once. */
import { effectiveExceptions, type LayeredException } from '../time/exception-layers';
import { addDays, fromEpochDay, toEpochDay, type LocalDate } from '../time/local-date';
import { fromLunar, lunarMonthLength } from '../time/lunar/lunar-date';
import { toMsOfDay } from '../time/local-time';
import { isPausedOn, termsOn, type SlotRule } from '../time/slot-rule';
import { type DateRange } from './sessions';
import { type Level } from './slot';

/** A day of a calendar without its year. A lunar day 30 is the 29th where the month has no more. */
export interface MonthDay {
  month: number;
  day: number;
}

/** Yearly ones run from `from` to the first `to` after it, in the years whose first day lies between `since` and `until`. */
export type EventDates =
  | { kind: 'dates'; from: LocalDate; until: LocalDate }
  | { kind: 'solar' | 'lunar'; from: MonthDay; to: MonthDay; since: LocalDate; until: LocalDate };

export type EventEffect =
  | { kind: 'skip'; binding: boolean }
  /** To a time of day, or by minutes; another length, or both. */
  | {
      kind: 'move';
      binding: boolean;
      startLocal?: string | undefined;
      shiftMinutes?: number | undefined;
      lengthMinutes?: number | undefined;
    }
  | { kind: 'add'; binding: boolean; startLocal: string; lengthMinutes?: number | undefined }
  /** Sessions stay, without these: tunes and music of the slots, and items of these topics. Nothing below can lift it. */
  | { kind: 'exclude'; sounds: readonly 'music'[]; topicCodes: readonly string[] };

export interface ScheduleEvent {
  id: string;
  areaId: string;
  level: Level;
  dates: EventDates;
  effects: readonly EventEffect[];
  /** `null`: every slot of the area and of all below it. */
  slotIds: readonly string[] | null;
  /** Epoch milliseconds. */
  grantedAt: number;
}

/** What a day of an event leaves out of a session. */
export interface Exclusion {
  eventIds: readonly string[];
  sounds: ReadonlySet<string>;
  topicCodes: readonly string[];
}

/** The local dates of an event within a range, both included, in order. */
export function datesOfEvent({ dates }: Pick<ScheduleEvent, 'dates'>, range: DateRange): LocalDate[] {
  if (dates.kind === 'dates') return daysOf(dates.from, dates.until, range);
  const found = new Set<LocalDate>();
  // An event may have begun in the year before, and lunar years begin up to two months after the others.
  const lastYear = Number(range.to.slice(0, 4)) + 1;
  for (let year = Number(range.from.slice(0, 4)) - 2; year <= lastYear; year += 1) {
    const from = dayIn(dates.kind, year, dates.from);
    if (from < dates.since || from > dates.until) continue;
    const sameYear = dayIn(dates.kind, year, dates.to);
    const to = sameYear >= from ? sameYear : dayIn(dates.kind, year + 1, dates.to);
    for (const date of daysOf(from, to, range)) found.add(date);
  }
  return [...found].sort();
}

/**
 * A slot's rule with the exceptions of all events that reach it within the range. What was written for the one slot is narrower than what
 * an event says for many: the slot's own exceptions, additions included, stand half a level below its area.
 */
export function ruleUnderEvents(
  slot: { id: string; level: Level; rule: SlotRule },
  events: readonly ScheduleEvent[],
  range: DateRange,
): SlotRule {
  const { id, level, rule } = slot;
  const layers: LayeredException[] = [];
  for (const event of events) {
    if (event.slotIds !== null && !event.slotIds.includes(id)) continue;
    const dates = event.effects.some(({ kind }) => kind !== 'exclude') ? datesOfEvent(event, range) : [];
    for (const date of dates) layers.push(...layersOn(rule, date, event));
  }
  if (layers.length === 0) return rule;
  for (const exception of rule.exceptions)
    layers.push({ ...exception, level: level + 0.5, binding: false, writtenAt: 0 });
  return { ...rule, exceptions: effectiveExceptions(layers) };
}

/** What the events exclude from a slot's sessions on a date; null where nothing. An area excludes nothing from what comes from above. */
export function exclusionOn(
  events: readonly ScheduleEvent[],
  slot: { id: string; level: Level },
  date: LocalDate,
): Exclusion | null {
  const eventIds: string[] = [];
  const sounds = new Set<string>();
  const topicCodes: string[] = [];
  for (const event of events) {
    if (event.level > slot.level || (event.slotIds !== null && !event.slotIds.includes(slot.id))) continue;
    const excluding = event.effects.flatMap((effect) => (effect.kind === 'exclude' ? [effect] : []));
    if (excluding.length === 0 || datesOfEvent(event, { from: date, to: date }).length === 0) continue;
    eventIds.push(event.id);
    for (const effect of excluding) {
      for (const sound of effect.sounds) sounds.add(sound);
      topicCodes.push(...effect.topicCodes);
    }
  }
  return eventIds.length > 0 ? { eventIds, sounds, topicCodes } : null;
}

/** A topic is excluded with everything below it. */
export function excludesTopic({ topicCodes }: Exclusion, topicCode: string | null | undefined): boolean {
  if (topicCode === null || topicCode === undefined) return false;
  return topicCodes.some((code) => topicCode === code || topicCode.startsWith(`${code}.`));
}

function layersOn(rule: SlotRule, date: LocalDate, { level, effects, grantedAt }: ScheduleEvent): LayeredException[] {
  return effects.flatMap((effect): LayeredException[] => {
    if (effect.kind === 'exclude') return [];
    const layer = { date, level, binding: effect.binding, writtenAt: grantedAt };
    if (effect.kind === 'skip') return [{ ...layer, kind: 'skip' }];
    const { lengthMinutes } = effect;
    if (effect.kind === 'add')
      return isPausedOn(rule, date) ? [] : [{ ...layer, kind: 'add', startLocal: effect.startLocal, lengthMinutes }];
    const { startLocal } = termsOn(rule, date);
    const moved = effect.startLocal ?? shifted(startLocal, effect.shiftMinutes ?? 0);
    return [{ ...layer, kind: 'move', startLocal: moved, lengthMinutes }];
  });
}

/** A start moved on the clock; it stays within its day. */
function shifted(startLocal: string, minutes: number): string {
  const seconds = Math.floor(toMsOfDay(startLocal) / 1000) + minutes * 60;
  const within = Math.min(86_399, Math.max(0, seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(within / 3600))}:${two(Math.floor(within / 60) % 60)}`;
  return within % 60 === 0 ? time : `${time}:${two(within % 60)}`;
}

function daysOf(from: LocalDate, to: LocalDate, range: DateRange): LocalDate[] {
  const first = from > range.from ? from : range.from;
  const last = to < range.to ? to : range.to;
  const days: LocalDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) days.push(date);
  return days;
}

function dayIn(calendar: 'solar' | 'lunar', year: number, { month, day }: MonthDay): LocalDate {
  if (calendar === 'lunar') {
    const length = lunarMonthLength(year, month) ?? 29;
    return fromLunar({ year, month, day: Math.min(day, length), leap: false }) ?? fromEpochDay(0);
  }
  const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
  const nextMonth = toEpochDay(addDays(first, 31).slice(0, 8) + '01');
  return fromEpochDay(Math.min(toEpochDay(first) + day, nextMonth) - 1);
}
