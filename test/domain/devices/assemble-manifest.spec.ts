import fc from 'fast-check';
import { manifestSchema } from '../../../src/contracts/device/manifest';
import {
  assembleManifest,
  type ManifestInput,
  type ScheduledItem,
  type ScheduledRundown,
} from '../../../src/domain/devices/assemble-manifest';
import { airingOfItem, silenceOver } from '../../../src/domain/playout/airing';
import type { Silence, Snapshot } from '../../../src/domain/playout/manifest';
import { aSnapshot, anItem, fakeSha, fiveOClock, zone } from '../../support/manifest-builder';

const minute = 60_000;
const day = 24 * 60 * minute;

function scheduled(over: Partial<ScheduledItem> & { airingKey: string; startAt: number }): ScheduledItem {
  const item = anItem(over);
  return {
    zones: null,
    because: 'booked',
    play: 1,
    mediaBytes: 1000,
    mime: 'audio/mp4',
    snapshot: aSnapshot({ title: item.bulletinRef }),
    ...over,
    ...item,
  };
}

function rundown(items: ScheduledItem[], over: Partial<ScheduledRundown> = {}): ScheduledRundown {
  return {
    id: 'r1',
    version: 3,
    areaCode: '23538',
    slotOccurrenceId: 's1',
    startAt: fiveOClock,
    endAt: fiveOClock + 30 * minute,
    items,
    ...over,
  };
}

function input(over: Partial<ManifestInput> = {}): ManifestInput {
  return {
    deviceId: 'd1',
    zone: null,
    output: { sink: 'null', name: '' },
    volume: [],
    horizon: { notBefore: fiveOClock - 60 * minute, notAfter: fiveOClock + 8 * day },
    fromAt: fiveOClock - 30 * minute,
    rundowns: [],
    windows: [{ zone, startLocal: '05:00', endLocal: '21:00', exception: null }],
    holds: [],
    emergencies: [],
    ...over,
  };
}

const keysOf = (over: Partial<ManifestInput>): string[] =>
  assembleManifest(input(over)).rundowns.flatMap(({ items }) => items.map(({ airingKey }) => airingKey));

describe('P2 what one device is told', () => {
  it('an empty plan makes a manifest with no rundowns, which a device takes', () => {
    const content = assembleManifest(input());
    expect(content).toMatchObject({ rundowns: [], media: [], snapshots: {} });
    expect(manifestSchema.parse({ ...content, version: 1, keyId: 'k', issuedAt: 1 })).toMatchObject({ rundowns: [] });
  });

  it('leaves out what ended before and what starts after the horizon, keeps what is on the air', () => {
    const at = (id: string, startAt: number): ScheduledRundown =>
      rundown([scheduled({ airingKey: id, startAt })], { id, startAt, endAt: startAt + 10 * minute });
    const { fromAt, horizon } = input();
    const rundowns = [
      at('ended', fromAt - 10 * minute),
      at('on the air', fromAt - 9 * minute),
      at('last', horizon.notAfter - 1),
      at('too late', horizon.notAfter),
    ];
    expect(keysOf({ rundowns })).toEqual(['on the air', 'last']);
  });

  it('lists each file once, the urgent and the soonest needed first, a relay by its fallback (P3)', () => {
    const file = (n: number) => ({ kind: 'file' as const, sha256: fakeSha(n) });
    const items = [
      scheduled({ airingKey: 'c', startAt: fiveOClock + 3 * minute, source: file(1) }),
      scheduled({ airingKey: 'b', startAt: fiveOClock + 2 * minute, source: file(2), mediaBytes: 7 }),
      scheduled({ airingKey: 'a', startAt: fiveOClock + minute, source: file(1) }),
      scheduled({
        airingKey: 'relay',
        startAt: fiveOClock + 4 * minute,
        source: { kind: 'relay', url: 'https://radio.example/live', fallbackSha256: fakeSha(3) },
      }),
      scheduled({
        airingKey: 'bare relay',
        startAt: fiveOClock + 5 * minute,
        source: { kind: 'relay', url: 'https://radio.example/live' },
      }),
    ];
    const emergency = {
      commandId: 'e1',
      areaCode: '23538',
      bulletinRef: 'flood',
      source: file(9),
      durationMs: 1000,
      startAt: fiveOClock + day,
      repeatEveryMs: null,
      endAt: fiveOClock + 2 * day,
      by: 'Lan',
    };
    const content = assembleManifest(
      input({
        rundowns: [rundown(items)],
        emergencies: [{ ...emergency, mediaBytes: 5, mime: 'audio/mp4', snapshot: aSnapshot({ title: 'Lũ' }) }],
      }),
    );
    expect(content.media.map(({ sha256 }) => sha256)).toEqual([9, 1, 2, 3].map(fakeSha));
    expect(content.media.map(({ bytes }) => bytes)).toEqual([5, 1000, 7, 1000]);
    expect(content.emergencies).toEqual([emergency]);
    expect(content.snapshots.flood?.title).toBe('Lũ');
  });

  it('P2 carries play-nows, their recordings before those of the programme, and says nothing of them where there are none', () => {
    const playNow = {
      ...{ commandId: 'p1', areaCode: '23538', bulletinRef: 'now', durationMs: 1000, by: 'Lan' },
      source: { kind: 'file' as const, sha256: fakeSha(8) },
      ...{ class: 'normal' as const, startAt: fiveOClock, expiresAt: fiveOClock + minute },
    };
    const plan = [rundown([scheduled({ airingKey: 'k', startAt: fiveOClock })])];
    const said = { mediaBytes: 5, mime: 'audio/mp4', snapshot: aSnapshot({ title: 'Mời họp' }) };
    const content = assembleManifest(input({ rundowns: plan, playNows: [{ ...playNow, ...said }] }));
    expect(content.playNows).toEqual([playNow]);
    expect(content.media.map(({ sha256 }) => sha256)[0]).toBe(fakeSha(8));
    expect(content.media).toHaveLength(2);
    expect(content.snapshots.now?.title).toBe('Mời họp');
    expect(assembleManifest(input({ rundowns: plan }))).not.toHaveProperty('playNows');
  });

  it('L2 gives a replay and a changed title their own snapshots, and B7 a recall of the bulletin covers them all', () => {
    const item = (n: number, over: Partial<Snapshot>): ScheduledItem =>
      scheduled({ airingKey: `k${n}`, startAt: fiveOClock + n * minute, bulletinRef: 'b', snapshot: aSnapshot(over) });
    const plan = rundown([item(0, {}), item(1, { replay: true }), item(2, { title: 'Tên mới' }), item(3, {})]);
    const content = assembleManifest(input({ rundowns: [plan] }));
    const items = content.rundowns[0]!.items;
    expect(items.map(({ bulletinRef }) => content.snapshots[bulletinRef])).toEqual(
      plan.items.map(({ snapshot }) => snapshot),
    );
    expect(new Set(items.map(({ bulletinRef }) => bulletinRef)).size).toBe(3);
    const recall = (bulletinRef: string): Silence => ({
      id: 'recall-1',
      kind: 'recall',
      target: { kind: 'bulletin', bulletinRef },
      fromAt: 0,
      untilAt: null,
      by: 'Lan',
      reason: 'sai số liệu',
    });
    const covered = (ref: string) =>
      items.filter((one) => silenceOver(airingOfItem(one, content.rundowns[0]!), [recall(ref)], fiveOClock)).length;
    expect([covered('b'), covered('bb'), covered(items[1]!.bulletinRef)]).toEqual([4, 0, 1]);
  });
});

describe('S2 zones', () => {
  const items = [
    scheduled({ airingKey: 'opening', startAt: fiveOClock, because: 'opening' }),
    scheduled({ airingKey: 'all', startAt: fiveOClock + minute }),
    scheduled({ airingKey: 'z1', startAt: fiveOClock + 2 * minute, zones: ['z1'] }),
    scheduled({ airingKey: 'closing', startAt: fiveOClock + 3 * minute, because: 'closing' }),
  ];

  it('a device of a zone plays what concerns it, a device of the commune everything', () => {
    expect(keysOf({ zone: 'z1', rundowns: [rundown(items)] })).toEqual(['opening', 'all', 'z1', 'closing']);
    expect(keysOf({ zone: 'z2', rundowns: [rundown(items)] })).toEqual(['opening', 'all', 'closing']);
    expect(keysOf({ zone: null, rundowns: [rundown(items)] })).toEqual(['opening', 'all', 'z1', 'closing']);
  });

  it('no chime sounds where nothing is said', () => {
    const forZ1 = items.filter(({ airingKey }) => airingKey !== 'all');
    expect(keysOf({ zone: 'z2', rundowns: [rundown(forZ1)] })).toEqual([]);
    expect(keysOf({ zone: 'z1', rundowns: [rundown(forZ1)] })).toEqual(['opening', 'z1', 'closing']);
  });
});

describe('P2 properties', () => {
  const itemArb = fc.record({
    n: fc.nat(200),
    offset: fc.integer({ min: 0, max: 9 * 24 * 60 }),
    file: fc.nat(5),
    zones: fc.constantFrom(null, ['z1'], ['z2'], ['z1', 'z2']),
  });
  const planArb = fc.uniqueArray(itemArb, { selector: ({ n }) => n, maxLength: 30 }).map((ones) =>
    ones.map(({ n, offset, file, zones }) =>
      rundown(
        [
          scheduled({
            airingKey: `k${n}`,
            startAt: fiveOClock + offset * minute,
            zones,
            source: { kind: 'file', sha256: fakeSha(file) },
          }),
        ],
        { id: `r${n}`, startAt: fiveOClock + offset * minute, endAt: fiveOClock + (offset + 5) * minute },
      ),
    ),
  );

  it('any plan, in any order, makes the same valid manifest, complete in media and snapshots', () => {
    fc.assert(
      fc.property(planArb, fc.constantFrom(null, 'z1'), fc.infiniteStream(fc.nat()), (plan, zoneCode, chance) => {
        const shuffled = [...plan]
          .map((one) => ({ one, at: chance.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const content = assembleManifest(input({ rundowns: plan, zone: zoneCode }));
        expect(assembleManifest(input({ rundowns: shuffled, zone: zoneCode }))).toEqual(content);
        const manifest = manifestSchema.parse({ ...content, version: 1, keyId: 'k', issuedAt: 1 });
        expect(manifest).toEqual({ ...content, version: 1, keyId: 'k', issuedAt: 1 });
        const files = new Set(content.media.map(({ sha256 }) => sha256));
        expect(files.size).toBe(content.media.length);
        for (const { bulletinRef, source } of content.rundowns.flatMap(({ items }) => items)) {
          expect(content.snapshots[bulletinRef]?.title).toBe(bulletinRef.split('/')[0]);
          expect(source.kind === 'file' && files.has(source.sha256)).toBe(true);
        }
      }),
    );
  });

  it('P8, P9 a held item travels with a silence over its place; an order over it says by whom instead', () => {
    const items = [
      scheduled({ airingKey: 'a', startAt: fiveOClock, held: true }),
      scheduled({ airingKey: 'b', startAt: fiveOClock + minute }),
    ];
    const plan = [rundown(items)];
    const { holds, rundowns } = assembleManifest(input({ rundowns: plan }));
    expect(rundowns[0]?.items.map(({ airingKey }) => airingKey)).toEqual(['a', 'b']);
    expect(holds.map(({ kind, target }) => [kind, target])).toEqual([['hold', { kind: 'airing', airingKey: 'a' }]]);
    const ordered = (target: Silence['target']): Silence => ({
      ...{ id: 'o1', kind: 'hold', fromAt: fiveOClock - minute, untilAt: null, by: 'nga', reason: '' },
      target,
    });
    for (const hold of [ordered({ kind: 'airing', airingKey: 'a' }), ordered({ kind: 'rundown', rundownId: 'r1' })]) {
      expect(assembleManifest(input({ rundowns: plan, holds: [hold] })).holds).toEqual([hold]);
    }
  });
});
