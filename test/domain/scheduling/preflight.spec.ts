import { findingTexts } from '../../../src/contracts/http/preflight-texts';
import { newsOf } from '../../../src/domain/scheduling/plan-news';
import { type PlanInput } from '../../../src/domain/scheduling/plan-commune';
import { type Policy } from '../../../src/domain/scheduling/policy';
import { type DayRundown, type PreflightDay } from '../../../src/domain/scheduling/preflight/day';
import { findingKey, type Judgement } from '../../../src/domain/scheduling/preflight/finding';
import { judgeDay } from '../../../src/domain/scheduling/preflight/judge-day';
import { lastDueRun, markReached, startsAtMark } from '../../../src/domain/scheduling/preflight/times';
import { type Rundown } from '../../../src/domain/scheduling/rundown';
import { aBooking, aSlot, at, commune, plan, zone } from '../../support/plan-builders';

const day = '2026-03-03';
const eve = at('2026-03-02', '15:00');
const box = { id: 'box', name: 'Cụm loa 1', zone: null, speaksForItself: false, joined: true, heardAt: eve };

const audioOf = (rundown: Rundown): DayRundown['audio'] =>
  Object.fromEntries(
    rundown.items.map(({ airingKey, sourceId }) => [airingKey, { title: sourceId, validFrom: null, validUntil: null }]),
  );

interface Around extends Partial<Omit<PreflightDay, 'programmes'>> {
  change?: (rundown: DayRundown) => DayRundown;
  /** Limits of now, where they are others than those that were planned with. */
  limits?: readonly Policy[];
}

/** Plans the day and judges it. */
function judged(input: Partial<PlanInput>, { change = (one) => one, limits, ...around }: Around = {}): Judgement {
  const planned = plan({ window: { from: day, to: day }, asOf: eve, ...input });
  const rundowns = planned.rundowns.map((rundown) => change({ rundown, audio: audioOf(rundown), withdrawn: [] }));
  const names = new Map((input.bookings ?? []).map(({ id }) => [id, `Tin ${id}`]));
  const policies = limits ?? input.policies ?? [];
  return judgeDay({
    communeCode: commune,
    date: day,
    now: eve,
    programmes: [{ areaCode: commune, policies, rundowns, news: newsOf(planned), names }],
    voided: [],
    devices: [box],
    audioChecks: [],
    relays: { nativeFfmpeg: true },
    ...around,
  });
}

const said = ({ findings }: Judgement): string[] =>
  findings.map(({ level, code, rule, bookingId, reason }) =>
    [level, code, rule, bookingId, reason].filter((part) => part !== null).join(' '),
  );
const limit = (limits: Policy['limits']): Policy[] => [{ areaId: commune, level: 3, limits, exceptions: [] }];

describe('S8 pre-flight of a day', () => {
  test('a day on which all is well is green', () => {
    expect(judged({ bookings: [aBooking('a'), aBooking('b')] })).toMatchObject({ colour: 'green', findings: [] });
  });

  test('clause 9: an item that is not there in a language of the commune is amber, once a day', () => {
    const inBoth = aBooking('b', {
      audio: ['jra', 'vi'].map((language) => ({ language, versionId: `b-${language}`, durationMs: 60_000 })),
    });
    const bookings = [aBooking('a', { readings: 2 }), inBoth];
    const { findings, colour } = judged({ bookings }, { languages: ['vi', 'jra'] });
    expect(findings.map(({ code, subject, reason }) => [code, subject, reason])).toEqual([
      ['language-missing', 'a', 'jra'],
    ]);
    expect(colour).toBe('amber');
    expect(findingTexts(findings[0]!, zone).cause.vi).toBe('Chưa có bản bằng Tiếng Gia Rai');
    expect(judged({ bookings }, { languages: null }).colour).toBe('green');
  });

  test('an item without approval, without its file or without validity is red by itself, and the rest airs', () => {
    const bookings = [aBooking('a', { approvedAt: null }), aBooking('b'), aBooking('c'), aBooking('d')];
    const result = judged(
      { bookings },
      {
        change: (one) => {
          const keyOf = (id: string): string =>
            one.rundown.items.find(({ sourceId }) => sourceId === id)?.airingKey ?? '';
          const known = { title: 'c', validFrom: null, validUntil: null };
          const { [keyOf('b')]: _, ...audio } = one.audio;
          const changed = { [keyOf('c')]: { ...known, missing: true }, [keyOf('d')]: { ...known, validUntil: eve } };
          return { ...one, audio: { ...audio, ...changed } };
        },
      },
    );
    expect(said(result).sort()).toEqual([
      'red audio-missing P3 b',
      'red audio-missing P3 c',
      'red not-approved B2 a',
      'red validity-ended B1 d',
    ]);
    expect(result).toMatchObject({ colour: 'red', red: 4, amber: 0 });
    expect(result.findings.find(({ code }) => code === 'not-approved')?.until).toBe(at(day, '16:50'));
  });

  test('a whole slot is blocked only where it lies outside its window; partly outside, what fits airs', () => {
    const early = aSlot('early', { rule: { startLocal: '04:00' } });
    const edge = aSlot('edge', { rule: { startLocal: '20:45' } });
    const result = judged({ slots: [early, edge], bookings: [aBooking('a', { seconds: 600 })] });
    expect(said(result)).toEqual(['red slot-blocked S7 outside-window', 'amber session-note S7 partly-outside-window']);
  });

  test('limits that became tighter after the plan was made show at once', () => {
    const bookings = [aBooking('a', { seconds: 600 }), aBooking('b', { seconds: 600 })];
    const windows = limit({ windows: [{ from: '05:00', to: '17:15' }] });
    expect(said(judged({ bookings }, { limits: windows }))).toEqual(['red outside-window S7 b 05:00-17:15']);
    const cap = limit({ maxSessionMinutes: 15 });
    expect(said(judged({ bookings }, { limits: cap }))).toEqual(['red over-session-cap S7 15']);
  });

  test('weekdays, sessions a day and a cancelled session are named, the last as somebody decided', () => {
    const slots = ['06:00', '11:00'].map((startLocal, i) => aSlot(`s${i}`, { rule: { startLocal } }));
    const bookings = [aBooking('a', { repeat: { playsPerDay: 1, gapMs: null, total: null } })];
    // 3 March 2026 is a Tuesday.
    const weekdays = limit({ weekdays: [1, 3] });
    expect(said(judged({ bookings, slots: slots.slice(0, 1), policies: weekdays }))).toEqual([
      'red slot-blocked S7 weekday-not-allowed',
    ]);
    const both = [aBooking('a'), aBooking('b')];
    expect(said(judged({ bookings: both, slots, policies: limit({ maxSessionsPerDay: 1 }) }))).toContain(
      'red slot-blocked S7 too-many-sessions',
    );
    const [morning] = plan({ window: { from: day, to: day }, asOf: eve, slots, bookings }).rundowns;
    const cancelled = [
      { kind: 'cancel-session' as const, slotOccurrenceId: morning?.slotOccurrenceId ?? '', level: 3 },
    ];
    expect(said(judged({ bookings, slots, decisions: cancelled }))).toEqual(['info slot-blocked S7 session-cancelled']);
  });

  test('too much for the session: what waits is amber, what finds no place is red; an empty session is amber', () => {
    const on = { kind: 'on' as const, dates: [day] };
    const bookings = [aBooking('a', { seconds: 1200, dates: on }), aBooking('b', { seconds: 1200, dates: on })];
    expect(said(judged({ bookings }))).toEqual(['red left-out S3 b no-room']);
    const week = judged({ bookings, window: { from: day, to: '2026-03-04' } });
    expect(said(week)).toContain('amber carried-over S3 b no-room');
    expect(said(judged({ bookings: [] }))).toEqual(['amber session-empty S3']);
  });

  test('S2: two priority items that do not both fit wait for a decision, until the freeze', () => {
    const dates = { kind: 'on' as const, dates: [day] };
    const bookings = ['a', 'b'].map((id) => aBooking(id, { seconds: 1200, class: 'priority', dates }));
    const result = judged({ bookings });
    expect(said(result)).toContain('amber decision-needed S2 priority-needs-decision');
    const asked = result.findings.find(({ code }) => code === 'decision-needed');
    expect(asked).toMatchObject({ until: at(day, '16:50'), details: ['a', 'b'] });
  });

  test('S9: more than half of a session that repeats the last one is amber; exactly half is not', () => {
    const slots = ['06:00', '17:00'].map((startLocal, i) => aSlot(`s${i}`, { rule: { startLocal } }));
    const always = aBooking('always', { seconds: 60 });
    const evening = (seconds: number) => aBooking('new', { seconds, slotIds: ['s1'] });
    expect(said(judged({ slots, bookings: [always, evening(59)] }))).toEqual([
      'amber session-note S9 repeats-last-session',
    ]);
    expect(said(judged({ slots, bookings: [always, evening(60)] }))).toEqual([]);
  });

  test('an approval that was lost, before and after the freeze, and a held item are named', () => {
    const bookings = [aBooking('a'), aBooking('b')];
    const hold = { kind: 'hold' as const, slotOccurrenceId: null, bookingId: 'b', level: 3 };
    const withdraw = (one: DayRundown): DayRundown => ({ ...one, withdrawn: [one.rundown.items[0]?.airingKey ?? ''] });
    const voided = [{ bookingId: 'v', title: 'Tin đã sửa' }];
    expect(said(judged({ bookings, decisions: [hold] }, { change: withdraw, voided }))).toEqual([
      'red approval-void B2 v',
      'red approval-lost B7 a',
      'amber held P9 b',
    ]);
  });

  test('a live relay without a native ffmpeg is amber: its fallback plays', () => {
    const bookings = [aBooking('r', { kind: 'relay', offsetMs: 0 })];
    expect(said(judged({ bookings }, { relays: { nativeFfmpeg: false } }))).toEqual([
      'amber relay-without-ffmpeg P1 r',
    ]);
  });

  test('P1: no device is red; one that never joined, or is silent for hours, is amber; so is a zone without any', () => {
    const bookings = [aBooking('a')];
    expect(said(judged({ bookings }, { devices: [] }))).toEqual(['red no-device P1']);
    expect(said(judged({ bookings: [] }, { devices: [] }))).toEqual(['amber session-empty S3']);
    const never = { ...box, joined: false };
    const silent = { ...box, id: 'box-2', heardAt: eve - 7 * 3_600_000 };
    const person = { ...box, id: 'person', speaksForItself: true, joined: false, heardAt: null };
    expect(said(judged({ bookings }, { devices: [never, silent, person] }))).toEqual([
      'amber device-never-joined P1',
      'amber device-silent P1',
    ]);
    const programmeArea = { id: commune, zones: ['z1', 'z2'] };
    const inZones = [aBooking('z', { zones: ['z2'] })];
    const ofZ1 = { ...box, zone: 'z1' };
    expect(said(judged({ programmeArea, bookings: inZones }, { devices: [ofZ1] }))).toEqual([
      'amber zone-without-device P1',
    ]);
  });

  test('P3: who holds the audio is amber while some do or there is a day left, red when nobody does at one hour', () => {
    const check = (mark: 1440 | 60 | 5, ...holdings: ('holds' | 'lacks' | 'unknown')[]) => ({
      ...{ areaCode: commune, slotId: 'evening', slotOccurrenceId: 'o', startAt: at(day, '17:00'), mark },
      devices: holdings.map((holding, i) => ({ id: `d${i}`, name: `Loa ${i}`, holding })),
    });
    const levels = (audioChecks: PreflightDay['audioChecks']): string[] =>
      said(judged({ bookings: [aBooking('a')] }, { audioChecks }));
    expect(levels([check(60, 'holds', 'holds')])).toEqual([]);
    expect(levels([check(1440, 'lacks', 'unknown')])).toEqual(['amber audio-not-on-devices P3 1440']);
    expect(levels([check(60, 'lacks', 'unknown')])).toEqual(['red audio-not-on-devices P3 60']);
    expect(levels([check(5, 'holds', 'lacks')])).toEqual(['amber audio-not-on-devices P3 5']);
  });

  test('a finding is the same finding when only its words and moments change', () => {
    const [one] = judged({ bookings: [aBooking('a', { approvedAt: null })] }).findings;
    if (!one) throw new Error('no finding');
    expect(findingKey({ ...one, subject: 'Tên mới', until: 1, startAt: 2 })).toBe(findingKey(one));
    expect(findingKey({ ...one, level: 'amber' })).not.toBe(findingKey(one));
  });
});

describe('S8 when it runs', () => {
  test('the last run that was due is made up for, and only that one', () => {
    const due = (date: string, time: string) => lastDueRun(at(date, time), zone);
    const at15 = { dueAt: at('2026-03-02', '15:00'), date: day };
    const at20 = { dueAt: at('2026-03-02', '20:00'), date: day };
    expect(due('2026-03-02', '15:00')).toEqual(at15);
    expect(due('2026-03-02', '19:59')).toEqual(at15);
    expect(due('2026-03-02', '20:00')).toEqual(at20);
    expect(due(day, '14:59')).toEqual(at20);
    expect(due(day, '15:00')).toEqual({ dueAt: at(day, '15:00'), date: '2026-03-04' });
  });

  test('the station clock decides, through a change of the clocks too', () => {
    const berlin = 'Europe/Berlin';
    const spring = Date.UTC(2026, 2, 29, 12, 59);
    expect(lastDueRun(spring, berlin)).toEqual({ dueAt: Date.UTC(2026, 2, 28, 19), date: '2026-03-29' });
    expect(lastDueRun(spring + 60_000, berlin)).toEqual({ dueAt: Date.UTC(2026, 2, 29, 13), date: '2026-03-30' });
  });

  test('24 hours, 1 hour and 5 minutes before a session, each mark until the next one comes', () => {
    const start = at(day, '17:00');
    const minutesBefore = [1441, 1440, 61, 60, 6, 5, 1, 0].map((minutes) =>
      markReached(start, start - minutes * 60_000),
    );
    expect(minutesBefore).toEqual([null, 1440, 1440, 60, 60, 5, 5, null]);
    for (const before of [1440 * 60_000, 61 * 60_000, 3_600_000, 300_001, 300_000, 1]) {
      const now = start - before;
      const mark = markReached(start, now);
      if (mark === null) throw new Error('no mark');
      const { fromAt, untilAt } = startsAtMark(mark, now);
      expect(fromAt <= start && start < untilAt).toBe(true);
      const others = ([1440, 60, 5] as const).filter((one) => one !== mark).map((one) => startsAtMark(one, now));
      expect(others.some((span) => span.fromAt <= start && start < span.untilAt)).toBe(false);
    }
  });
});
