import { whatSounded, type Facts, type SoundDevice, type SoundRow } from '../../../src/domain/complaints/what-sounded';

const minute = 60_000;
/** 04:50 in Hanoi on 5 January 2026. */
const from = Date.UTC(2026, 0, 4, 21, 50);
const to = from + 10 * minute;

const device = (over: Partial<SoundDevice> = {}): SoundDevice => ({
  ...{ deviceId: 'd1', name: 'Cụm loa thôn 1', kind: 'loudspeaker', areaCode: '23538', inPlace: true },
  ...{ lastRowAt: to + minute, heardAt: null, outbox: null, ...over },
});
const row = (over: Partial<SoundRow> = {}): SoundRow => ({
  ...{ receivedNumber: 7, deviceId: 'd1', kind: 'result', title: 'Bản tin', airingKey: 'a', bulletinId: 'b' },
  ...{ plannedStartAt: from + minute, plannedMs: minute, actualStartAt: from + minute, actualEndAt: from + 2 * minute },
  ...{ heardMs: minute, result: 'played', reason: null, clockTrust: 'synced', speaks: true, hash: 'h', ...over },
});
const planned = { deviceId: 'd1', airingKey: 'a', title: 'Bản tin', plannedStartAt: from + minute, plannedMs: minute };
const asked = (over: Partial<Facts>) =>
  whatSounded({ devices: [device()], rows: [], planned: [], alarms: [], orders: [], ...over }, from, to);

describe('L1 P8 what was on which device at a time', () => {
  it.each<[string, Partial<Facts>, string, string[]]>([
    ['it reported past the time and was silent', {}, 'nothing', []],
    ['it sounded inside', { rows: [row()] }, 'ours', []],
    [
      'its sound ended as the time begins',
      { rows: [row({ actualStartAt: from - minute, actualEndAt: from })] },
      'nothing',
      [],
    ],
    [
      'its sound begins as the time ends',
      { rows: [row({ actualStartAt: to, actualEndAt: to + minute })] },
      'nothing',
      [],
    ],
    [
      'it sounded in the last millisecond',
      { rows: [row({ actualStartAt: to - 1, actualEndAt: to + minute })] },
      'ours',
      [],
    ],
    ['a correction took the row’s place', { rows: [row({ speaks: false })] }, 'nothing', []],
    ['nothing of the row was heard', { rows: [row({ heardMs: 0, result: 'missed' })] }, 'nothing', []],
    ['it has not reported since', { devices: [device({ lastRowAt: from })] }, 'unknown', ['not-reporting']],
    ['it never reported', { devices: [device({ lastRowAt: null })] }, 'unknown', ['not-reporting']],
    [
      'it spoke later and held rows back',
      { devices: [device({ lastRowAt: null, heardAt: to, outbox: 1 })] },
      'unknown',
      ['not-reporting'],
    ],
    [
      'it spoke later and held none back',
      { devices: [device({ lastRowAt: null, heardAt: to, outbox: 0 })] },
      'nothing',
      [],
    ],
    [
      'it sounded and is silent since',
      { devices: [device({ lastRowAt: from })], rows: [row()] },
      'ours',
      ['not-reporting'],
    ],
    [
      'it began and never said how it ended',
      { rows: [row({ kind: 'intent', result: null, heardMs: 0, speaks: false, actualStartAt: null })] },
      'unknown',
      ['begun-without-end'],
    ],
    [
      'its plan has no report',
      { planned: [{ ...planned, result: 'unreported' }] },
      'unknown',
      ['planned-without-report'],
    ],
    ['its plan was missed', { planned: [{ ...planned, result: 'missed' }] }, 'nothing', []],
    [
      'it gave a sound outside programmes',
      { alarms: [{ deviceId: 'd1', code: 'sound-outside', firstAt: from, lastAt: from, times: 1, detail: '' }] },
      'unknown',
      ['sound-alarm'],
    ],
    ['a person plays there', { devices: [device({ kind: 'manual' })] }, 'unknown', ['by-hand']],
    ['no device of ours is there', { devices: [] }, 'nothing', []],
  ])('%s', (_, facts, verdict, why) => {
    const evidence = asked(facts);
    expect(evidence.verdict).toBe(verdict);
    expect(evidence.devices.flatMap((one) => one.why)).toEqual(why);
  });

  it('one that serves another hamlet is told and does not decide; one that sounded decides over one unknown', () => {
    const far = device({ deviceId: 'd2', inPlace: false });
    const elsewhere = asked({ devices: [device(), far], rows: [row({ deviceId: 'd2' })] });
    expect([elsewhere.verdict, elsewhere.devices.map((one) => one.verdict)]).toEqual(['nothing', ['nothing', 'ours']]);
    const mute = device({ deviceId: 'd2', lastRowAt: null });
    expect(asked({ devices: [device(), mute] }).verdict).toBe('unknown');
    expect(asked({ devices: [device(), mute], rows: [row()] }).verdict).toBe('ours');
  });
});
