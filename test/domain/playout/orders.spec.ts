import { aSnapshot } from '../../support/manifest-builder';
import {
  agreed,
  asDrill,
  beginCommand,
  endCommand,
  ended,
  glassBroken,
  isInForce,
  needsSecondPerson,
  type Order,
  ordersForManifest,
} from '../../../src/domain/playout/orders';

const at = 1_767_600_000_000;
const minute = 60_000;
const place = { areaCode: '23538' };
const giver = { userId: 'u1', name: 'nga' };
const other = { userId: 'u2', name: 'hoa' };

const sound = {
  bulletinRef: 'b/order-1',
  source: { kind: 'file' as const, sha256: 'a'.repeat(64) },
  durationMs: 5_000,
  mediaBytes: 100,
  mime: 'audio/mp4',
  snapshot: aSnapshot(),
};
const order = (over: Partial<Order> = {}): Order => ({
  id: 'o1',
  kind: 'emergency',
  areaCode: '51',
  state: 'waiting',
  content: { kind: 'emergency', repeatEveryMs: 10 * minute, ...sound },
  reason: '',
  requestedAt: at,
  requestedById: 'u1',
  requestedBy: 'nga',
  fromAt: null,
  untilAt: at + 60 * minute,
  secondBy: null,
  brokenGlass: false,
  endedAt: null,
  endedBy: null,
  ...over,
});
const inForce = (over: Partial<Order> = {}): Order => order({ state: 'in-force', fromAt: at, ...over });

describe('orders', () => {
  it('L2 a drill is named as one wherever its title stands, and is an emergency in everything else', () => {
    const drill = asDrill(sound);
    expect(drill).toEqual({ ...sound, snapshot: { ...sound.snapshot, title: `[Diễn tập] ${sound.snapshot.title}` } });
    const content = { kind: 'emergency' as const, repeatEveryMs: null, drill: true, ...drill };
    const command = beginCommand(inForce({ content }), { areaCode: '23538' });
    expect(command).toMatchObject({ kind: 'emergency', snapshot: { title: drill.snapshot.title } });
  });

  it.each([
    ['emergency', 'province', true],
    ['play-now', 'province', true],
    ['emergency', 'nation', true],
    ['emergency', 'commune', false],
    ['emergency', 'zone', false],
    ['stop', 'province', false],
    ['hold', 'nation', false],
    ['recall', 'province', false],
  ] as const)('X2 %s of a %s needs a second person: %s', (kind, level, needed) => {
    expect(needsSecondPerson(kind, level)).toBe(needed);
  });

  it('X2 a waiting order tells no device anything, and comes into force when somebody else agrees', () => {
    expect(beginCommand(order(), place)).toBeNull();
    expect(ordersForManifest([order()], place, at)).toEqual({
      holds: [],
      emergencies: [],
      playNows: [],
      allClears: [],
    });
    const begun = agreed(order(), other, at + minute);
    expect(begun).toMatchObject({ state: 'in-force', fromAt: at + minute, secondBy: 'hoa', brokenGlass: false });
    expect(beginCommand(begun, place)).toMatchObject({ kind: 'emergency', order: { startAt: at + minute, by: 'nga' } });
  });

  it('X2 whoever asked is no second person, and nobody agrees to what is in force or over', () => {
    expect(() => agreed(order(), giver, at)).toThrow(expect.objectContaining({ code: 'SECOND_PERSON_NEEDED' }));
    expect(() => agreed(inForce(), other, at)).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
    expect(() => agreed(order(), other, at + 60 * minute)).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
  });

  it('X2 the glass is broken by the one who asked, by name, and not before the time', () => {
    const early = (): Order => glassBroken(order(), giver, at + 3 * minute - 1, 3 * minute);
    expect(early).toThrow(expect.objectContaining({ code: 'BREAK_GLASS_TOO_EARLY', data: { waitSeconds: 1 } }));
    const foreign = (): Order => glassBroken(order(), other, at + 3 * minute, 3 * minute);
    expect(foreign).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }));
    const broken = glassBroken(order(), giver, at + 3 * minute, 3 * minute);
    expect(broken).toMatchObject({ state: 'in-force', fromAt: at + 3 * minute, brokenGlass: true, secondBy: null });
  });

  it('S4 cancelled while it waits, it never sounds; ended, it is told to devices with the name', () => {
    const cancelled = ended(order(), 'nga', at + minute);
    expect(cancelled.state).toBe('cancelled');
    expect(endCommand(cancelled)).toBeNull();
    expect(ordersForManifest([cancelled], place, at + minute).allClears).toEqual([]);
    const over = ended(inForce(), 'hoa', at + minute);
    expect(endCommand(over)).toEqual({ kind: 'allClear', commandId: 'o1', by: 'hoa' });
    expect(ordersForManifest([over], place, at + minute)).toEqual({
      holds: [],
      emergencies: [],
      playNows: [],
      allClears: [{ commandId: 'o1', by: 'hoa' }],
    });
    expect(() => ended(over, 'hoa', at + minute)).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
  });

  it('P9 a stop is a silence with a name, in the command and in the manifest, until somebody resumes', () => {
    const content = { kind: 'silence', target: { kind: 'device' } } as const;
    const stop = inForce({ kind: 'stop', content, untilAt: null, reason: 'tang' });
    const silence = { id: 'o1', kind: 'stop', target: { kind: 'device' }, fromAt: at, untilAt: null };
    const said = { ...silence, by: 'nga', reason: 'tang' };
    expect(beginCommand(stop, place)).toEqual({ kind: 'silence', silence: said });
    expect(ordersForManifest([stop], place, at).holds).toEqual([said]);
    expect(isInForce(stop, at + 365 * 24 * 60 * minute)).toBe(true);
    expect(endCommand(ended(stop, 'hoa', at + minute))).toEqual({ kind: 'resume', silenceId: 'o1', by: 'hoa' });
  });

  it('S4 a play-now dies with its time, and is ended by a silence over its one airing', () => {
    const content = { kind: 'play-now', class: 'normal', ...sound } as const;
    const now = inForce({ kind: 'play-now', content, untilAt: at + minute });
    expect(beginCommand(now, place)).toMatchObject({
      kind: 'playNow',
      order: { expiresAt: at + minute, commandId: 'o1' },
    });
    expect(endCommand(ended(now, 'hoa', at + 1))).toMatchObject({
      kind: 'silence',
      silence: { kind: 'stop', target: { kind: 'airing', airingKey: 'o1#1' }, by: 'hoa' },
    });
    expect(isInForce(now, at + minute)).toBe(false);
  });

  it('P2, S4 a play-now is in the manifest while it lives; ended by somebody, a stop with the name is, until it would have died', () => {
    const content = { kind: 'play-now', class: 'normal', ...sound } as const;
    const now = inForce({ kind: 'play-now', content, untilAt: at + minute });
    const { playNows, holds } = ordersForManifest([now], place, at + 1);
    expect(holds).toEqual([]);
    expect(playNows).toEqual([
      {
        ...{ commandId: 'o1', areaCode: '23538', bulletinRef: sound.bulletinRef, source: sound.source, by: 'nga' },
        ...{ durationMs: 5_000, startAt: at, expiresAt: at + minute, class: 'normal' },
        ...{ mediaBytes: 100, mime: 'audio/mp4', snapshot: sound.snapshot },
      },
    ]);
    expect(ordersForManifest([now], place, at + minute).playNows).toEqual([]);
    expect(ordersForManifest([order({ ...now, state: 'waiting', fromAt: null })], place, at + 1).playNows).toEqual([]);
    const taken = ended(now, 'hoa', at + 1);
    const silence = { kind: 'stop', target: { kind: 'airing', airingKey: 'o1#1' }, by: 'hoa', untilAt: at + minute };
    expect(ordersForManifest([taken], place, at + 2)).toMatchObject({ playNows: [], holds: [silence] });
    expect(ordersForManifest([taken], place, at + minute).holds).toEqual([]);
  });

  it('S4 a play-now is not ended again after its time', () => {
    const content = { kind: 'play-now', class: 'normal', ...sound } as const;
    const now = inForce({ kind: 'play-now', content, untilAt: at + minute });
    expect(() => ended(now, 'hoa', at + minute)).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
  });
});
