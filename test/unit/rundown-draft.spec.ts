import {
  type Draft,
  keysOf,
  lengthOf,
  linesOf,
  orderOf,
  placed,
  rebased,
  type Rundown,
  type RundownItem,
  shifted,
  wantedKeys,
} from '../../src/web/pages/operator/rundown-draft';

const item = (airingKey: string, ref: string, kind: RundownItem['kind'] = 'bulletin'): RundownItem => ({
  ...{ airingKey, ref, kind, title: ref, because: 'booked', class: 'normal', topicCode: null, state: 'planned' },
  ...{ replay: false, zones: null, startAt: 0, durationMs: 1_000, latestStartAt: 0 },
});
const rundown = (version: number, items: RundownItem[]): Rundown => ({
  ...{ id: 'r', version, areaCode: '23538', slotId: 's', slotName: 'Buổi chiều', localDate: '2026-01-05' },
  ...{ startAt: 0, endAt: 1_800_000, freezeAt: 0, frozen: false, items, leftOut: [], notes: [] },
});
const seen = rundown(1, [item('o', 'opening', 'template'), item('a1', 'a'), item('b1', 'b'), item('a2', 'a')]);

describe('the order of a session while an operator changes it', () => {
  it('moves the readings of a bulletin together and leaves fixed parts where they are', () => {
    expect(linesOf(seen).map(({ ref, durationMs }) => [ref, durationMs])).toEqual([
      ['a', 2_000],
      ['b', 1_000],
    ]);
    expect(keysOf(seen)).toEqual(['a1', 'b1', 'a2']);
    expect(wantedKeys(seen, shifted(orderOf(seen), 'a', 1))).toEqual(['b1', 'a1', 'a2']);
  });

  it('counts what is kept, fixed parts with it', () => {
    expect(lengthOf(seen, ['a', 'b'])).toBe(4_000);
    expect(lengthOf(seen, ['b'])).toBe(2_000);
  });

  it('does with buttons what dragging does, and nothing beyond the ends', () => {
    expect(shifted(['a', 'b', 'c'], 'c', -1)).toEqual(placed(['a', 'b', 'c'], 'c', 'b'));
    expect(shifted(['a', 'b', 'c'], 'b', 1)).toEqual(placed(['a', 'b', 'c'], 'b', null));
    expect(shifted(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(placed(['a', 'b'], 'a', 'a')).toEqual(['a', 'b']);
  });

  it('keeps an order on top of what others changed: what is gone falls out, what is new comes last', () => {
    const draft: Draft = { base: seen, order: ['b'], past: [['a', 'b']] };
    const latest = rundown(2, [item('a1', 'a'), item('c1', 'c'), item('b1', 'b')]);
    expect(rebased(draft, latest)).toEqual({ base: latest, order: ['b', 'c'], past: [] });
    const without = rundown(3, [item('a1', 'a')]);
    expect(rebased(draft, without).order).toEqual([]);
  });
});
