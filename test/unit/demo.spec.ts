/** The demo's yardstick: every kind of difference is noticed, and ends the command with an exit code that says so. */
import { Command } from 'commander';
import { registerDemo } from '../../src/cli/commands/demo';
import { expectedItems, readSamples, type Chimes } from '../../src/cli/demo/bulletins';
import { nextStart } from '../../src/cli/demo/session';
import {
  airtimeDifferences,
  levelOf,
  planDifferences,
  soundDifferences,
  type AiredLine,
  type ExpectedItem,
} from '../../src/cli/demo/yardstick';
import type { BulletinView } from '../../src/contracts/http/bulletins';
import type { LoaConfig } from '../../src/platform/config/config';

const code = '23535';
const expected: ExpectedItem[] = [
  { code, title: 'Tin bão', topicCode: '2.1', durationMs: 9_000 },
  { code, title: 'Lúa', topicCode: '5.2', durationMs: 8_000 },
  { code, title: 'Cà phê', topicCode: '5.2', durationMs: 7_000 },
  { code, title: 'Mở đầu', topicCode: '', durationMs: 2_600 },
];
const planned = expected.map(({ title, topicCode, durationMs }, i) => ({
  title,
  topicCode: topicCode || null,
  startAt: 10_000 * i,
  durationMs,
}));
const line = (topicCode: string, items: number, airedMs: number): AiredLine => ({
  code,
  topicCode,
  airedMs,
  played: items,
  plannedAirings: items,
});
const aired = [line('2.1', 1, 8_980), line('5.2', 2, 15_000), line('', 1, 2_600)];

describe('planDifferences', () => {
  it('finds none in a rundown that holds what was approved', () => {
    expect(planDifferences('Ia Đal', expected, planned)).toEqual([]);
  });

  it.each([
    ['a bulletin that was not planned', planned.slice(1), 'Tin bão'],
    ['one that nobody approved', [...planned, { ...planned[0]!, title: 'Quảng cáo', startAt: 0 }], 'Quảng cáo'],
    ['one planned twice', [...planned, planned[1]!], 'Lúa'],
    ['another length', planned.map((item, i) => (i === 2 ? { ...item, durationMs: 6_000 } : item)), 'Cà phê'],
    ['another topic', planned.map((item, i) => (i === 2 ? { ...item, topicCode: '1' } : item)), 'Cà phê'],
    ['a session over 90 s', planned.map((item, i) => (i === 3 ? { ...item, startAt: 87_401 } : item)), '90001 ms'],
  ])('names %s', (_, items, word) => {
    const faults = planDifferences('Ia Đal', expected, items);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(word);
  });
});

describe('airtimeDifferences', () => {
  it('finds none within a period at either end of an item', () => {
    expect(airtimeDifferences('Ia Đal', expected, aired)).toEqual([]);
  });

  it.each([
    ['a topic that is not in the ledger', aired.slice(1), '2.1'],
    ['a topic that nobody expected', [...aired, line('9', 1, 1_000)], 'Ia Đal, 9'],
    ['sound of no length under a topic that nobody expected', [...aired, line('9', 1, 0)], 'Ia Đal, 9'],
    ['too little', [line('2.1', 1, 8_959), ...aired.slice(1)], '8959'],
    ['too much', [line('2.1', 1, 9_041), ...aired.slice(1)], '9041'],
    ['an item that was not played whole', [{ ...aired[0]!, played: 0 }, ...aired.slice(1)], 'phát đủ 0'],
    ['an item planned twice', [{ ...aired[0]!, plannedAirings: 2 }, ...aired.slice(1)], 'xếp 2'],
  ])('names %s', (_, lines, word) => {
    const faults = airtimeDifferences('Ia Đal', expected, lines);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toContain(word);
  });
});

describe('soundDifferences', () => {
  const loud = Int16Array.from({ length: 4_800 }, (_, i) => 3_277 * Math.sin(i / 7));

  it('measures what is there, and nothing where the recording ends', () => {
    expect(levelOf(loud, 0, 4_800)).toBeCloseTo(-23, 0);
    expect(levelOf(new Int16Array(4_800), 0, 4_800)).toBe(-Infinity);
    expect(levelOf(loud, 100, 4_800)).toBeNull();
  });

  it('names silence, an end too soon and a missing WAV', () => {
    const heard = (levelDb: number | null): string[] => soundDifferences('Ia Đal', [{ title: 'Tin bão', levelDb }]);
    expect(heard(-23)).toEqual([]);
    expect([heard(-Infinity), heard(-55), heard(null)].map((faults) => faults.length)).toEqual([1, 1, 1]);
    expect(soundDifferences('Ia Đal', [])).toEqual([expect.stringContaining('WAV')]);
  });
});

it('expects what samples.json says, at the length of what was approved', () => {
  const samples = readSamples();
  const approved = samples.map(({ title }, i) => ({ title, versions: [{ media: { durationMs: 9_000 + i } }] }));
  const tune = (title: string): Chimes['opening'] => [{ mediaId: title, title, durationMs: 2_600 }];
  const items = expectedItems(approved as BulletinView[], { opening: tune('mở'), closing: tune('kết') });
  expect(items.filter((item) => item.code === '23535').map(({ durationMs }) => durationMs)).toEqual([
    9_000, 9_001, 9_003, 9_005, 2_600, 2_600,
  ]);
  expect(items.filter((item) => item.code === '23538')).toHaveLength(6);
});

it('starts seconds from now, also over midnight', () => {
  const now = Date.parse('2026-03-01T16:59:55.300Z');
  expect(nextStart(now)).toEqual({ startAt: now + 10_700, localDate: '2026-03-02', startLocal: '00:00:06' });
});

describe('loa demo', () => {
  afterEach(() => {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  });

  it.each([
    ['ends with 1 and says the difference when something was not as planned', ['Ia Đal, 2.1: …'], 1],
    ['ends with 0 when everything was', [], undefined],
  ])('%s', async (_, faults, exitCode) => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const program = new Command();
    registerDemo(
      program,
      () => ({}) as LoaConfig,
      () => Promise.resolve(faults),
    );
    await program.parseAsync(['demo'], { from: 'user' });
    expect(process.exitCode).toBe(exitCode);
    expect(said.mock.calls.flat().join().includes('Ia Đal')).toBe(faults.length > 0);
  });
});
