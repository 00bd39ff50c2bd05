import { airingOfItem } from '../../../src/domain/playout/airing';
import { decideApart } from '../../../src/domain/playout/decide-apart';
import { decide } from '../../../src/domain/playout/decide';
import { soundAlarms } from '../../../src/domain/playout/sound-alarms';
import type { PlayoutState } from '../../../src/domain/playout/state';
import { AlarmBook } from '../../../src/player/alarm-book';
import { aManifest, aRundown, fiveOClock, zone } from '../../support/manifest-builder';
import { StoppableClock } from '../../support/manifest-sink';
import { PlayoutSimulation } from '../../support/manifest-simulation';

const at = fiveOClock;
const rundown = aRundown({ startAt: at, lengths: [60_000, 60_000], endAt: at + 180_000 });
const [first] = rundown.items.map((item) => airingOfItem(item, rundown));

function stateAt(now: number, over: Partial<PlayoutState> = {}): PlayoutState {
  const player = new PlayoutSimulation(at - 60_000);
  player.apply(aManifest({ rundowns: [rundown] }));
  return { ...player.state(), now, ...over };
}
const onAir = [{ airing: first!, startAt: at, finished: null }];
const codes = (state: PlayoutState, lastSoundAt: number | null): string[] =>
  soundAlarms(state, { lastSoundAt }).map((a) => `${a.code} ${a.airingKey}`);

describe('what the ear would object to (P6)', () => {
  it('ten seconds of silence where an item sounds or should: inside; nine seconds are a pause', () => {
    expect(codes(stateAt(at + 20_000, { onAir }), at + 9_000)).toEqual(['silence-inside item-1']);
    expect(codes(stateAt(at + 20_000, { onAir }), at + 11_000)).toEqual([]);
    expect(codes(stateAt(at + 20_000), null)).toEqual(['silence-inside item-1']);
    expect(codes(stateAt(at + 9_000), null)).toEqual([]);
  });

  it('silence that somebody decided on, between items, after the last one or under a doubtful clock is right', () => {
    const hold = { id: 'h', kind: 'hold' as const, target: { kind: 'device' as const }, by: 'nga', reason: '' };
    const silences = [{ ...hold, fromAt: at, untilAt: null }];
    expect(codes(stateAt(at + 20_000, { silences }), null)).toEqual([]);
    expect(codes(stateAt(at + 150_000), at + 119_000)).toEqual([]);
    expect(codes(stateAt(at - 20_000), null)).toEqual([]);
    expect(codes(stateAt(at + 20_000, { clock: 'settling' }), null)).toEqual([]);
    const readySince = { at: at + 15_000, because: 'player-down' as const };
    expect(codes(stateAt(at + 20_000, { readySince }), null)).toEqual([]);
  });

  it('sound while nothing is on the air, or outside the windows: outside; an emergency may sound at night', () => {
    const night = [{ zone, startLocal: '06:00', endLocal: '21:00', exception: null }];
    expect(codes(stateAt(at - 20_000), at - 20_500)).toEqual(['sound-outside null']);
    expect(codes(stateAt(at - 20_000, { freeAt: at - 21_000 }), at - 20_500)).toEqual([]);
    expect(codes(stateAt(at + 5_000, { onAir, windows: night }), at + 4_900)).toEqual(['sound-outside item-1']);
    const storm = [{ airing: { ...first!, windowed: false }, startAt: at, finished: null }];
    expect(codes(stateAt(at + 5_000, { onAir: storm, windows: night }), at + 4_900)).toEqual([]);
    expect(codes(stateAt(at + 5_000, { onAir }), at + 4_900)).toEqual([]);
  });
});

describe('alarms', () => {
  it('the same one is told once while it stands, again when it comes back, and half-hourly', () => {
    const clock = new StoppableClock();
    const book = new AlarmBook(clock);
    const raise = (): boolean => book.raise('silence-inside', 'item-1', 'x');
    expect([raise(), raise()]).toEqual([true, false]);
    expect(book.raise('silence-inside', 'item-2', 'x')).toBe(true);
    clock.freeze(59_000);
    expect(raise()).toBe(false);
    clock.freeze(60_000);
    expect(raise()).toBe(true);
    for (let i = 0; i < 59; i += 1) {
      clock.freeze(30_000);
      expect(raise()).toBe(false);
    }
    clock.freeze(30_000);
    expect(raise()).toBe(true);
  });
});

describe('an exception over one item', () => {
  it('is found, named and left out; the others are judged as before', () => {
    const ask = (state: PlayoutState) => {
      if (state.rundowns.some((r) => r.items.some((i) => i.airingKey === 'item-1'))) throw new Error('a defect');
      return decide(state);
    };
    const { steps, faulty } = decideApart(stateAt(at + 59_000), ask);
    expect(faulty.map((f) => [f.airing.airingKey, f.error.message])).toEqual([['item-1', 'a defect']]);
    expect(steps).toMatchObject([{ kind: 'begin', airing: { airingKey: 'item-2' }, startAt: at + 60_000 }]);
  });

  it('what no item alone explains is thrown on', () => {
    const ask = (): never => {
      throw new Error('everything is broken');
    };
    expect(() => decideApart(stateAt(at, { rundowns: [] }), ask)).toThrow('everything is broken');
  });
});
