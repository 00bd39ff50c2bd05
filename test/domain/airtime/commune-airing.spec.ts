import fc from 'fast-check';
import { foldCommuneAiring, type DeviceAiring } from '../../../src/domain/airtime/commune-airing';
import { effectOf } from '../../../src/domain/airtime/effective';
import { missingResults } from '../../../src/domain/airtime/reconcile';
import { aDeviceAiring } from '../../support/airings';

describe('L5 one commune airing', () => {
  it('takes the longest hearing among counting devices, with devices and zones beside it', () => {
    const airing = foldCommuneAiring([
      aDeviceAiring({ deviceId: 'a', zoneCode: 'z1', heardMs: 30_000, result: 'partial', communeZones: 15 }),
      aDeviceAiring({ deviceId: 'b', zoneCode: 'z2', heardMs: 60_000, result: 'played', communeZones: 15 }),
      aDeviceAiring({ deviceId: 'c', zoneCode: 'z3', heardMs: 0, result: 'missed', communeZones: 15 }),
      aDeviceAiring({ deviceId: 'web', counts: false, heardMs: 90_000, result: 'played' }),
    ]);
    expect(airing).toMatchObject({
      airedMs: 60_000,
      plannedMs: 60_000,
      result: 'played',
      devicesReached: 2,
      devicesPlanned: 3,
      zonesReached: 2,
      zonesPlanned: 3,
      zonesAll: 15,
    });
  });

  it('is nothing where no device counts', () => {
    expect(foldCommuneAiring([aDeviceAiring({ counts: false })])).toBeNull();
  });

  it('a device of the whole commune reaches every zone of it', () => {
    const airing = foldCommuneAiring([aDeviceAiring({ zoneCode: null, heardMs: 1, communeZones: 4 })]);
    expect(airing).toMatchObject({ zonesReached: 4, zonesPlanned: 4, zonesAll: 4 });
  });

  it('keeps apart what only a person vouches for', () => {
    const measured = aDeviceAiring({ deviceId: 'a', heardMs: 40_000 });
    const attested = aDeviceAiring({ deviceId: 'b', attested: true, heardMs: 60_000 });
    expect(foldCommuneAiring([measured, attested])).toMatchObject({ airedMs: 60_000, attestedMs: 20_000 });
    expect(foldCommuneAiring([attested])).toMatchObject({ airedMs: 60_000, attestedMs: 60_000 });
    expect(foldCommuneAiring([measured])).toMatchObject({ airedMs: 40_000, attestedMs: 0 });
  });

  it.each<[string, Partial<DeviceAiring>, number, number]>([
    ['heard whole and found sounding', {}, 60_000, 60_000],
    ['heard by a microphone', { output: 'heard' }, 60_000, 60_000],
    ['played into a dead amplifier', { output: 'silent' }, 60_000, 0],
    ['played where nothing listens', { output: 'unknown' }, 60_000, 0],
    ['left out by decision', { heardMs: 0, result: 'skipped', reason: 'held', output: 'unknown' }, 60_000, 0],
    ['never arrived', { heardMs: 0, result: 'missed', reason: 'not-delivered', output: 'unknown' }, 0, 0],
    ['not ready in time', { heardMs: 0, result: 'missed', reason: 'not-ready', output: 'unknown' }, 0, 0],
    ['arrived broken', { heardMs: 0, result: 'failed', reason: 'file-corrupt', output: 'unknown' }, 0, 0],
    ['never reported', { heardMs: 0, result: 'unreported', output: 'unknown' }, 0, 0],
    ['still awaited', { heardMs: 0, result: null, output: 'unknown' }, 0, 0],
    ['commanded, not planned', { planned: false }, 0, 60_000],
  ])('P8 what was %s: delivered and heard', (_what, over, deliveredMs, soundedMs) =>
    expect(foldCommuneAiring([aDeviceAiring(over)])).toMatchObject({ deliveredMs, soundedMs }),
  );

  it('among silent devices the result that says most speaks; what waits speaks last', () => {
    const of = (...results: DeviceAiring['result'][]) =>
      foldCommuneAiring(results.map((result, i) => aDeviceAiring({ deviceId: `d${i}`, heardMs: 0, result })))?.result;
    expect(of('unreported', 'missed')).toBe('missed');
    expect(of(null, 'unreported')).toBe('unreported');
    expect(of('skipped', 'failed')).toBe('failed');
    expect(of(null)).toBeNull();
  });

  it('is the same in whatever order the devices come, and never more than any of them heard', () => {
    const device = fc.record({
      deviceId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      counts: fc.boolean(),
      attested: fc.boolean(),
      heardMs: fc.constantFrom(0, 1, 5_000, 60_000),
      zoneCode: fc.constantFrom(null, 'z1', 'z2'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(device, { selector: (one) => one.deviceId }), fc.nat(), (some, turn) => {
        const devices = some.map((one) => aDeviceAiring(one));
        const at = devices.length > 0 ? turn % devices.length : 0;
        const turned = [...devices.slice(at), ...devices.slice(0, at)].reverse();
        const airing = foldCommuneAiring(devices);
        expect(foldCommuneAiring(turned)).toEqual(airing);
        if (!airing) return;
        expect(devices.some((one) => one.counts && one.heardMs === airing.airedMs)).toBe(true);
        expect(airing.attestedMs).toBeLessThanOrEqual(airing.airedMs);
        expect(airing.devicesReached).toBeLessThanOrEqual(airing.devicesAll);
        expect(airing.zonesReached).toBeLessThanOrEqual(airing.zonesAll);
      }),
    );
  });
});

describe('L1 which row speaks', () => {
  const device = { receivedNumber: 1, source: 'device' } as const;
  const station = { receivedNumber: 2, source: 'station' } as const;

  it('the first, until a correction; a late report replaces the station’s word; a repeat replaces nothing', () => {
    expect(effectOf(null, 'device')).toEqual({ kind: 'first' });
    expect(effectOf(station, 'device')).toEqual({ kind: 'supersedes', receivedNumber: 2 });
    expect(effectOf(device, 'correction')).toEqual({ kind: 'supersedes', receivedNumber: 1 });
    expect(effectOf(device, 'device')).toEqual({ kind: 'repeated', receivedNumber: 1 });
    expect(effectOf(device, 'station')).toEqual({ kind: 'repeated', receivedNumber: 1 });
    expect(effectOf({ receivedNumber: 3, source: 'correction' }, 'device').kind).toBe('repeated');
  });
});

describe('P8 every planned item gets one result', () => {
  const hour = 3_600_000;
  const awaited = (delivered: boolean, plannedEndAt: number) => ({
    communeCode: '1',
    airingKey: 'a',
    deviceId: 'd',
    delivered,
    plannedEndAt,
  });
  const missing = (delivered: boolean, ago: number) =>
    missingResults([awaited(delivered, 1_000 * hour - ago)], 1_000 * hour, 48 * hour).map((one) => [
      one.result,
      one.reason,
    ]);

  it('missed at its end when it never arrived, unreported after 48 hours of silence, nothing before', () => {
    expect(missing(false, -1)).toEqual([]);
    expect(missing(false, 0)).toEqual([['missed', 'not-delivered']]);
    expect(missing(true, 48 * hour - 1)).toEqual([]);
    expect(missing(true, 48 * hour)).toEqual([['unreported', null]]);
  });
});
