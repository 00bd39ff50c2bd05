import fc from 'fast-check';
import { outranks } from '../../../src/domain/playout/airing';
import { graceAfterSoundMs } from '../../../src/domain/playout/fate';
import type { PlannedItem, Rundown, Target } from '../../../src/domain/playout/manifest';
import { insideWindows } from '../../../src/domain/playout/windows';
import { aManifest, anItem, aRundown, fakeSha, fiveOClock, zone } from '../../support/manifest-builder';
import { PlayoutSimulation } from '../../support/manifest-simulation';

const at = fiveOClock;
const long = process.env.LOA_TEST_LONG === '1';
const windows = [{ zone, startLocal: '04:00', endLocal: '05:08', exception: null }];

interface Happening {
  afterMs: number;
  kind: 'emergency' | 'allClear' | 'silence' | 'resume' | 'playNow' | 'restart' | 'jump' | 'media' | 'edit';
  n: number;
  ms: number;
}

const item = fc.record({
  gap: fc.constantFrom(0, 0, 0, 5000),
  ms: fc.integer({ min: 500, max: 40_000 }),
  late: fc.integer({ min: 0, max: 90_000 }),
});
const rundowns = fc.array(fc.array(item, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });
const happening: fc.Arbitrary<Happening> = fc.record({
  afterMs: fc.integer({ min: 0, max: 40_000 }),
  kind: fc.constantFrom('emergency', 'allClear', 'silence', 'resume', 'playNow', 'restart', 'jump', 'media', 'edit'),
  n: fc.nat(5),
  ms: fc.integer({ min: 200, max: 60_000 }),
});

function build(shapes: { gap: number; ms: number; late: number }[][]): Rundown[] {
  return shapes.map((shape, r) => {
    // The second and third overlap the first: another session of a higher class, and an equal one.
    const startAt = at + r * 20_000;
    let next = startAt;
    const items = shape.map(({ gap, ms, late }, i): PlannedItem => {
      const planned = next + gap;
      next = planned + ms;
      return anItem({
        ...{ airingKey: `r${r}-${i}`, startAt: planned, durationMs: ms, latestStartAt: planned + late },
        ...{ class: r === 1 ? 'priority' : 'normal', source: { kind: 'file', sha256: fakeSha(i + 1) } },
      });
    });
    return aRundown({ id: `r${r}`, startAt, items, endAt: next + 30_000 });
  });
}

function happen(player: PlayoutSimulation, { kind, n, ms }: Happening, index: number, planned: Rundown[]): void {
  const now = player.now;
  const order = {
    areaCode: '1',
    bulletinRef: 'x',
    source: { kind: 'file' as const, sha256: fakeSha(n) },
    durationMs: ms,
    by: 'b',
  };
  const target: Target[] = [
    { kind: 'device' },
    { kind: 'rundown', rundownId: 'r0' },
    { kind: 'airing', airingKey: 'r0-1' },
    { kind: 'bulletin', bulletinRef: 'ref-r1-0' },
  ];
  switch (kind) {
    case 'emergency':
      return player.order({
        ...order,
        commandId: `e${index}`,
        startAt: now + (n % 2 ? 0 : ms),
        repeatEveryMs: n % 3 ? ms + 7000 : null,
        endAt: now + 120_000,
      });
    case 'allClear': {
      const last = player.emergencies.at(-1);
      if (last) player.allClear(last.order.commandId);
      return;
    }
    case 'silence':
      return player.silence({
        ...{ id: `s${index}`, kind: (['hold', 'stop', 'recall'] as const)[n % 3]!, target: target[n % 4]! },
        ...{ fromAt: now, untilAt: n % 2 ? now + ms : null, by: 'nga', reason: '' },
      });
    case 'resume':
      return player.resume(player.silences[0]?.id ?? '');
    case 'playNow':
      player.playNows.push({
        ...order,
        commandId: `p${index}`,
        class: n % 2 ? 'priority' : 'normal',
        startAt: now,
        expiresAt: now + ms,
      });
      return;
    case 'restart':
      return player.restart(ms);
    case 'jump':
      return player.jump(n % 2 ? ms : -ms);
    case 'media':
      player.mediaStates.set(fakeSha(n), (['absent', 'pending', 'corrupt', 'ready'] as const)[ms % 4]!);
      return;
    case 'edit': {
      const kept = planned.filter((r, i) => r.startAt <= now || (ms + i) % 2 === 0);
      return player.apply(aManifest({ version: 2 + index, rundowns: kept, windows }));
    }
  }
}

function runToTheEnd(player: PlayoutSimulation): void {
  const keys = (): string[] => player.plan.rundowns.flatMap((r) => r.items.map((i) => i.airingKey));
  for (let i = 0; i < 60 && (i === 0 || keys().some((key) => !player.results.has(key))); i += 1) player.run(30_000);
}

/** A plain comparison: ten thousand sequences ask a million times, and Jest's own words cost more than the core. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`does not hold: ${what}`);
}

function check(player: PlayoutSimulation): void {
  must(player.duplicates.length === 0, `one result an item: ${player.duplicates.join()}`);
  for (const { airingKey } of player.plan.rundowns.flatMap((r) => r.items)) {
    must(player.results.has(airingKey), `${airingKey} has its result`);
  }
  const sounds = [...player.sounds].sort((a, b) => a.from - b.from);
  const seen = new Set<string>();
  for (const [i, sound] of sounds.entries()) {
    const next = sounds[i + 1];
    const { airing, startAt } = sound;
    const key = airing.airingKey;
    if (next) must(sound.to <= next.from, `${key} sounds alone`);
    must(!seen.has(key), `${key} sounds once`);
    seen.add(key);
    const result = player.results.get(key)!;
    must(result.heardMs === sound.to - sound.from, `${key} counts what was heard`);
    must(['played', 'partial', 'preempted'].includes(result.result), `${key} sounded, so it is not ${result.result}`);
    if (result.result === 'played') must(result.heardMs === airing.plannedMs, `${key} played is whole`);
    if (result.result === 'preempted') {
      must(
        [...player.intents.values()].some((a) => outranks(a, airing)),
        `something outranked ${key}`,
      );
    }
    // By the time of day that was believed when it was decided: also across jumps.
    must(startAt >= airing.plannedStartAt, `${key} is not early`);
    must(startAt <= airing.latestStartAt + graceAfterSoundMs, `${key} began by its latest start`);
    const endAt = startAt + airing.plannedMs - graceAfterSoundMs;
    if (airing.endBy !== null) must(endAt <= airing.endBy, `${key} ends inside its slot`);
    if (airing.windowed) must(insideWindows(windows, startAt, endAt), `${key} sounds inside the windows`);
  }
  for (const rundown of player.plan.rundowns) {
    const order = sounds.filter((s) => s.airing.rundownId === rundown.id).map((s) => s.airing.plannedStartAt);
    must(
      order.every((at, i) => i === 0 || order[i - 1]! <= at),
      `${rundown.id} keeps its order`,
    );
  }
  for (const [key, { result, heardMs }] of player.results) {
    if (['missed', 'skipped', 'expired', 'failed'].includes(result)) must(heardMs === 0, `${key} ${result} is unheard`);
  }
}

describe('random sequences of items, emergencies, holds, stops, jumps and restarts (P4, P5, P8, P9)', () => {
  it('one source at a time, one result an item, nothing twice, order and places kept', () => {
    fc.assert(
      fc.property(rundowns, fc.array(happening, { maxLength: 8 }), (shapes, happenings) => {
        const planned = build(shapes);
        // Ten times rarer looks than the player's, for ten times as many sequences.
        const player = new PlayoutSimulation(at - 10_000, 10_000);
        player.apply(aManifest({ rundowns: planned, windows }));
        for (const [i, one] of happenings.entries()) {
          player.run(one.afterMs);
          happen(player, one, i, planned);
        }
        runToTheEnd(player);
        check(player);
      }),
      { numRuns: long ? 50_000 : 3_000 },
    );
  }, 300_000);

  it('whatever outranks what sounds, and is fit to sound, is heard at once: the newest emergency wins', () => {
    const orders = fc.array(
      fc.record({ afterMs: fc.integer({ min: 0, max: 30_000 }), ms: fc.integer({ min: 1000, max: 30_000 }) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(orders, (given) => {
        const player = new PlayoutSimulation(at - 1000);
        player.apply(aManifest({ rundowns: build([[{ gap: 0, ms: 60_000, late: 0 }]]) }));
        given.forEach(({ afterMs, ms }, i) => {
          player.run(afterMs + 1);
          const order = { commandId: `e${i}`, areaCode: '1', bulletinRef: 'x', durationMs: ms, by: 'b' };
          const source = { kind: 'file' as const, sha256: fakeSha(1) };
          player.order({ ...order, source, startAt: player.now, repeatEveryMs: null, endAt: player.now + 300_000 });
          const orderedAt = player.trueMs;
          player.run(1);
          player.run(ms - 1);
          const heard = player.sounds.find((s) => s.airing.commandId === `e${i}`);
          expect(heard?.from).toBe(orderedAt);
        });
      }),
      { numRuns: long ? 1000 : 200 },
    );
  });

  it('left alone, every item airs at its planned instant, whole', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (shape) => {
        const [rundown] = build([shape]);
        const player = new PlayoutSimulation(at - 10_000);
        player.apply(aManifest({ rundowns: [rundown!] }));
        runToTheEnd(player);
        expect(player.sounds.map((s) => [s.airing.airingKey, s.startAt])).toEqual(
          rundown!.items.map((i) => [i.airingKey, i.startAt]),
        );
        expect([...player.results.values()].every((r) => r.result === 'played')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
