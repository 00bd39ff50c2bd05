import { type Decision } from '../../../src/domain/scheduling/decision';
import { overrideRundown } from '../../../src/domain/scheduling/override';
import { planCommune } from '../../../src/domain/scheduling/plan-commune';
import { previewOf } from '../../../src/domain/scheduling/preview';
import { lineChanges } from '../../../src/domain/scheduling/rundown-change';
import { aBooking, anInput, aSlot, at, communeLevel, lines } from '../../support/plan-builders';

const day = '2026-03-02';
const twoDays = { from: day, to: '2026-03-03' };
const bookings = ['a', 'b', 'c'].map((id, position) => aBooking(id, { position }));

describe('S5 a frozen rundown is changed by an override alone', () => {
  const asOf = at(day, '16:55');
  const input = anInput({ window: twoDays, bookings, asOf });
  const frozen = planCommune(input).rundowns[0]!;
  const late = aBooking('late', { approvedAt: asOf });
  const stranger = aBooking('stranger', { approvedAt: asOf });
  const since = {
    ...input,
    bookings: [...bookings, late, stranger],
    settled: { rundowns: [{ rundown: frozen, results: new Map() }], history: [] },
  };
  const order = (...bookingIds: string[]): Decision => ({
    kind: 'order',
    slotOccurrenceId: frozen.slotOccurrenceId,
    bookingIds,
    level: communeLevel,
  });
  const out = (bookingId: string): Decision => ({
    kind: 'leave-out',
    slotOccurrenceId: frozen.slotOccurrenceId,
    bookingId,
    level: communeLevel,
  });

  test('it takes in what is added, after the last item, and nothing else that came since', () => {
    const changed = overrideRundown(since, frozen, { decisions: [], addedBookingIds: ['late'] });
    expect(changed.ok && lines(changed.rundown)).toEqual(['17:00:00 a', '17:01:00 b', '17:02:00 c', '17:03:00 late']);
    expect(changed.ok && changed.rundown.id).toBe(frozen.id);
  });

  test('it orders and leaves out; what was left out comes back when the order names it', () => {
    const changed = overrideRundown(since, frozen, { decisions: [out('b'), order('c', 'a')], addedBookingIds: [] });
    expect(changed.ok && lines(changed.rundown)).toEqual(['17:00:00 c', '17:01:00 a']);
    const back = overrideRundown(since, frozen, { decisions: [out('b'), order('c', 'a', 'b')], addedBookingIds: [] });
    expect(back.ok && lines(back.rundown)).toEqual(['17:00:00 c', '17:01:00 a', '17:02:00 b']);
  });

  test('what has begun keeps its place', () => {
    const running = { ...since, asOf: at(day, '17:01:30') };
    const refused = { ok: false, why: 'already-sounding' };
    expect(overrideRundown(running, frozen, { decisions: [out('a')], addedBookingIds: [] })).toEqual(refused);
    expect(overrideRundown(running, frozen, { decisions: [order('c')], addedBookingIds: [] })).toEqual(refused);
    const changed = overrideRundown(running, frozen, { decisions: [out('c')], addedBookingIds: ['late'] });
    expect(changed.ok && lines(changed.rundown)).toEqual(['17:00:00 a', '17:01:00 b', '17:02:00 late']);
  });
});

describe('what each changed in a rundown both had seen', () => {
  test('added, removed, and as few moved as possible', () => {
    expect(lineChanges(['a', 'b', 'c', 'd', 'e'], ['a', 'e', 'b', 'd', 'x'])).toEqual([
      { airingKey: 'x', change: 'added' },
      { airingKey: 'c', change: 'removed' },
      { airingKey: 'e', change: 'moved' },
    ]);
    expect(lineChanges(['a', 'b'], ['a', 'b'])).toEqual([]);
  });
});

describe('a request shown before it is sent', () => {
  const wish = aBooking('wish', { approvedAt: null, seconds: 120, dates: { kind: 'on', dates: [day] }, readings: 2 });

  test('names its sessions, its instants and the last moment to be approved', () => {
    const preview = previewOf(anInput({ window: twoDays, bookings, asOf: at(day, '08:00') }), wish);
    expect(preview.sessions).toMatchObject([
      {
        localDate: day,
        startAt: at(day, '17:00'),
        endAt: at(day, '17:30'),
        approveBy: at(day, '16:50'),
        airsAt: [at(day, '17:03'), at(day, '17:05')],
      },
    ]);
    expect(preview.misses).toEqual([]);
  });

  test('names what has no room, what is too late and a day without a session', () => {
    const short = [aSlot('evening', { rule: { lengthMinutes: 3 } })];
    const full = previewOf(anInput({ slots: short, window: twoDays, bookings, asOf: at(day, '08:00') }), wish);
    expect(full.misses).toMatchObject([
      { localDate: day, reason: 'no-room' },
      { localDate: '2026-03-03', reason: 'no-room' },
    ]);
    const late = previewOf(anInput({ window: twoDays, bookings, asOf: at(day, '16:55') }), wish);
    expect(late.sessions).toEqual([]);
    expect(late.misses).toEqual([
      { localDate: day, slotId: 'evening', reason: 'not-approved-in-time', carried: false },
    ]);
    const none = previewOf(
      anInput({
        slots: [aSlot('evening', { rule: { weekdays: [7] } })],
        window: twoDays,
        bookings,
        asOf: at(day, '08:00'),
      }),
      wish,
    );
    expect(none.misses).toEqual([{ localDate: day, slotId: null, reason: 'no-session-that-day', carried: false }]);
  });

  test('it takes the place of what the same bulletin has in the queue', () => {
    const input = anInput({ window: twoDays, bookings, asOf: at(day, '08:00') });
    const [session] = previewOf(input, wish, new Set(['a'])).sessions;
    expect(session?.airsAt[0]).toBe(at(day, '17:02'));
  });
});
