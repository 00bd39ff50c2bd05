import fc from 'fast-check';
import ICAL from 'ical.js';
import { escapeText, foldLine, writeCalendar, type CalendarEvent } from '../../../src/domain/calendar/icalendar';
import { calendarSessions } from '../../../src/domain/scheduling/calendar-sessions';
import { aSlot, at, sha256 } from '../../support/plan-builders';

const head = { productId: '-//Loa//Loa//VI', name: 'Xã Ia Tơi', refreshMinutes: 60 };
const anEvent = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...{ uid: 'a1@loa', sequence: 2, stampAt: Date.UTC(2026, 0, 4, 23), startAt: Date.UTC(2026, 0, 5, 10) },
  ...{ endAt: Date.UTC(2026, 0, 5, 10, 30, 5), summary: 'Buổi chiều', description: '', location: '' },
  ...{ status: 'CONFIRMED' as const, ...more },
});
/** What another program reads. */
const readBack = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
};

describe('a calendar as text (RFC 5545)', () => {
  it('is what the standard says, line for line', () => {
    expect(writeCalendar(head, [anEvent({ location: 'Thôn 1; Ia Tơi, Gia Lai', status: 'CANCELLED' })])).toBe(
      [
        ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Loa//Loa//VI', 'CALSCALE:GREGORIAN', 'NAME:Xã Ia Tơi'],
        ...['X-WR-CALNAME:Xã Ia Tơi', 'REFRESH-INTERVAL;VALUE=DURATION:PT60M', 'X-PUBLISHED-TTL:PT60M'],
        ...['BEGIN:VEVENT', 'UID:a1@loa', 'SEQUENCE:2', 'DTSTAMP:20260104T230000Z', 'DTSTART:20260105T100000Z'],
        ...['DTEND:20260105T103005Z', 'SUMMARY:Buổi chiều', 'LOCATION:Thôn 1\\; Ia Tơi\\, Gia Lai'],
        ...['STATUS:CANCELLED', 'TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR', ''],
      ].join('\r\n'),
    );
  });

  it('folds at 75 octets and cuts no character in two', () => {
    const folded = foldLine(`SUMMARY:${'ộ'.repeat(60)}`);
    const lines = folded.split('\r\n');
    expect(lines.map((line) => Buffer.byteLength(line))).toEqual([74, 73, 43]);
    expect(lines.map((line, i) => (i === 0 ? line : line.slice(1))).join('')).toBe(`SUMMARY:${'ộ'.repeat(60)}`);
    expect(escapeText('a\\b;c,d\r\ne\u0007')).toBe('a\\\\b\\;c\\,d\\ne');
  });

  it('another library reads back every text, and no line is too long', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.stringMatching(/^[ -~\n\\;,:"ăâđêôơưệ]{0,200}$/),
    );
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 4_000_000_000 }), (summary, description, seconds) => {
        const startAt = seconds * 1000;
        const written = writeCalendar(head, [anEvent({ summary, description, startAt, endAt: startAt + 60_000 })]);
        for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const [read] = readBack(written);
        const plain = (one: string) => one.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
        expect(read?.summary).toBe(plain(summary));
        expect(read?.description ?? '').toBe(plain(description));
        expect(read?.startDate.toJSDate().getTime()).toBe(startAt);
      }),
    );
  });
});

describe('sessions of a calendar', () => {
  const range = { from: '2026-03-02', to: '2026-03-05' };
  const skip = { date: '2026-03-03', kind: 'skip' as const };
  const move = { date: '2026-03-04', kind: 'move' as const, startLocal: '18:00' };

  it('S4 a moved session keeps its name, a skipped one stays where it was, cancelled', () => {
    const written = [aSlot('evening')];
    const bare = calendarSessions(written, written, range, [], sha256);
    const slots = [aSlot('evening', { rule: { exceptions: [skip, move] } })];
    const told = calendarSessions(slots, written, range, [], sha256);
    expect(told.map(({ slotOccurrenceId }) => slotOccurrenceId)).toEqual(bare.map((one) => one.slotOccurrenceId));
    expect(told.map(({ startAt, cancelled }) => [startAt, cancelled])).toEqual([
      [at('2026-03-02', '17:00'), null],
      [at('2026-03-03', '17:00'), 'skipped'],
      [at('2026-03-04', '18:00'), null],
      [at('2026-03-05', '17:00'), null],
    ]);
  });

  it('S12 what gives way, and what the plan blocks, is cancelled with the reason', () => {
    const upper = aSlot('province', { level: 1, areaId: '51', rule: { startLocal: '17:15', weekdays: [1] } });
    const lower = aSlot('commune');
    const tuesday = { from: '2026-03-03', to: '2026-03-03' };
    const [first] = calendarSessions([lower], [lower], tuesday, [], sha256);
    const blocked = { ...first!, code: 'outside-window' as const, by: ['VN'] };
    const both = [upper, lower];
    const told = calendarSessions(both, both, { ...range, to: '2026-03-04' }, [blocked], sha256);
    expect(told.map(({ slotId, cancelled }) => [slotId, cancelled])).toEqual([
      ['commune', 'overlapped'],
      ['province', null],
      ['commune', 'outside-window'],
      ['commune', null],
    ]);
  });
});
