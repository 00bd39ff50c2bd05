/**
 * New moons and major solar terms as days of UTC+7, after Jean Meeus, Astronomical Algorithms (1998), chapters 25 and 49.
 * Good to about a minute of time from 1900 to 2100.
 */

/** Julian day of 1970-01-01T00:00 UTC. */
const epochJulianDay = 2_440_587.5;
const utcPlus7 = 7 / 24;
const rad = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * rad);

const known = new Map<number, number>();

/** The day (from 1970-01-01, in UTC+7) of the new moon number `lunation`, 0 being that of 1 January 1900. */
export function newMoonDay(lunation: number): number {
  const before = known.get(lunation);
  if (before !== undefined) return before;
  const day = Math.floor(newMoonAt(lunation) - epochJulianDay + utcPlus7);
  known.set(lunation, day);
  return day;
}

/** Which twelfth of its way the sun is in when a day of UTC+7 begins: 0 from the spring equinox, 9 from the winter solstice. */
export function solarTermOf(day: number): number {
  return Math.floor(sunLongitude(day - utcPlus7 + epochJulianDay) / 30);
}

/** Apparent longitude of the sun in degrees, [0, 360). */
function sunLongitude(julianDay: number): number {
  const t = (julianDay + deltaTDays(julianDay) - 2_451_545) / 36_525;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly) +
    (0.019993 - 0.000101 * t) * sin(2 * anomaly) +
    0.000289 * sin(3 * anomaly);
  const apparent = mean + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t);
  return ((apparent % 360) + 360) % 360;
}

/** Julian day, in universal time, of a new moon. */
function newMoonAt(lunation: number): number {
  const k = lunation - 1236;
  const t = k / 1236.85;
  const [t2, t3, t4] = [t ** 2, t ** 3, t ** 4];
  const mean = 2_451_550.09766 + 29.530588861 * k + 0.00015437 * t2 - 0.00000015 * t3 + 0.00000000073 * t4;
  const e = 1 - 0.002516 * t - 0.0000074 * t2;
  const m = 2.5534 + 29.1053567 * k - 0.0000014 * t2 - 0.00000011 * t3;
  const p = 201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3 - 0.000000058 * t4;
  const f = 160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3;
  const periodic =
    -0.4072 * sin(p) +
    0.17241 * e * sin(m) +
    0.01608 * sin(2 * p) +
    0.01039 * sin(2 * f) +
    0.00739 * e * sin(p - m) -
    0.00514 * e * sin(p + m) +
    0.00208 * e * e * sin(2 * m) -
    0.00111 * sin(p - 2 * f) -
    0.00057 * sin(p + 2 * f) +
    0.00056 * e * sin(2 * p + m) -
    0.00042 * sin(3 * p) +
    0.00042 * e * sin(m + 2 * f) +
    0.00038 * e * sin(m - 2 * f) -
    0.00024 * e * sin(2 * p - m) -
    0.00017 * sin(node) -
    0.00007 * sin(p + 2 * m) +
    0.00004 * sin(2 * p - 2 * f) +
    0.00004 * sin(3 * m) +
    0.00003 * sin(p + m - 2 * f) +
    0.00003 * sin(2 * p + 2 * f) -
    0.00003 * sin(p + m + 2 * f) +
    0.00003 * sin(p - m + 2 * f) -
    0.00002 * sin(p - m - 2 * f) -
    0.00002 * sin(3 * p + m) +
    0.00002 * sin(4 * p);
  const planets =
    0.000325 * sin(299.77 + 0.107408 * k - 0.009173 * t2) +
    0.000165 * sin(251.88 + 0.016321 * k) +
    0.000164 * sin(251.83 + 26.651886 * k) +
    0.000126 * sin(349.42 + 36.412478 * k) +
    0.00011 * sin(84.66 + 18.206239 * k) +
    0.000062 * sin(141.74 + 53.303771 * k) +
    0.00006 * sin(207.14 + 2.453732 * k) +
    0.000056 * sin(154.84 + 7.30686 * k) +
    0.000047 * sin(34.52 + 27.261239 * k) +
    0.000042 * sin(207.19 + 0.121824 * k) +
    0.00004 * sin(291.34 + 1.844379 * k) +
    0.000037 * sin(161.72 + 24.198154 * k) +
    0.000035 * sin(239.56 + 25.513099 * k) +
    0.000023 * sin(331.55 + 3.592518 * k);
  const terrestrial = mean + periodic + planets;
  return terrestrial - deltaTDays(terrestrial);
}

/** How far uniform time is ahead of the turning earth, in days: measured until 2005, about a second in two years after. */
function deltaTDays(julianDay: number): number {
  const years = (julianDay - 2_451_545) / 365.25;
  const seconds = years < 5 ? 63.83 + 0.6 * years : 64.7 + 0.5 * (years - 5);
  return seconds / 86_400;
}
