import { type AiringFacts, explainAiring, soundingOf } from '../../../src/domain/scheduling/explain-airing';
import { newsOf } from '../../../src/domain/scheduling/plan-news';
import { aBooking, at, plan } from '../../support/plan-builders';

const day = '2026-03-02';
const on = { kind: 'on' as const, dates: [day] };
const storm = aBooking('storm', { seconds: 1200, class: 'priority', dates: on, approvedAt: 2 });
const fire = aBooking('fire', { seconds: 1200, class: 'priority', dates: on, approvedAt: 1 });
const evening = at(day, '17:00');

function factsOf(id: string, change: Partial<AiringFacts> = {}, input: Parameters<typeof plan>[0] = {}): AiringFacts {
  const planned = plan({ bookings: [storm, fire], window: { from: day, to: '2026-03-03' }, ...input });
  const [rundown] = planned.rundowns;
  return {
    now: evening + 3_600_000,
    bookings: [{ id, state: 'active', withdrawnBecause: null }],
    session: rundown ? { rundown, withdrawn: [], overridden: null } : null,
    news: newsOf(planned),
    decisions: [],
    results: [],
    ...change,
  };
}
const said = (facts: AiringFacts): string[] => {
  const answer = explainAiring(facts);
  return [
    answer.verdict,
    ...answer.facts.map(({ code, who, reason, by }) => [code, who, reason, by].filter(Boolean).join(' ')),
  ];
};
const keyOf = (facts: AiringFacts): string => facts.session?.rundown.items[0]?.airingKey ?? '';

describe('S10 why it did, and why it did not', () => {
  test('what came first was heard: planned, and what each device logged', () => {
    const facts = factsOf('fire');
    const logged = { airingKey: keyOf(facts), device: 'Cụm 1', stoppedBy: null, startAt: evening };
    expect(said({ ...facts, results: [{ ...logged, result: 'played', reason: null }] })).toEqual([
      'played',
      'planned booked',
      'device-played Cụm 1',
    ]);
    const stopped = { ...logged, result: 'partial', reason: 'stopped', stoppedBy: 'Bà Hoa' };
    expect(said({ ...facts, results: [stopped] })).toContain('device-partly Cụm 1 stopped Bà Hoa');
    expect(said({ ...facts, results: [{ ...logged, result: 'missed', reason: 'no-time-left' }] })[0]).toBe(
      'not-played',
    );
    expect(said({ ...facts, results: [{ ...logged, result: null, reason: null }] })).toEqual([
      'unknown',
      'planned booked',
      'device-not-reported Cụm 1',
    ]);
    expect(said({ ...facts, now: evening - 1 })[0]).toBe('will-play');
  });

  test('S2: of two priority items the later approval gives way until somebody decides; the decision is told with its reason', () => {
    expect(said(factsOf('storm'))).toEqual(['not-played', 'left-out no-room', 'carried-on', 'decision-open']);
    const session = plan({ bookings: [storm, fire] }).rundowns[0]?.slotOccurrenceId ?? '';
    const decision = { kind: 'order' as const, slotOccurrenceId: session, bookingIds: ['storm', 'fire'], level: 3 };
    const taken = { decision, by: 'hoa', reason: 'Tin bão phát trước', at: 5 };
    const decided = { decisions: [taken] };
    const input = { decisions: [decision] };
    expect(said(factsOf('storm', { ...decided, now: 0 }, input))).toEqual([
      'will-play',
      'planned booked',
      'decided-order hoa Tin bão phát trước',
    ]);
    expect(said(factsOf('fire', { ...decided, now: 0 }, input))).toEqual([
      'will-not-play',
      'left-out no-room',
      'carried-on',
      'decided-order hoa Tin bão phát trước',
    ]);
  });

  test('never queued, withdrawn, not asked for, held, approval lost, no session: each is another answer', () => {
    expect(said(factsOf('fire', { bookings: [] }))).toEqual(['not-played', 'not-booked']);
    const withdrawn = [{ id: 'other', state: 'withdrawn' as const, withdrawnBecause: 'recalled' }];
    expect(said(factsOf('other', { bookings: withdrawn }))).toEqual([
      'not-played',
      'booking-withdrawn recalled',
      'not-asked-for',
    ]);
    const hold = { kind: 'hold' as const, slotOccurrenceId: null, bookingId: 'fire', level: 3 };
    const taken = { decision: hold, by: 'nam', reason: 'sai số liệu', at: 5 };
    expect(said(factsOf('fire', { decisions: [taken] }, { decisions: [hold] }))).toEqual([
      'not-played',
      'planned booked',
      'held',
      'decided-hold nam sai số liệu',
    ]);
    const facts = factsOf('fire');
    const lost = { ...facts.session!, withdrawn: [keyOf(facts)] };
    expect(said({ ...facts, session: lost })).toContain('approval-lost');
    const gone = { ...facts, session: { ...facts.session!, lost: [keyOf(facts)] } };
    expect(said({ ...gone, now: evening - 1 })).toEqual(['will-not-play', 'planned booked', 'audio-lost']);
    const heard = { device: 'Cụm 1', result: 'played', reason: null, stoppedBy: null, startAt: evening };
    expect(said({ ...gone, results: [{ airingKey: keyOf(facts), ...heard }] })).not.toContain('audio-lost');
    expect(said(factsOf('fire', { session: null, news: [] }))).toEqual(['not-played', 'no-session']);
    const night = plan({
      bookings: [fire],
      policies: [{ areaId: 'x', level: 0, limits: { weekdays: [3] }, exceptions: [] }],
    });
    expect(said(factsOf('fire', { session: null, news: newsOf(night) }))).toEqual([
      'not-played',
      'session-blocked weekday-not-allowed',
    ]);
  });

  test('an override after the freeze is told with who and why', () => {
    const facts = factsOf('fire');
    const session = { ...facts.session!, overridden: { byName: 'lan', reason: 'thêm tin bão', at: 9 } };
    expect(said({ ...facts, session })).toContain('overridden lan thêm tin bão');
  });
});

describe('S10 what sounded near the school at 04:50', () => {
  const moment = at(day, '04:50');
  const box = {
    device: 'Loa trường học',
    title: null,
    startAt: null,
    endAt: null,
    awaited: false,
    alarmed: false,
    heardAt: moment + 1,
  };

  test('this, nothing of ours, or unknown while the device has not reported', () => {
    expect(soundingOf({ ...box, title: 'Bản tin sáng' }, moment)).toBe('ours');
    expect(soundingOf(box, moment)).toBe('nothing-of-ours');
    expect(soundingOf({ ...box, awaited: true }, moment)).toBe('unknown');
    expect(soundingOf({ ...box, alarmed: true }, moment)).toBe('unknown');
    expect(soundingOf({ ...box, heardAt: moment - 1 }, moment)).toBe('unknown');
    expect(soundingOf({ ...box, heardAt: null }, moment)).toBe('unknown');
  });
});
