import fc from 'fast-check';
import { type Policy } from '../../../src/domain/scheduling/policy';
import { ruleUnderEvents, type ScheduleEvent } from '../../../src/domain/scheduling/schedule-event';
import { type Slot } from '../../../src/domain/scheduling/slot';
import {
  addVariant,
  changeRule,
  copyDay,
  copyWeek,
  pauseRule,
  resumeRule,
  type ChangedRule,
} from '../../../src/domain/scheduling/slot-change';
import { conflictsOfSlot } from '../../../src/domain/scheduling/slot-conflicts';
import { addDays, weekdayOf, type Weekday } from '../../../src/domain/time/local-date';
import { occurrencesOf, type Occurrence } from '../../../src/domain/time/occurrences';
import { type SlotRule } from '../../../src/domain/time/slot-rule';
import { aBooking, aSlot, at, commune, plan, province } from '../../support/plan-builders';

const numRuns = process.env.LOA_TEST_LONG === '1' ? 10_000 : 400;
const monday = '2026-03-02';
const range = { from: monday, to: '2026-03-22' };
const dateIn = (day: number): string => addDays(monday, day);
const provincePolicy: Policy = {
  areaId: province,
  level: 1,
  limits: { windows: [{ from: '05:30', to: '20:00' }], maxSessionMinutes: 60 },
  exceptions: [],
};
const communePolicy: Policy = {
  areaId: commune,
  level: 3,
  limits: { maxSessionsPerDay: 4, weekdays: [1, 2, 3, 4, 5, 6] },
  exceptions: [],
};

const start = fc.constantFrom('03:15', '05:30', '07:00', '09:30', '11:00', '17:00', '19:30', '20:15');
const minutes = fc.constantFrom(10, 30, 60, 90);
const day = fc.integer({ min: 0, max: 20 });
const weekdays = fc.constantFrom<Weekday[]>([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5], [2, 4, 6], [7]);
const terms = fc.record({ startLocal: start, lengthMinutes: minutes, weekdays }, { requiredKeys: [] });

type Edit = { slot: number; of: (rule: SlotRule) => ChangedRule; before: string | null };
const edit = (of: (rule: SlotRule) => ChangedRule, before: string | null = null): Omit<Edit, 'slot'> => ({
  of,
  before,
});

/** `before`: the date before which the edit promises to leave everything as it was. */
const edits: fc.Arbitrary<Omit<Edit, 'slot'>> = fc.oneof(
  fc
    .tuple(day, start, minutes)
    .map(([d, startLocal, lengthMinutes]) =>
      edit(
        (rule) =>
          changeRule(rule, { scope: 'this', date: dateIn(d), day: { kind: 'move', startLocal, lengthMinutes } }),
        dateIn(d),
      ),
    ),
  fc
    .tuple(day, fc.constantFrom('skip', 'restore'))
    .map(([d, kind]) =>
      edit(
        (rule) => changeRule(rule, { scope: 'this', date: dateIn(d), day: { kind } as { kind: 'skip' } }),
        dateIn(d),
      ),
    ),
  fc
    .tuple(day, terms)
    .map(([d, own]) =>
      edit((rule) => changeRule(rule, { scope: 'following', date: dateIn(d), terms: own }), dateIn(d)),
    ),
  terms.map((own) => edit((rule) => changeRule(rule, { scope: 'all', terms: own }))),
  fc
    .tuple(start, day)
    .map(([startLocal, d]) =>
      edit(
        (rule) => addVariant(rule, { from: dateIn(d), to: null, season: { from: '03-10', to: '03-15' }, startLocal }),
        dateIn(d),
      ),
    ),
  fc
    .tuple(day, fc.option(fc.integer({ min: 0, max: 5 })))
    .map(([d, length]) =>
      edit((rule) => pauseRule(rule, dateIn(d), length === null ? null : dateIn(d + length), 'nghỉ'), dateIn(d)),
    ),
  day.map((d) => edit((rule) => resumeRule(rule, dateIn(d)), dateIn(d))),
  fc
    .tuple(day, day)
    .map(([from, to]) => edit((rule) => ({ rule: copyDay(rule, dateIn(from), dateIn(to)) }), dateIn(to))),
  fc
    .tuple(day, day)
    .map(([from, to]) => edit((rule) => ({ rule: copyWeek(rule, dateIn(from), dateIn(to)) }), dateIn(to))),
);
const sequences = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 2 }), edits).map(([slot, one]): Edit => ({ slot, ...one })),
  { minLength: 1, maxLength: 8 },
);

const sessions = (rule: SlotRule): Occurrence[] => occurrencesOf(rule, range.from, range.to);
const shown = (rule: SlotRule, before: string): string =>
  JSON.stringify(sessions(rule).filter(({ localDate }) => localDate < before));
const overlaps = (a: Occurrence, b: Occurrence): boolean => a.startAt < b.endAt && b.startAt < a.endAt;

/** The rules of limits, said once more in the plainest way: minutes of one local day in a zone without clock changes. */
function breaksLimits(
  { localDate, startAt, endAt }: Occurrence,
  limits: { weekdays: readonly number[] | null },
): string | null {
  const from = (startAt - at(localDate, '00:00')) / 60_000;
  const to = (endAt - at(localDate, '00:00')) / 60_000;
  if (from < 330 || to > 1200) return 'window';
  if (to - from > 60) return 'length';
  if (limits.weekdays && !limits.weekdays.includes(weekdayOf(localDate))) return 'weekday';
  return null;
}

/** Saves what has no blocking conflict, as the service does; gives the slots back as they then are. */
function save(slots: readonly Slot[], index: number, rule: SlotRule): readonly Slot[] {
  const wanted: Slot = { ...slots[index]!, rule };
  const others = slots.filter((_, i) => i !== index);
  const policies = wanted.level === 1 ? [provincePolicy] : [provincePolicy, communePolicy];
  const around = {
    policies,
    above: others.filter(({ level }) => level <= wanted.level),
    below: others.filter(({ level }) => level > wanted.level),
    tighterBelow: [],
  };
  const blocked = conflictsOfSlot(wanted, around, range).some(({ blocking }) => blocking);
  return blocked ? slots : slots.map((slot, i) => (i === index ? wanted : slot));
}

const first = (): Slot[] => [
  aSlot('news', { areaId: province, level: 1, rule: { startLocal: '06:00', weekdays: [1, 3, 5] } }),
  aSlot('noon', { rule: { startLocal: '11:00', weekdays: [1, 2, 3, 4, 5, 6] } }),
  aSlot('evening', { rule: { startLocal: '17:00', weekdays: [1, 2, 3, 4, 5] } }),
];

describe(`${numRuns} random sequences of edits keep every rule`, () => {
  test('S7, S11, S12: whatever was saved stands inside the limits, beside its own kind, and below what comes from above', () => {
    let saved = 0;
    fc.assert(
      fc.property(sequences, day, (sequence, mourning) => {
        let slots: readonly Slot[] = first();
        for (const { slot, of, before } of sequence) {
          const was = slots[slot]!.rule;
          const result = of(was);
          if ('problem' in result) continue;
          if (before !== null) expect(shown(result.rule, before)).toBe(shown(was, before));
          const next = save(slots, slot, result.rule);
          if (next !== slots) saved += 1;
          slots = next;
        }
        for (const { level, rule } of slots) {
          const limits = { weekdays: level === 1 ? null : communePolicy.limits.weekdays! };
          expect(
            sessions(rule)
              .map((one) => breaksLimits(one, limits))
              .filter(Boolean),
          ).toEqual([]);
        }
        const own = slots.filter(({ level }) => level === 3).flatMap(({ rule }) => sessions(rule));
        // In order of start, two that overlap are neighbours or have one between them that overlaps too.
        own.sort((a, b) => a.startAt - b.startAt);
        expect(own.filter((a, i) => own[i + 1] && overlaps(a, own[i + 1]!))).toEqual([]);
        const event: ScheduleEvent = {
          id: 'mourning',
          areaId: province,
          level: 1,
          dates: { kind: 'dates', from: dateIn(mourning), until: dateIn(mourning) },
          effects: [{ kind: 'skip', binding: true }],
          slotIds: null,
          grantedAt: 1,
        };
        const under = slots.map((slot) => ({ ...slot, rule: ruleUnderEvents(slot, [event], range) }));
        const { rundowns } = plan({
          window: range,
          asOf: at('2026-03-01', '12:00'),
          slots: under,
          policies: [provincePolicy, communePolicy],
          bookings: [aBooking('b')],
        });
        expect(rundowns.filter(({ localDate }) => localDate === dateIn(mourning))).toEqual([]);
        expect(rundowns.filter((a, i) => a.endAt > (rundowns[i + 1]?.startAt ?? Number.POSITIVE_INFINITY))).toEqual([]);
        const upper = under[0]!;
        const news = sessions(upper.rule);
        const beaten = rundowns.filter(
          (a) => a.slotId !== upper.id && news.some((b) => b.startAt < a.endAt && a.startAt < b.endAt),
        );
        expect(beaten).toEqual([]);
      }),
      { numRuns },
    );
    // A generator whose edits are all refused would prove nothing.
    expect(saved).toBeGreaterThan(numRuns);
  }, 600_000);
});
