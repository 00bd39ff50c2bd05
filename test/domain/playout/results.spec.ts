import type { Manifest, Silence } from '../../../src/domain/playout/manifest';
import { aManifest, anItem, aRundown, aSnapshot, fakeSha, fiveOClock, zone } from '../../support/manifest-builder';
import { PlayoutSimulation } from '../../support/manifest-simulation';

const at = fiveOClock;
const hold = (over: Partial<Silence> = {}): Silence => ({
  id: 'hold-1',
  kind: 'hold',
  target: { kind: 'device' },
  fromAt: at,
  untilAt: null,
  by: 'nga',
  reason: 'funeral',
  ...over,
});
const emergency = (over: Partial<Manifest['emergencies'][number]> = {}) => ({
  commandId: 'storm',
  areaCode: '23538',
  bulletinRef: 'storm-ref',
  source: { kind: 'file' as const, sha256: fakeSha(9) },
  durationMs: 5000,
  startAt: at + 4000,
  repeatEveryMs: null,
  endAt: at + 3_600_000,
  by: 'operator',
  ...over,
});

/** A player that has been up for a minute when a session of three 10 s items begins. */
function session(over: Partial<Manifest> = {}, lengths = [10_000, 10_000, 10_000]): PlayoutSimulation {
  const player = new PlayoutSimulation(at - 60_000);
  player.apply(aManifest({ rundowns: [aRundown({ startAt: at, lengths })], ...over }));
  player.run(60_000);
  return player;
}
const outcome = (player: PlayoutSimulation, key: string) => {
  const { result, reason, heardMs, by } = player.results.get(key)!;
  return { result, reason, heardMs, by };
};
const soundOf = (player: PlayoutSimulation, key: string) =>
  player.sounds.filter((s) => s.airing.airingKey === key).map((s) => [s.startAt - at, s.to - s.from]);

describe('each result has its example (P8)', () => {
  it('played: heard whole, each item at its planned instant', () => {
    const player = session();
    player.run(120_000);
    for (const n of [1, 2, 3]) {
      expect(outcome(player, `item-${n}`)).toEqual({ result: 'played', reason: null, heardMs: 10_000, by: null });
      expect(soundOf(player, `item-${n}`)).toEqual([[(n - 1) * 10_000, 10_000]]);
    }
  });

  it('partial: stopped after 2 of 10 s counts 2 s, and the next item keeps its time (P9)', () => {
    const player = session();
    player.run(2000);
    player.silence(hold({ kind: 'stop', target: { kind: 'airing', airingKey: 'item-1' }, fromAt: player.now }));
    player.run(120_000);
    expect(outcome(player, 'item-1')).toEqual({ result: 'partial', reason: 'stopped', heardMs: 2000, by: 'nga' });
    expect(soundOf(player, 'item-2')).toEqual([[10_000, 10_000]]);
  });

  it('partial: a crash ends what sounded, and it is never begun afresh (P5)', () => {
    const player = session();
    player.run(3000);
    player.restart(1000);
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'partial', reason: 'crash', heardMs: 3000 });
    expect(soundOf(player, 'item-1')).toHaveLength(1);
    expect(soundOf(player, 'item-2')).toEqual([[10_000, 10_000]]);
  });

  it.each([
    ['absent', 'missed', 'not-delivered'],
    ['pending', 'missed', 'not-ready'],
    ['corrupt', 'failed', 'file-corrupt'],
    ['length-wrong', 'failed', 'length-wrong'],
  ] as const)('a file that is %s: %s, and the next item is on time', (state, result, reason) => {
    const items = [
      anItem({ airingKey: 'bad', startAt: at, source: { kind: 'file', sha256: fakeSha(2) } }),
      anItem({ airingKey: 'good', startAt: at + 10_000 }),
    ];
    const player = new PlayoutSimulation(at - 60_000);
    player.mediaStates.set(fakeSha(2), state);
    player.apply(aManifest({ rundowns: [aRundown({ startAt: at, items })] }));
    player.run(200_000);
    expect(outcome(player, 'bad')).toMatchObject({ result, reason, heardMs: 0 });
    expect(soundOf(player, 'good')).toEqual([[10_000, 10_000]]);
  });

  it('missed: no time left when an emergency has pushed it past its latest start or its slot (P4, S6)', () => {
    const rundown = aRundown({ startAt: at, lengths: [10_000, 10_000, 10_000], endAt: at + 32_000 });
    rundown.items[1]!.latestStartAt = at + 11_000;
    const player = session({ rundowns: [rundown], snapshots: {} });
    player.run(4000);
    player.order(emergency({ durationMs: 8500 }));
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'preempted', heardMs: 4000 });
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'missed', reason: 'no-time-left' });
    expect(soundOf(player, 'item-3')).toEqual([[20_000, 10_000]]);
  });

  it('missed: outside the windows of the area (S7)', () => {
    const windows = [{ zone, startLocal: '05:30', endLocal: '20:00', exception: null }];
    const player = session({ windows });
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'missed', reason: 'outside-window' });
    expect(player.sounds).toEqual([]);
  });

  it('missed: the player was down, and what comes next is on time', () => {
    const player = new PlayoutSimulation(at + 12_000);
    player.apply(aManifest({ rundowns: [aRundown({ startAt: at, lengths: [10_000, 10_000, 10_000] })] }));
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'missed', reason: 'player-down' });
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'missed', reason: 'player-down' });
    expect(soundOf(player, 'item-3')).toEqual([[20_000, 10_000]]);
  });

  it('skipped: a held item leaves its place silent, later items keep their time (P9)', () => {
    const player = session();
    player.silence(hold({ target: { kind: 'airing', airingKey: 'item-2' } }));
    player.run(120_000);
    expect(outcome(player, 'item-2')).toEqual({ result: 'skipped', reason: 'held', heardMs: 0, by: 'nga' });
    expect(soundOf(player, 'item-3')).toEqual([[20_000, 10_000]]);
  });

  it('skipped: a recalled bulletin stops where it sounds and never starts again (B7)', () => {
    const rundown = aRundown({ startAt: at, lengths: [10_000, 10_000, 10_000] });
    rundown.items[2]!.bulletinRef = rundown.items[0]!.bulletinRef;
    const player = session({ rundowns: [rundown] });
    player.run(5000);
    const target = { kind: 'bulletin' as const, bulletinRef: rundown.items[0]!.bulletinRef };
    player.silence(hold({ kind: 'recall', target, fromAt: player.now }));
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'partial', reason: 'recalled', heardMs: 5000 });
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'played' });
    expect(outcome(player, 'item-3')).toMatchObject({ result: 'skipped', reason: 'recalled' });
  });

  it('skipped: a newer version of a begun rundown no longer has it; what it keeps goes on (S5, P8)', () => {
    const player = session();
    player.run(5000);
    const newer = aRundown({ startAt: at, lengths: [10_000, 10_000, 10_000], version: 2 });
    newer.items.splice(1, 1);
    player.apply(aManifest({ version: 2, rundowns: [newer] }));
    player.run(120_000);
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'skipped', reason: 'replaced' });
    expect(soundOf(player, 'item-1')).toEqual([[0, 10_000]]);
    expect(soundOf(player, 'item-3')).toEqual([[20_000, 10_000]]);
  });

  it('preempted: cut by an emergency, the rest follows in order (P4)', () => {
    const player = session({ rundowns: [aRundown({ startAt: at, lengths: [10_000, 10_000, 10_000] })] });
    player.run(3000);
    player.order(emergency({ startAt: at + 4000, durationMs: 8000 }));
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'preempted', reason: 'higher-class', heardMs: 4000 });
    expect(outcome(player, 'storm#1')).toMatchObject({ result: 'played', heardMs: 8000 });
    expect(soundOf(player, 'item-2')).toEqual([[12_000, 10_000]]);
    expect(soundOf(player, 'item-3')).toEqual([[22_000, 10_000]]);
  });

  it('expired: validity or manifest ended before the start', () => {
    const rundown = aRundown({ startAt: at, lengths: [10_000, 10_000] });
    const [first, second] = rundown.items;
    const snapshots = { [first!.bulletinRef]: aSnapshot({ validUntil: at }), [second!.bulletinRef]: aSnapshot() };
    const player = session({ rundowns: [rundown], snapshots, notAfter: at + 10_000 });
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'expired', reason: 'validity-ended' });
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'expired', reason: 'manifest-ended' });
  });
});

describe('emergencies (P4)', () => {
  it('repeat, let the programme go on between, and end by all-clear', () => {
    const player = session({}, [10_000, 10_000, 10_000]);
    player.order(emergency({ startAt: at + 2000, durationMs: 3000, repeatEveryMs: 10_000 }));
    player.run(23_000);
    player.allClear('storm');
    player.run(120_000);
    expect(soundOf(player, 'storm#1')).toEqual([[2000, 3000]]);
    expect(soundOf(player, 'item-2')).toEqual([[10_000, 2000]]);
    expect(soundOf(player, 'storm#2')).toEqual([[12_000, 3000]]);
    expect(outcome(player, 'storm#3')).toMatchObject({ result: 'partial', reason: 'all-clear', heardMs: 1000 });
    expect(soundOf(player, 'item-3')).toEqual([[20_000, 2000]]);
    expect(player.results.has('storm#4')).toBe(false);
  });

  it('the newest wins, the older goes on at its next repetition', () => {
    const player = session({}, []);
    player.order(emergency({ commandId: 'old', startAt: at, durationMs: 8000, repeatEveryMs: 20_000 }));
    player.order(emergency({ commandId: 'new', startAt: at + 5000, durationMs: 8000 }));
    player.run(60_000);
    expect(outcome(player, 'old#1')).toMatchObject({ result: 'preempted', reason: 'newer-emergency', heardMs: 5000 });
    expect(outcome(player, 'new#1')).toMatchObject({ result: 'played' });
    expect(soundOf(player, 'old#2')).toEqual([[20_000, 8000]]);
  });

  it('cut nothing while they cannot sound themselves (P5)', () => {
    const player = session();
    player.mediaStates.set(fakeSha(9), 'absent');
    player.order(emergency());
    player.run(15_000);
    player.mediaStates.set(fakeSha(9), 'ready');
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'played' });
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'preempted', heardMs: 5000 });
    expect(outcome(player, 'storm#1')).toMatchObject({ result: 'played' });
  });

  it('cancelled before they sound never sound', () => {
    const player = session();
    player.order(emergency({ startAt: at + 9000 }));
    player.run(8500);
    player.allClear('storm');
    player.run(120_000);
    expect(soundOf(player, 'storm#1')).toEqual([]);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'played' });
  });

  it('pass the windows, which a play-now does not (S7, S13)', () => {
    const windows = [{ zone, startLocal: '05:30', endLocal: '20:00', exception: null }];
    const player = session({ windows }, []);
    player.order(emergency());
    const { source, areaCode, bulletinRef, by } = emergency();
    player.playNows.push({
      ...{ source, areaCode, bulletinRef, by, commandId: 'now', durationMs: 5000, class: 'priority' },
      ...{ startAt: player.now, expiresAt: player.now + 60_000 },
    });
    player.run(120_000);
    expect(outcome(player, 'storm#1')).toMatchObject({ result: 'played' });
    expect(outcome(player, 'now#1')).toMatchObject({ result: 'missed', reason: 'outside-window' });
  });
});

describe('holds of the whole device and the clock (P7, P9)', () => {
  it('a stop of the session keeps the rest silent until it is lifted', () => {
    const player = session();
    player.run(2000);
    player.silence(hold({ kind: 'stop', target: { kind: 'rundown', rundownId: 'rundown-1' }, fromAt: player.now }));
    player.run(10_000);
    player.resume('hold-1');
    player.run(120_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'partial', reason: 'stopped' });
    expect(outcome(player, 'item-2')).toMatchObject({ result: 'skipped', reason: 'stopped' });
    expect(outcome(player, 'item-3')).toMatchObject({ result: 'played' });
  });

  it('an unset clock plays nothing scheduled, and says so afterwards', () => {
    const player = new PlayoutSimulation(at - 1000);
    player.clock = 'unset';
    player.apply(aManifest({ rundowns: [aRundown({ startAt: at, lengths: [10_000, 10_000] })] }));
    player.run(9000);
    expect(player.results.size).toBe(0);
    player.clock = 'good';
    player.readySince = { at: player.now, because: 'clock-unset' };
    player.run(60_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'missed', reason: 'clock-unset' });
    expect(soundOf(player, 'item-2')).toEqual([[10_000, 10_000]]);
  });

  it('a jump of two hours cuts nothing and fires no crowd', () => {
    const lengths = Array.from({ length: 600 }, () => 10_000);
    const player = session({}, lengths);
    player.run(5000);
    const before = player.sounds.length;
    player.jump(3_600_000);
    player.run(4000);
    expect(player.sounds.length - before).toBe(0);
    player.run(20_000);
    expect(outcome(player, 'item-1')).toMatchObject({ result: 'played', heardMs: 10_000 });
    expect([...player.results.values()].filter((r) => r.reason === 'clock-jump').length).toBeGreaterThanOrEqual(300);
    expect(player.sounds.length).toBeLessThanOrEqual(4);
  });
});
