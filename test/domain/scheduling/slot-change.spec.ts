import {
  addVariant,
  changeRule,
  copyDay,
  copyWeek,
  pauseRule,
  resumeRule,
  type ChangedRule,
  type RuleChange,
} from '../../../src/domain/scheduling/slot-change';
import { occurrencesOf } from '../../../src/domain/time/occurrences';
import { type SlotRule } from '../../../src/domain/time/slot-rule';
import { aRule } from '../../support/plan-builders';

const ruleOf = (result: ChangedRule): SlotRule => {
  if ('problem' in result) throw new Error(result.problem);
  return result.rule;
};
const change = (rule: SlotRule, wanted: RuleChange): SlotRule => ruleOf(changeRule(rule, wanted));
const problemOf = (result: ChangedRule): string => ('problem' in result ? result.problem : 'none');
/** `date time length` of each session. */
const sessions = (rule: SlotRule, from: string, to = from): string[] =>
  occurrencesOf(rule, from, to).map(
    (one) => `${one.localDate} ${one.startLocal} ${(one.endAt - one.startAt) / 60_000}`,
  );
const starts = (rule: SlotRule, from: string, to: string): string[] =>
  occurrencesOf(rule, from, to).map(({ localDate, startLocal }) => `${localDate.slice(8)} ${startLocal}`);

describe('issue 6.7: this one, this and following, all', () => {
  test('this one: other times, no session, and back', () => {
    const moved = change(aRule(), { scope: 'this', date: '2026-03-03', day: { kind: 'move', startLocal: '18:00' } });
    expect(starts(moved, '2026-03-02', '2026-03-04')).toEqual(['02 17:00', '03 18:00', '04 17:00']);
    const skipped = change(moved, { scope: 'this', date: '2026-03-03', day: { kind: 'skip' } });
    expect(starts(skipped, '2026-03-02', '2026-03-04')).toEqual(['02 17:00', '04 17:00']);
    const back = change(skipped, { scope: 'this', date: '2026-03-03', day: { kind: 'restore' } });
    expect(back.exceptions).toEqual([]);
    expect(problemOf(changeRule(back, { scope: 'this', date: '2026-03-03', day: { kind: 'restore' } }))).toBe(
      'nothing-changes',
    );
    const weekdays = aRule({ weekdays: [1] });
    expect(problemOf(changeRule(weekdays, { scope: 'this', date: '2026-03-03', day: { kind: 'skip' } }))).toBe(
      'no-session-that-day',
    );
  });

  test('this and following: the days before keep their times; a second edit of the same date is one change', () => {
    const once = change(aRule(), {
      scope: 'following',
      date: '2026-03-04',
      terms: { startLocal: '05:00', weekdays: [3, 4] },
    });
    expect(starts(once, '2026-03-02', '2026-03-06')).toEqual(['02 17:00', '03 17:00', '04 05:00', '05 05:00']);
    const twice = change(once, { scope: 'following', date: '2026-03-04', terms: { lengthMinutes: 15 } });
    expect(twice.variants).toHaveLength(1);
    expect(sessions(twice, '2026-03-04')).toEqual(['2026-03-04 05:00 15']);
    const ended = change(twice, { scope: 'following', date: '2026-03-05', terms: {}, validTo: '2026-03-05' });
    expect(starts(ended, '2026-03-04', '2026-03-31')).toEqual(['04 05:00', '05 05:00']);
    expect(problemOf(changeRule(ended, { scope: 'following', date: '2026-03-06', terms: { lengthMinutes: 5 } }))).toBe(
      'outside-validity',
    );
  });

  test('all: what is said holds on every date, and dated times keep what they say of other things', () => {
    const varied = change(aRule(), {
      scope: 'following',
      date: '2026-03-04',
      terms: { startLocal: '05:00', lengthMinutes: 15 },
    });
    const all = change(varied, { scope: 'all', terms: { startLocal: '06:00' } });
    expect(sessions(all, '2026-03-03', '2026-03-04')).toEqual(['2026-03-03 06:00 30', '2026-03-04 06:00 15']);
    expect(problemOf(changeRule(all, { scope: 'all', terms: {}, validTo: '2025-01-01' }))).toBe('outside-validity');
  });

  test('summer and winter times come back each year, also over the turn of the year', () => {
    const winter = ruleOf(
      addVariant(aRule(), {
        from: '2026-01-01',
        to: null,
        season: { from: '10-16', to: '04-15' },
        startLocal: '16:30',
      }),
    );
    const on = (date: string): string => occurrencesOf(winter, date, date)[0]!.startLocal;
    expect(
      ['2026-04-15', '2026-04-16', '2026-10-15', '2026-10-16', '2026-12-31', '2027-01-01', '2031-04-16'].map(on),
    ).toEqual(['16:30', '17:00', '17:00', '16:30', '16:30', '16:30', '17:00']);
  });

  test('a pause silences the slot, additions included, until it is resumed; one that had not begun is taken back', () => {
    const withAddition = aRule({ exceptions: [{ date: '2026-03-03', kind: 'add', startLocal: '09:00' }] });
    const paused = ruleOf(pauseRule(withAddition, '2026-03-03', null, 'sửa trạm'));
    expect(starts(paused, '2026-03-02', '2026-03-31')).toEqual(['02 17:00']);
    expect(problemOf(pauseRule(paused, '2026-05-01', null, 'lại sửa'))).toBe('paused');
    const resumed = ruleOf(resumeRule(paused, '2026-03-05'));
    expect(starts(resumed, '2026-03-02', '2026-03-05')).toEqual(['02 17:00', '05 17:00']);
    expect(ruleOf(resumeRule(paused, '2026-03-03')).pauses).toEqual([]);
    expect(problemOf(resumeRule(resumed, '2026-03-06'))).toBe('not-paused');
  });

  test('a day copied airs what the first airs and nothing else, whatever it had', () => {
    const rule = aRule({
      weekdays: [1, 2, 3],
      exceptions: [
        { date: '2026-03-02', kind: 'move', startLocal: '18:00', lengthMinutes: 10 },
        { date: '2026-03-02', kind: 'add', startLocal: '09:00' },
        { date: '2026-03-03', kind: 'add', startLocal: '11:00' },
        { date: '2026-03-10', kind: 'skip' },
      ],
    });
    const times = (one: SlotRule, date: string): string[] => sessions(one, date).map((text) => text.slice(11));
    const model = times(rule, '2026-03-02');
    expect(model).toEqual(['09:00 30', '18:00 10']);
    for (const to of ['2026-03-03', '2026-03-08', '2026-03-10'])
      expect(times(copyDay(rule, '2026-03-02', to), to)).toEqual(model);
    expect(times(copyDay(rule, '2026-03-05', '2026-03-02'), '2026-03-02')).toEqual([]);
    const week = copyWeek(rule, '2026-03-02', '2026-03-09');
    for (let day = 0; day < 7; day += 1) {
      const of = (first: number): string => `2026-03-${String(first + day).padStart(2, '0')}`;
      expect(times(week, of(9))).toEqual(times(rule, of(2)));
    }
  });
});
