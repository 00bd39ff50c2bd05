/** Times of day as people write them (T1): `HH:MM`, 24 hours, minutes from midnight inside. */

export const MINUTE_MS = 60_000;

/** `HH:MM` from 00:00 to 23:59. */
export type LocalTime = string;

const timePattern = /^([01]\d|2[0-3]):([0-5]\d)$/;

export function isLocalTime(text: string): boolean {
  return timePattern.test(text);
}

/** Minutes from midnight, 0 to 1439. Throws RangeError when the text is no time of day. */
export function toMinuteOfDay(time: LocalTime): number {
  const match = timePattern.exec(time);
  if (!match) throw new RangeError(`not a local time: ${time}`);
  return Number(match[1]) * 60 + Number(match[2]);
}

/** Like `toMinuteOfDay`, and "24:00" is the end of the day: for the ends of windows. */
export function toEndMinuteOfDay(time: string): number {
  return time === '24:00' ? 1440 : toMinuteOfDay(time);
}

/** `HH:MM` of minutes from midnight, 0 to 1439. */
export function fromMinuteOfDay(minute: number): LocalTime {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
