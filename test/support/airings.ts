import type { DeviceAiring } from '../../src/domain/airtime/commune-airing';
import { fiveOClock } from './manifest-builder';

/** One item heard whole on one counting device of a zone. */
export function aDeviceAiring(over: Partial<DeviceAiring> = {}): DeviceAiring {
  return {
    communeCode: '23538',
    communeName: 'Xã Ia Tơi',
    airingKey: 'airing-1',
    deviceId: 'device-1',
    zoneCode: 'z1',
    counts: true,
    attested: false,
    planned: true,
    plannedMs: 60_000,
    heardMs: 60_000,
    output: 'sound',
    result: 'played',
    reason: null,
    communeDevices: 1,
    communeZones: 1,
    localDate: '2026-01-05',
    topicCode: '05',
    topicName: 'Y tế',
    itemKind: 'bulletin',
    language: 'vi',
    priority: 'normal',
    origin: 'own',
    replay: false,
    title: 'Lịch tiêm chủng tháng này',
    programmeKey: `version-1@${fiveOClock}`,
    plannedStartAt: fiveOClock,
    ...over,
  };
}
