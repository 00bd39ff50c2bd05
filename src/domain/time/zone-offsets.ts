/**
 * What a zone's clocks are ahead of UTC, from the Intl tables that every browser and Node carry.
 * A zone is asked once per UTC day and remembered, since asking Intl costs microseconds and planning asks a million times.
 */
import { DAY_MS, epochDayOf } from './local-date';

/** A zone's clocks change from `before` to `after` (milliseconds ahead of UTC) at the instant `at`. */
export interface OffsetChange {
  at: number;
  before: number;
  after: number;
}

interface ZoneTable {
  format: Intl.DateTimeFormat;
  offsetAtDayStart: Map<number, number>;
  changeInDay: Map<number, OffsetChange | null>;
}

/** About 130 years of one zone; beyond that a table starts anew instead of growing. */
const rememberedDays = 50_000;
const tables = new Map<string, ZoneTable>();
const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** Whether this machine knows the IANA zone. Bare offsets such as +07:00 are no zones: they have no rules. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    tableOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds that the zone's wall clock is ahead of UTC at an instant. Throws RangeError for an unknown zone. */
export function offsetAt(zone: string, at: number): number {
  const day = Math.floor(at / DAY_MS);
  const table = tableOf(zone);
  const change = changeIn(table, day);
  if (!change) return offsetAtStartOf(table, day);
  return at < change.at ? change.before : change.after;
}

/** The zone's changes in UTC days `fromDay` to `toDay` (epoch days, both included), in order. At most one a day exists. */
export function changesIn(zone: string, fromDay: number, toDay: number): OffsetChange[] {
  const table = tableOf(zone);
  const changes: OffsetChange[] = [];
  for (let day = fromDay; day <= toDay; day += 1) {
    const change = changeIn(table, day);
    if (change) changes.push(change);
  }
  return changes;
}

function tableOf(zone: string): ZoneTable {
  const known = tables.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const table: ZoneTable = { format, offsetAtDayStart: new Map(), changeInDay: new Map() };
  tables.set(zone, table);
  return table;
}

function changeIn(table: ZoneTable, day: number): OffsetChange | null {
  const known = table.changeInDay.get(day);
  if (known !== undefined) return known;
  if (table.changeInDay.size > rememberedDays) {
    table.changeInDay.clear();
    table.offsetAtDayStart.clear();
  }
  const change = findChange(table, day);
  table.changeInDay.set(day, change);
  return change;
}

function findChange(table: ZoneTable, day: number): OffsetChange | null {
  const before = offsetAtStartOf(table, day);
  const after = offsetAtStartOf(table, day + 1);
  if (before === after) return null;
  // Zones change on whole seconds. `low` still has the old offset, `high` the new one.
  let low = (day * DAY_MS) / 1000;
  let high = ((day + 1) * DAY_MS) / 1000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (askIntl(table, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return { at: high * 1000, before, after };
}

function offsetAtStartOf(table: ZoneTable, day: number): number {
  const known = table.offsetAtDayStart.get(day);
  if (known !== undefined) return known;
  const offset = askIntl(table, day * DAY_MS);
  table.offsetAtDayStart.set(day, offset);
  return offset;
}

/** `at` is on a whole second. */
function askIntl(table: ZoneTable, at: number): number {
  const read: Partial<Record<string, string>> = {};
  for (const part of table.format.formatToParts(at)) read[part.type] = part.value;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields.map((field) => Number(read[field]));
  const properYear = read['era'] === 'BC' || read['era'] === 'B' ? 1 - year : year;
  // Some engines write midnight as 24:00 in spite of h23.
  const wall = epochDayOf(properYear, month, day) * DAY_MS + ((hour % 24) * 3600 + minute * 60 + second) * 1000;
  return wall - at;
}
