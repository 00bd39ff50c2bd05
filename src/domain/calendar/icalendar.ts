/** Calendars as text (iCalendar, RFC 5545): events with instants in UTC, so that no zone has to be described. */
import { fromEpochDay, DAY_MS } from '../time/local-date';

export interface CalendarEvent {
  /** The same for the same event for ever, unique in the world. */
  uid: string;
  /** Goes up when the event changes. */
  sequence: number;
  /** When this state of it was made; epoch milliseconds, as all instants here. */
  stampAt: number;
  startAt: number;
  endAt: number;
  summary: string;
  description: string;
  location: string;
  status: 'CONFIRMED' | 'CANCELLED';
}

export interface CalendarHead {
  /** Who made it, as a formal public identifier. */
  productId: string;
  name: string;
  /** How often a reader should ask again. */
  refreshMinutes: number;
}

const octetsPerLine = 75;

/** The whole calendar, lines ended by CR LF and folded at 75 octets (section 3.1). */
export function writeCalendar(head: CalendarHead, events: readonly CalendarEvent[]): string {
  const refresh = `PT${head.refreshMinutes}M`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${escapeText(head.productId)}`,
    'CALSCALE:GREGORIAN',
    `NAME:${escapeText(head.name)}`,
    `X-WR-CALNAME:${escapeText(head.name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
    `X-PUBLISHED-TTL:${refresh}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utc(event.stampAt)}`,
    `DTSTART:${utc(event.startAt)}`,
    `DTEND:${utc(event.endAt)}`,
    `SUMMARY:${escapeText(event.summary)}`,
    ...(event.description === '' ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
    ...(event.location === '' ? [] : [`LOCATION:${escapeText(event.location)}`]),
    `STATUS:${event.status}`,
    // A cancelled session takes up nobody's time.
    `TRANSP:${event.status === 'CANCELLED' ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

/** A value of the type TEXT (3.3.11): control characters have no place in one. */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/\p{Cc}/gu, (sign) => (sign === '\t' ? sign : ''));
}

/** No line is longer than 75 octets of UTF-8; a character is never cut in two. */
export function foldLine(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > octetsPerLine) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/** `20260105T100000Z`; milliseconds have no place in it. */
function utc(at: number): string {
  const seconds = Math.floor(at / 1000);
  const day = Math.floor((seconds * 1000) / DAY_MS);
  const ofDay = seconds - (day * DAY_MS) / 1000;
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(ofDay / 3600))}${two(Math.floor(ofDay / 60) % 60)}${two(ofDay % 60)}`;
  return `${fromEpochDay(day).replaceAll('-', '')}T${time}Z`;
}
