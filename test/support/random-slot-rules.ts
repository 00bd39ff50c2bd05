/** Reproducible random slot rules that like to stand where clocks change. */
import { type OracleException, type OracleRule } from './time-oracle';

/** Zones with every kind of oddity first: half-hour and two-hour changes, midnight changes, Ramadan, far offsets, none. */
export const oracleZones = [
  'Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Africa/Cairo',
  'America/Nuuk', 'Africa/Casablanca', 'Asia/Beirut', 'America/Havana', 'Asia/Jerusalem', 'Pacific/Chatham',
  'America/Santiago', 'America/Asuncion', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Kiritimati', 'Pacific/Easter',
  'America/St_Johns', 'Europe/London', 'Europe/Dublin', 'Europe/Chisinau', 'Atlantic/Azores', 'America/Sao_Paulo',
  'Asia/Tehran', 'Asia/Kolkata', 'Asia/Tokyo', 'Asia/Shanghai', 'Australia/Adelaide', 'Australia/Sydney',
  'Australia/Eucla', 'Pacific/Auckland', 'Pacific/Norfolk', 'Pacific/Marquesas', 'Pacific/Pago_Pago', 'America/Los_Angeles',
  'America/Phoenix', 'America/Anchorage', 'America/Adak', 'America/Caracas', 'America/Scoresbysund', 'America/Miquelon',
  'Europe/Moscow', 'Europe/Istanbul', 'Africa/El_Aaiun', 'Africa/Lagos', 'Asia/Gaza', 'Asia/Yangon', 'UTC', 'Europe/Lisbon',
]; // prettier-ignore

export function randomSource(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A rule within the year 2026, half of them at night, when clocks change. */
export function randomRule(random: (below: number) => number, zone: string): OracleRule {
  const exceptions: OracleException[] = [];
  for (let i = random(12); i > 0; i -= 1) {
    const kind = (['skip', 'move', 'add'] as const)[random(3)] ?? 'skip';
    const exception: OracleException = { date: randomDate(random), kind };
    if (kind === 'move' || random(2) === 0) exception.startLocal = randomTime(random);
    if (random(2) === 0) exception.lengthMinutes = 1 + random(90);
    exceptions.push(exception);
    if (random(3) === 0) exceptions.push({ date: exception.date, kind: random(2) === 0 ? 'skip' : 'add' });
  }
  return {
    zone,
    weekdays: [1, 2, 3, 4, 5, 6, 7].filter(() => random(4) > 0),
    startLocal: randomTime(random),
    lengthMinutes: 1 + random(240),
    validFrom: random(3) === 0 ? randomDate(random) : '2025-12-15',
    validTo: random(3) === 0 ? randomDate(random) : null,
    exceptions,
  };
}

function randomDate(random: (below: number) => number): string {
  return new Date(Date.UTC(2026, 0, 1 + random(365))).toISOString().slice(0, 10);
}

function randomTime(random: (below: number) => number): string {
  const hour = random(2) === 0 ? ([0, 1, 2, 2, 2, 3, 23][random(7)] ?? 0) : random(24);
  return `${String(hour).padStart(2, '0')}:${String(random(60)).padStart(2, '0')}`;
}
