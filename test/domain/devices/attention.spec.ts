import {
  attentionCodes,
  attentionLimits,
  attentionOf,
  type DeviceCondition,
} from '../../../src/domain/devices/attention';

const now = 1_770_000_000_000;
const well: DeviceCondition = {
  ...{ now, joined: true, held: false, heardAt: now - 30_000 },
  said: {
    ...{ manifestVersion: 7, clockTrust: 'synced', media: { ready: 3, all: 3 }, outbox: 0, silentForMs: null },
    ...{ diskFreeBytes: 5e9, temperatureC: 55 },
  },
  latest: { version: 7, issuedAt: now - 3_600_000, notAfter: now + 7 * 86_400_000 },
};
const codes = (over: Partial<DeviceCondition>, said: Partial<NonNullable<DeviceCondition['said']>> = {}): string[] =>
  attentionOf({ ...well, said: { ...well.said!, ...said }, ...over }).map((one) => one.code);

describe('what needs attention on a device', () => {
  it('nothing while all is well', () => expect(codes({})).toEqual([]));

  it.each([
    ['key-on-two-boxes', { held: true }, {}],
    ['never-joined', { joined: false }, {}],
    ['no-heartbeat', { heardAt: now - attentionLimits.noHeartbeatMs - 1 }, {}],
    ['clock-unset', {}, { clockTrust: 'unset' }],
    ['silent-output', {}, { silentForMs: 10_000 }],
    ['manifest-ends', { latest: { ...well.latest!, notAfter: now + 3_600_000 } }, {}],
    ['manifest-behind', {}, { manifestVersion: 6 }],
    ['media-incomplete', {}, { media: { ready: 2, all: 3 } }],
    ['disk-full', {}, { diskFreeBytes: 1000 }],
    ['too-hot', {}, { temperatureC: 76 }],
    ['rows-waiting', {}, { outbox: 401 }],
    ['clock-unsure', {}, { clockTrust: 'holdover' }],
    ['alarm-channel', {}, { ordersOpen: false }],
    ['alarm-channel', {}, { alarmsLost: 1 }],
    ['power-low', {}, { power: 'battery' }],
    ['power-low', {}, { power: 'low' }],
    ['weak-signal', {}, { signalPercent: 10 }],
    ['clock-off', {}, { clockOffsetMs: -6000 }],
  ] as const)('%s', (code, over, said) => {
    expect(codes(over, said as never)).toEqual([code]);
  });

  it('the worst comes first, each with cause and remedy in both languages; every one is in the list above', () => {
    const all = attentionOf({ ...well, held: true, heardAt: null, said: { ...well.said!, clockTrust: 'unset' } });
    expect(all.map((one) => one.code)).toEqual(['key-on-two-boxes', 'no-heartbeat', 'clock-unset']);
    for (const { cause, remedy } of all) expect([cause.vi, cause.en, remedy.vi, remedy.en]).not.toContain('');
    expect(attentionCodes).toHaveLength(16);
  });

  it('a new manifest has ten minutes to arrive before anybody is told', () => {
    const latest = { ...well.latest!, version: 8, issuedAt: now - 60_000 };
    expect(codes({ latest })).toEqual([]);
    expect(codes({ latest: { ...latest, issuedAt: now - attentionLimits.manifestLateMs - 1 } })).toEqual([
      'manifest-behind',
    ]);
  });
});
