/** Times of day as people write them (T1): `HH:MM`, 24 hours, minutes from midnight inside. */

export const MINUTE_MS = 60_000;

/** `HH:MM` from 00:00 to 23:59; where a session starts also `HH:MM:SS`. */
export type LocalTime = string;

const timePattern = /^([01]\d|2[0-3]):([0-5]\d)$/;

const startPattern = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

export function isLocalTime(text: string): boolean {
  return timePattern.test(text);
}

/** A time of day at which a session may start: `HH:MM`, or `HH:MM:SS` when it is not to begin with a full minute. */
export function isStartTime(text: string): boolean {
  return startPattern.test(text);
}

/** Milliseconds from midnight of a start. Throws RangeError when the text is none. */
export function toMsOfDay(time: LocalTime): number {
  const match = startPattern.exec(time);
  if (!match) throw new RangeError(`not a local time: ${time}`);
  return Number(match[1]) * 60 * MINUTE_MS + Number(match[2]) * MINUTE_MS + Number(match[3] ?? 0) * 1000;
}

/** The one way to write a start: seconds only where there are some. */
export function canonicalStart(time: LocalTime): LocalTime {
  return time.length === 8 && time.endsWith(':00') ? time.slice(0, 5) : time;
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
