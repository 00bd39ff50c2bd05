import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { dateRangeSchema, slotRuleSchema } from '../../../src/contracts/http/slot-rule';

const rule = {
  zone: 'Asia/Ho_Chi_Minh',
  weekdays: [1, 3, 5],
  startLocal: '05:00',
  lengthMinutes: 30,
  validFrom: '2026-01-01',
  validTo: null,
  exceptions: [],
};

describe('T4 the slot rule on the wire', () => {
  test('the canonical form passes as it is; valid-to and exceptions may be left out', () => {
    expect(slotRuleSchema.parse(rule)).toEqual(rule);
    const { validTo: _, exceptions: __, ...short } = rule;
    expect(slotRuleSchema.parse(short)).toEqual(rule);
  });

  test('a start may name seconds', () => {
    expect(slotRuleSchema.parse({ ...rule, startLocal: '05:00:07' }).startLocal).toBe('05:00:07');
  });

  test.each([
    ['an unknown zone', { zone: 'Asia/Hanoi' }, 'zone'],
    ['a bare offset', { zone: '+07:00' }, 'zone'],
    ['weekday 0', { weekdays: [0] }, 'weekdays'],
    ['weekday 8', { weekdays: [8] }, 'weekdays'],
    ['a weekday twice', { weekdays: [1, 1] }, 'weekdays'],
    ['a rule that never airs', { weekdays: [] }, 'weekdays'],
    ['24:00', { startLocal: '24:00' }, 'startLocal'],
    ['5:00', { startLocal: '5:00' }, 'startLocal'],
    ['05:00:60', { startLocal: '05:00:60' }, 'startLocal'],
    ['05:00:7', { startLocal: '05:00:7' }, 'startLocal'],
    ['no length', { lengthMinutes: 0 }, 'lengthMinutes'],
    ['half minutes', { lengthMinutes: 1.5 }, 'lengthMinutes'],
    ['more than a day', { lengthMinutes: 1441 }, 'lengthMinutes'],
    ['30 February', { validFrom: '2026-02-30' }, 'validFrom'],
    ['an end before the start', { validTo: '2025-12-31' }, 'validTo'],
    ['a move to nowhere', { exceptions: [{ date: '2026-02-02', kind: 'move' }] }, 'exceptions'],
    ['an unknown kind', { exceptions: [{ date: '2026-02-02', kind: 'cancel' }] }, 'exceptions'],
  ])('refuses %s and names the place', (_, change, place) => {
    const { error } = slotRuleSchema.safeParse({ ...rule, ...change });
    expect(error?.issues.map((issue) => issue.path[0])).toContain(place);
  });

  test('refuses a range that is reversed or longer than 20 years', () => {
    expect(dateRangeSchema.safeParse({ from: '2026-01-01', to: '2026-01-01' }).success).toBe(true);
    expect(dateRangeSchema.safeParse({ from: '2026-01-01', to: '2045-12-31' }).success).toBe(true);
    expect(dateRangeSchema.safeParse({ from: '2026-01-02', to: '2026-01-01' }).success).toBe(false);
    expect(dateRangeSchema.safeParse({ from: '2026-01-01', to: '2047-01-01' }).success).toBe(false);
  });
});

describe('T6 slots preview', () => {
  const preview = async (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    const register = path.join(__dirname, '../../support/typescript-register.cjs');
    const script = path.join(__dirname, 'slots-preview-program.ts');
    const outcome = await promisify(execFile)(process.execPath, [
      '-r',
      register,
      script,
      'slots',
      'preview',
      ...args,
    ]).catch((error: { code: number; stdout: string; stderr: string }) => error);
    return { code: 'code' in outcome ? outcome.code : 0, stdout: outcome.stdout, stderr: outcome.stderr };
  };
  const range = ['--from', '2026-01-02', '--to', '2026-01-05'];

  test('prints one line of JSON with exactly the agreed keys', async () => {
    const { code, stdout, stderr } = await preview('--rule', JSON.stringify(rule), ...range, '--json');
    const at = Date.parse('2026-01-01T22:00:00Z');
    const shared = { startLocal: '05:00', zone: 'Asia/Ho_Chi_Minh' };
    expect(JSON.parse(stdout)).toEqual({
      occurrences: [
        { localDate: '2026-01-02', ...shared, startAt: at, endAt: at + 1_800_000, because: 'rule' },
        { localDate: '2026-01-05', ...shared, startAt: at + 259_200_000, endAt: at + 261_000_000, because: 'rule' },
      ],
    });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stderr]).toEqual([0, '']);
  });

  test.each([
    ['broken JSON', '{"zone":'],
    ['no rule', '{}'],
    ['a wrong zone', JSON.stringify({ ...rule, zone: 'Asia/Hanoi' })],
  ])('answers %s with one line and exit code 1', async (_, text) => {
    const { code, stdout, stderr } = await preview('--rule', text, ...range, '--json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('--rule');
  });
});
