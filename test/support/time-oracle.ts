/**
 * A slow, obvious second opinion on occurrences (T2-T4). It shares no code and no idea with src/domain/time: it knows no
 * offsets, it only reads the clock on the wall, quarter hour by quarter hour and then minute by minute, until it shows
 * the time that was asked for.
 */
export interface OracleException {
  date: string;
  kind: 'skip' | 'move' | 'add';
  startLocal?: string;
  lengthMinutes?: number;
}

export interface OracleRule {
  zone: string;
  weekdays: number[];
  startLocal: string;
  lengthMinutes: number;
  validFrom: string;
  validTo: string | null;
  exceptions: OracleException[];
}

export interface OracleOccurrence {
  localDate: string;
  startLocal: string;
  zone: string;
  startAt: number;
  endAt: number;
  because: string;
}

const minute = 60_000;
const quarter = 15 * minute;
const day = 24 * 60 * minute;

/** The wall of a zone as a number that grows by one a minute while clocks run normally; it remembers what it read. */
function wallReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const seen = new Map<number, number>();
  return (at) => {
    let wall = seen.get(at);
    if (wall === undefined) {
      wall = count(format.format(at).replace(' 24:', ' 00:'));
      seen.set(at, wall);
    }
    return wall;
  };
}

const readers = new Map<string, (at: number) => number>();

function readerOf(zone: string): (at: number) => number {
  const reader = readers.get(zone) ?? wallReader(zone);
  readers.set(zone, reader);
  return reader;
}

/** `YYYY-MM-DD HH:MM` as such a number. */
const count = (wall: string): number => Date.parse(`${wall.replace(' ', 'T')}:00Z`) / minute;

/** Every minute in which the wall shows `wanted`, and the first minute at which it shows something later. */
function findOnTheWall(zone: string, wanted: string): { shown: number[]; firstAfter: number } {
  const read = readerOf(zone);
  const target = count(wanted);
  const middle = Math.floor((target * minute) / quarter) * quarter;
  const shown: number[] = [];
  let firstAfter = Number.NaN;
  for (let at = middle - day; at < middle + day; at += quarter) {
    const before = read(at);
    const after = read(at + quarter);
    const steady = after - before === 15;
    const notHere = steady && (target < before || target >= after) && (before < target || !Number.isNaN(firstAfter));
    if (notHere) continue;
    for (let m = at; m < at + quarter; m += minute) {
      const wall = read(m);
      if (wall === target) shown.push(m);
      if (wall > target && Number.isNaN(firstAfter)) firstAfter = m;
    }
  }
  return { shown, firstAfter };
}

function startOf(zone: string, date: string, startLocal: string): { at: number; startLocal: string; because: string } {
  const { shown, firstAfter } = findOnTheWall(zone, `${date} ${startLocal}`);
  const [first] = shown;
  if (first !== undefined) return { at: first, startLocal, because: shown.length > 1 ? 'fold' : 'rule' };
  return {
    at: firstAfter,
    startLocal: new Date(readerOf(zone)(firstAfter) * minute).toISOString().slice(11, 16),
    because: 'gap',
  };
}

/** What `occurrencesOf` must say, without `n`. */
export function oracleOccurrences(rule: OracleRule, from: string, to: string): OracleOccurrence[] {
  const found: OracleOccurrence[] = [];
  const put = (date: string, exception: OracleException | undefined): void => {
    const start = startOf(rule.zone, date, exception?.startLocal ?? rule.startLocal);
    found.push({
      localDate: date,
      startLocal: start.startLocal,
      zone: rule.zone,
      startAt: start.at,
      endAt: start.at + (exception?.lengthMinutes ?? rule.lengthMinutes) * minute,
      because: exception?.kind ?? start.because,
    });
  };
  for (let noon = Date.parse(`${from}T12:00:00Z`); noon <= Date.parse(`${to}T12:00:00Z`); noon += day) {
    const date = new Date(noon).toISOString().slice(0, 10);
    if (date < rule.validFrom || (rule.validTo !== null && date > rule.validTo)) continue;
    const weekday = new Date(noon).getUTCDay() === 0 ? 7 : new Date(noon).getUTCDay();
    const written = rule.exceptions.filter((exception) => exception.date === date);
    const lastChange = written.filter(({ kind }) => kind !== 'add').pop();
    if (rule.weekdays.includes(weekday) && lastChange?.kind !== 'skip') put(date, lastChange);
    for (const addition of written) if (addition.kind === 'add') put(date, addition);
  }
  return found.sort((a, b) => a.startAt - b.startAt);
}
