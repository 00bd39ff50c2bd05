/**
 * The Vietnamese lunar calendar the slow way, sharing nothing with src/domain/time/lunar: the moon's place by the long series of Meeus,
 * chapter 47, new moons and solar terms by halving an interval until the sky says so, and months named one after another from a solstice.
 */
const rad = Math.PI / 180;
const dayMs = 86_400_000;
const hanoiMs = 7 * 3_600_000;

/** [coefficient in millionths of a degree, D, M, M', F] */
const moonTerms: readonly (readonly [number, number, number, number, number])[] = [
  [6288774, 0, 0, 1, 0], [1274027, 2, 0, -1, 0], [658314, 2, 0, 0, 0], [213618, 0, 0, 2, 0], [-185116, 0, 1, 0, 0],
  [-114332, 0, 0, 0, 2], [58793, 2, 0, -2, 0], [57066, 2, -1, -1, 0], [53322, 2, 0, 1, 0], [45758, 2, -1, 0, 0],
  [-40923, 0, 1, -1, 0], [-34720, 1, 0, 0, 0], [-30383, 0, 1, 1, 0], [15327, 2, 0, 0, -2], [-12528, 0, 0, 1, 2],
  [10980, 0, 0, 1, -2], [10675, 4, 0, -1, 0], [10034, 0, 0, 3, 0], [8548, 4, 0, -2, 0], [-7888, 2, 1, -1, 0],
  [-6766, 2, 1, 0, 0], [-5163, 1, 0, -1, 0], [4987, 1, 1, 0, 0], [4036, 2, -1, 1, 0], [3994, 2, 0, 2, 0],
  [3861, 4, 0, 0, 0], [3665, 2, 0, -3, 0], [-2689, 0, 1, -2, 0], [-2602, 2, 0, -1, 2], [2390, 2, -1, -2, 0],
  [-2348, 1, 0, 1, 0], [2236, 2, -2, 0, 0], [-2120, 0, 1, 2, 0], [-2069, 0, 2, 0, 0], [2048, 2, -2, -1, 0],
  [-1773, 2, 0, 1, -2], [-1595, 2, 0, 0, 2], [1215, 4, -1, -1, 0], [-1110, 0, 0, 2, 2], [-892, 3, 0, -1, 0],
  [-810, 2, 1, 1, 0], [759, 4, -1, -2, 0], [-713, 0, 2, -1, 0], [-700, 2, 2, -1, 0], [691, 2, 1, -2, 0],
  [596, 2, -1, 0, -2], [549, 4, 0, 1, 0], [537, 0, 0, 4, 0], [520, 4, -1, 0, 0], [-487, 1, 0, -2, 0],
]; // prettier-ignore

/** Centuries of uniform time since 2000, some 65 s ahead of universal time in these decades. */
const centuries = (atMs: number): number => (atMs + 65_000 - Date.UTC(2000, 0, 1, 12)) / (36_525 * dayMs);

function moonLongitude(atMs: number): number {
  const t = centuries(atMs);
  const d = 297.8501921 + 445267.1114034 * t - 0.0018819 * t * t;
  const m = 357.5291092 + 35999.0502909 * t - 0.0001536 * t * t;
  const p = 134.9633964 + 477198.8675055 * t + 0.0087414 * t * t;
  const f = 93.272095 + 483202.0175233 * t - 0.0036539 * t * t;
  const e = 1 - 0.002516 * t;
  let sum = 0;
  for (const [size, kd, km, kp, kf] of moonTerms)
    sum += size * e ** Math.abs(km) * Math.sin((kd * d + km * m + kp * p + kf * f) * rad);
  sum += 3958 * Math.sin((119.75 + 131.849 * t) * rad) + 1962 * Math.sin((218.3164477 + 481267.88123421 * t - f) * rad);
  return 218.3164477 + 481267.88123421 * t - 0.0015786 * t * t + sum / 1e6;
}

function sunLongitude(atMs: number): number {
  const t = centuries(atMs);
  const m = (357.52911 + 35999.05029 * t) * rad;
  const centre = (1.914602 - 0.004817 * t) * Math.sin(m) + 0.019993 * Math.sin(2 * m) + 0.000289 * Math.sin(3 * m);
  return 280.46646 + 36000.76983 * t + centre - 0.00569;
}

const turn = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;
const dayOf = (atMs: number): number => Math.floor((atMs + hanoiMs) / dayMs);

/** The instant in [from, to) at which an angle that grows passes zero; the angle is within half a turn of it at both ends. */
function crossing(angle: (atMs: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 500) {
    const middle = (low + high) / 2;
    if (turn(angle(middle)) < 0) low = middle;
    else high = middle;
  }
  return high;
}

/** Where an angle passes zero, looked for in steps of a day. */
function crossings(angle: (atMs: number) => number, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to; at += dayMs) {
    const [a, b] = [turn(angle(at)), turn(angle(at + dayMs))];
    if (a < 0 && b >= 0 && b - a < 90) found.push(crossing(angle, at, at + dayMs));
  }
  return found;
}

export interface OracleMonth {
  year: number;
  month: number;
  leap: boolean;
  /** Days since 1970-01-01, in UTC+7. */
  firstDay: number;
  days: number;
}

/** Every lunar month that begins from the end of `fromYear - 1` to the end of `toYear`. */
export function lunarMonths(fromYear: number, toYear: number): OracleMonth[] {
  const from = Date.UTC(fromYear - 2, 10, 1);
  const to = Date.UTC(toYear + 2, 1, 1);
  const starts = crossings((at) => moonLongitude(at) - sunLongitude(at), from, to).map(dayOf);
  const solstices = new Set(crossings((at) => sunLongitude(at) - 270, from, to).map(dayOf));
  const terms = Array.from({ length: 12 }, (_, i) =>
    crossings((at) => sunLongitude(at) - i * 30, from, to).map(dayOf),
  ).flat();
  const spans = starts.slice(0, -1).map((firstDay, i) => ({ firstDay, end: starts[i + 1]! }));
  const holds = (days: Iterable<number>, span: { firstDay: number; end: number }): boolean =>
    [...days].some((day) => day >= span.firstDay && day < span.end);
  const elevenths = spans.flatMap((span, i) => (holds(solstices, span) ? [i] : []));
  const months: OracleMonth[] = [];
  elevenths.slice(0, -1).forEach((first, i) => {
    const next = elevenths[i + 1]!;
    const long = next - first === 13;
    const solsticeYear = new Date(spans[first]!.firstDay * dayMs).getUTCFullYear();
    let month = 11;
    let year = solsticeYear;
    let leapSeen = false;
    for (let at = first; at < next; at += 1) {
      const span = spans[at]!;
      const leap = long && !leapSeen && at > first && !holds(terms, span);
      if (leap) leapSeen = true;
      else if (at > first) month = month === 12 ? 1 : month + 1;
      if (!leap && month === 1) year = solsticeYear + 1;
      months.push({ year, month, leap, firstDay: span.firstDay, days: span.end - span.firstDay });
    }
  });
  return months.filter(({ year }) => year >= fromYear && year <= toYear);
}
