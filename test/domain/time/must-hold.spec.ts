import { slotRuleSchema } from '../../../src/contracts/http/slot-rule';
import { findOverlaps } from '../../../src/domain/scheduling/check-slot';
import { occurrencesOf } from '../../../src/domain/time/occurrences';
import { type SlotRule } from '../../../src/domain/time/slot-rule';
import { aRule as ruleOf } from '../../support/plan-builders';

describe('issue 6, must hold', () => {
  const aired = (rule: SlotRule, from: string, to: string): string[] =>
    occurrencesOf(rule, from, to).map(
      (one) => `${one.localDate} ${one.startLocal} ${new Date(one.startAt).toISOString().slice(11, 16)}`,
    );

  test('daily 02:00 in Berlin airs at 03:00 on the day of the spring change and at 02:00 after', () => {
    const rule = ruleOf({ zone: 'Europe/Berlin', startLocal: '02:00' });
    expect(aired(rule, '2026-03-28', '2026-03-30')).toEqual([
      '2026-03-28 02:00 01:00',
      '2026-03-29 03:00 01:00',
      '2026-03-30 02:00 00:00',
    ]);
  });

  test('Monday 06:00 in Hanoi is Sunday in UTC and judged Monday', () => {
    const rule = ruleOf({ zone: 'Asia/Ho_Chi_Minh', startLocal: '06:00', weekdays: [1] });
    expect(aired(rule, '2026-03-01', '2026-03-03')).toEqual(['2026-03-02 06:00 23:00']);
  });

  test('an hourly repeat with a length of fifteen years is refused with a sentence in both languages', () => {
    const { error } = slotRuleSchema.safeParse({
      ...ruleOf({ startLocal: '00:00', lengthMinutes: 15 * 366 * 24 * 60 }),
      exceptions: Array.from({ length: 23 }, (_, i) => ({
        date: '2026-03-02',
        kind: 'add',
        startLocal: `${String(i + 1).padStart(2, '0')}:00`,
      })),
    });
    expect(error?.issues[0]?.message).toBe(
      'thời lượng phải là số phút nguyên từ 1 đến 1440 / whole minutes from 1 to 1440',
    );
  });

  test('an hourly repeat whose sessions run into each other is refused with the dates', () => {
    const hourly = ruleOf({
      startLocal: '06:00',
      lengthMinutes: 90,
      exceptions: [{ date: '2026-03-02', kind: 'add', startLocal: '07:00' }],
    });
    const slot = {
      id: 's',
      areaId: 'a',
      level: 3,
      rule: hourly,
      sharing: 'shared',
      takes: 'anything',
      template: null,
    } as const;
    expect(findOverlaps([slot], { from: '2026-03-01', to: '2026-03-03' })).toMatchObject([
      { slotId: 's', otherSlotId: 's', dates: ['2026-03-02'] },
    ]);
  });
});
