import fc from 'fast-check';
import { proposeBookings, type Candidate } from '../../../src/domain/campaigns/propose';
import { planCommune, type PlanInput } from '../../../src/domain/scheduling/plan-commune';
import { aBooking, anInput, aSlot } from '../../support/plan-builders';

const minutes = (count: number) => count * 60_000;
const aCandidate = (id: string, seconds: number, more: Partial<Candidate> = {}): Candidate => ({
  ...{ booking: aBooking(id, { seconds, ref: id }), contentId: `content-${id}`, airings: 0, contentAirings: 0 },
  ...more,
});
/** Two days of one evening session of 30 minutes. */
const twoDays = (more: Partial<PlanInput> = {}): PlanInput =>
  anInput({ window: { from: '2026-03-02', to: '2026-03-03' }, ...more });
const limits = { from: '2026-03-02', until: '2026-03-03', most: 20 };
const propose = (input: PlanInput, candidates: Candidate[], ms: number, more = limits, airings = 0) =>
  proposeBookings(input, candidates, { ms, airings }, more);

describe('bookings that would fit', () => {
  it('behind by 25 minutes: three bookings, spread over the sessions, longest first', () => {
    const { proposals, left } = propose(
      twoDays(),
      [aCandidate('a', 600), aCandidate('b', 600), aCandidate('c', 300)],
      minutes(25),
    );
    expect(proposals.map(({ bulletinId, localDate, durationMs }) => [bulletinId, localDate, durationMs])).toEqual([
      ['a', '2026-03-02', minutes(10)],
      ['c', '2026-03-02', minutes(5)],
      ['b', '2026-03-03', minutes(10)],
    ]);
    expect(left).toEqual({ ms: 0, airings: 0 });
  });

  it('contents that were heard least come first', () => {
    const heardOften = aCandidate('a', 600, { contentAirings: 5 });
    const { proposals } = propose(twoDays(), [heardOften, aCandidate('b', 60)], minutes(1));
    expect(proposals.map(({ bulletinId }) => bulletinId)).toEqual(['b']);
  });

  it('a bulletin is proposed once a day, and not where it airs already', () => {
    const queued = aBooking('queued', { ref: 'a', dates: { kind: 'on', dates: ['2026-03-02'] } });
    const { proposals, left } = propose(twoDays({ bookings: [queued] }), [aCandidate('a', 600)], minutes(60));
    expect(proposals.map(({ localDate }) => localDate)).toEqual(['2026-03-03']);
    expect(left.ms).toBe(minutes(50));
  });

  it('what does not fit is not proposed, nor what would push out something queued', () => {
    const full = aBooking('full', { seconds: 1_500 });
    const urgent = aCandidate('a', 600);
    urgent.booking = { ...urgent.booking, class: 'priority' };
    const { proposals, left } = propose(
      twoDays({ bookings: [full] }),
      [urgent, aCandidate('long', 2_000), aCandidate('short', 240)],
      minutes(60),
    );
    expect(proposals.map(({ bulletinId }) => bulletinId)).toEqual(['short', 'short']);
    expect(left.ms).toBe(minutes(52));
  });

  it('sessions outside the dates, and frozen ones, are left alone; counts are reached too', () => {
    const { proposals, left } = propose(twoDays(), [aCandidate('a', 60)], 0, { ...limits, from: '2026-03-03' }, 3);
    expect(proposals.map(({ localDate }) => localDate)).toEqual(['2026-03-03']);
    expect(left.airings).toBe(2);
    const begun = twoDays({
      slots: [aSlot('evening', { rule: { startLocal: '12:05' } })],
      asOf: Date.UTC(2026, 2, 2, 5),
    });
    expect(propose(begun, [aCandidate('a', 60)], minutes(5)).proposals.map(({ localDate }) => localDate)).toEqual([
      '2026-03-03',
    ]);
  });

  it('S3 queued together they air as told, and everything queued before airs as before', () => {
    const seconds = fc.integer({ min: 30, max: 900 });
    const booked = fc.record({ seconds, priority: fc.boolean(), readings: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(
        fc.array(booked, { maxLength: 6 }),
        fc.array(seconds, { minLength: 1, maxLength: 5 }),
        (own, more) => {
          const bookings = own.map(({ seconds, priority, readings }, i) =>
            aBooking(`own-${i}`, { seconds, readings, class: priority ? 'priority' : 'normal' }),
          );
          const input = twoDays({ bookings });
          const candidates = more.map((length, i) => aCandidate(`c${i}`, length));
          const { proposals } = propose(input, candidates, minutes(40));
          const accepted = proposals.map(({ bulletinId, slotId, localDate }, i) => ({
            ...candidates.find(({ booking }) => booking.ref === bulletinId)!.booking,
            ...{ id: `own:${i}`, slotIds: [slotId], dates: { kind: 'on' as const, dates: [localDate] }, approvedAt: 2 },
          }));
          const before = planCommune(input);
          const after = planCommune({ ...input, bookings: [...bookings, ...accepted] });
          const aired = (plan: typeof before) => plan.rundowns.flatMap(({ items }) => items);
          const keys = new Set(aired(after).map(({ airingKey }) => airingKey));
          expect(aired(before).every(({ airingKey }) => keys.has(airingKey))).toBe(true);
          expect(aired(after)).toHaveLength(aired(before).length + proposals.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
