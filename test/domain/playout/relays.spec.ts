import {
  inputFaultOf,
  loudnessIn,
  relayArguments,
  relayGainDb,
  relayInputOf,
} from '../../../src/domain/loudness/relay-command';
import { decide } from '../../../src/domain/playout/decide';
import type { Silence } from '../../../src/domain/playout/manifest';
import { relayAheadMs, upcomingRelays } from '../../../src/domain/playout/relays';
import type { MediaState, PlayoutState } from '../../../src/domain/playout/state';
import { gainAfter, isMeasureDue } from '../../../src/domain/scheduling/relay-measuring';
import { aManifest, anItem, aRundown, fakeSha, fiveOClock as at } from '../../support/manifest-builder';

const url = 'https://stream.example.vn/live';
const item = anItem({ airingKey: 'relay', startAt: at, latestStartAt: at + 5000, durationMs: 60_000 });
const without = aRundown({ startAt: at, items: [{ ...item, source: { kind: 'relay', url } }] });
const withFallback = aRundown({
  startAt: at,
  items: [{ ...item, source: { kind: 'relay', url, gainDb: -3, fallbackSha256: fakeSha(2) } }],
});

function state(rundown: typeof without, over: Partial<PlayoutState> = {}, stored: MediaState = 'absent'): PlayoutState {
  const { windows, notAfter } = aManifest();
  return {
    ...{ now: at - 1000, clock: 'good', readySince: { at: at - 60_000, because: 'player-down' } },
    ...{ rundowns: [rundown], snapshots: {}, windows, notAfter, emergencies: [], playNows: [], silences: [] },
    ...{ settled: new Set(), onAir: [], freeAt: 0 },
    // As the spool judges: a length asked for must be met, and this recording has another.
    media: (_sha, durationMs) => (stored === 'ready' && durationMs !== null ? 'length-wrong' : stored),
    ...over,
  };
}

describe('P1 relays', () => {
  it('begin when the source is heard, or when the recording that stands in is here, whatever its length', () => {
    const begins = [{ kind: 'begin', startAt: at }];
    expect(decide(state(without, { flowing: new Set(['relay']) }))).toMatchObject(begins);
    expect(decide(state(withFallback, {}, 'ready'))).toMatchObject(begins);
    expect(decide(state(without))).toMatchObject([{ kind: 'wait' }]);
    expect(decide(state(withFallback, {}, 'pending'))).toMatchObject([{ kind: 'wait' }]);
  });

  it.each([
    ['no recording', without],
    ['a recording that never came', withFallback],
  ])('fail as unavailable with neither: %s (P8)', (_name, rundown) => {
    expect(decide(state(rundown, { now: at + 60_000 }))).toMatchObject([
      { kind: 'settle', result: 'failed', reason: 'relay-unavailable' },
    ]);
  });

  it('have their source opened some seconds ahead, while they may still begin and nobody holds them', () => {
    const keys = (over: Partial<PlayoutState>) => upcomingRelays(state(without, over)).map((one) => one.airingKey);
    expect(keys({ now: at - relayAheadMs - 1 })).toEqual([]);
    expect(keys({ now: at - relayAheadMs })).toEqual(['relay']);
    expect(keys({ now: at + 5000 })).toEqual(['relay']);
    expect(keys({ now: at + 5001 })).toEqual([]);
    expect(keys({ settled: new Set(['relay']) })).toEqual([]);
    const [airing] = upcomingRelays(state(without));
    expect(airing).toMatchObject({ relay: { url }, sha256: null, plannedMs: 60_000 });
    expect(keys({ onAir: [{ airing: airing!, startAt: at, finished: null }] })).toEqual([]);
    const hold: Silence = {
      ...{ id: 'h', kind: 'hold', target: { kind: 'device' }, fromAt: 0, untilAt: null, by: 'x', reason: '' },
    };
    expect(keys({ silences: [hold] })).toEqual([]);
  });

  it('are levelled by measured gain and limited under the gate, and ffmpeg opens nothing but its input (B5, X4)', () => {
    const args = relayArguments(relayInputOf(url), -7.5).join(' ');
    expect(args).toContain('-protocol_whitelist pipe');
    expect(args).not.toContain(url);
    expect(args).toMatch(/volume=-7\.50dB,aresample=192000,alimiter=limit=0\.8318:/);
    expect(relayArguments(relayInputOf('alsa:hw:1,0'), 0).join(' ')).toContain('-f alsa -i hw:1,0');
    const printed = '    I:         -9.4 LUFS\n    Threshold: -19.6 LUFS\n';
    expect(relayGainDb(loudnessIn(printed)!)).toBe(-6.6);
    expect(loudnessIn('    I:         -70.0 LUFS\n')).toBeNull();
    expect([relayGainDb(-60), relayGainDb(60)]).toEqual([12, -40]);
  });

  it('a line input that cannot be opened says what to do', () => {
    const said = (device: string, printed: string) => inputFaultOf(relayInputOf(device), printed);
    const noCard = 'ALSA lib confmisc.c:165: Cannot get card index for 9\nhw:9,9: Input/output error\n';
    expect(said('alsa:hw:9,9', noCard)).toBe(
      'không mở được ngõ vào hw:9,9: máy không có card âm thanh này / the line input hw:9,9 cannot be opened: there is no such sound card',
    );
    expect(said('alsa:default', '[alsa] cannot open (Device or resource busy)\ndefault: error')).toContain(
      'another program',
    );
    expect(said('alsa:default', "Unknown input format: 'alsa'")).toContain('cannot read ALSA');
    expect(said('alsa:default', 'something new')).toContain('something new');
    expect(said(url, 'first\nInvalid data found\n')).toBe('Invalid data found');
  });

  it('a source is measured at once, after its days, and each hour while it cannot be; a line input never', () => {
    const hour = 3_600_000;
    const source = { url, retiredAt: null, measuredAt: null, measureTriedAt: null, measureFault: null };
    const due = (over: object, now: number) => isMeasureDue({ ...source, ...over }, now, 7);
    expect(due({}, 0)).toBe(true);
    expect(due({ measuredAt: 0 }, 7 * 24 * hour - 1)).toBe(false);
    expect(due({ measuredAt: 0 }, 7 * 24 * hour)).toBe(true);
    const failed = { measuredAt: 0, measureTriedAt: 10 * hour, measureFault: 'silent' };
    expect([due(failed, 11 * hour - 1), due(failed, 11 * hour)]).toEqual([false, true]);
    expect([due({ url: 'alsa:hw:1,0' }, 0), due({ retiredAt: 1 }, 2)]).toEqual([false, false]);
    expect(gainAfter({ gainDb: 0, measuredAt: null }, 0.5)).toBe(0.5);
    expect([gainAfter({ gainDb: -3, measuredAt: 1 }, -3.9), gainAfter({ gainDb: -3, measuredAt: 1 }, -4)]).toEqual([
      -3, -4,
    ]);
  });
});
