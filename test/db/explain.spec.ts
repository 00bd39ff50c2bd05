import { factText } from '../../src/contracts/http/explain-texts';
import { DeviceHeartbeatEntity } from '../../src/features/devices/joining/device-credential.entity';
import { ExplainService, explanationOf } from '../../src/features/explain';
import { DeviceAiringEntity } from '../../src/features/playout';
import { DeviceAlarmEntity } from '../../src/features/playout/orders/device-alarm.entity';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import { StoredDecisions } from '../../src/features/schedule';
import { mainDatabaseNames } from '../support/databases';
import { openPreflight } from '../support/preflight-station';
import {
  approved,
  aSlot,
  here,
  mondayMorning,
  openSchedule,
  setup,
  type ScheduleStation,
} from '../support/schedule-station';

const monday = '2026-01-05';
const at17 = Date.UTC(2026, 0, 5, 10);
const minute = 60_000;
const hour = 60 * minute;
const hoa = { actor: { userId: 'u-hoa', name: 'hoa' }, decidesFor: here };

describe.each(mainDatabaseNames)('S10 explain on %s', (name) => {
  let station: ScheduleStation;
  let explain: ExplainService;
  let deviceId: string;
  beforeAll(async () => {
    station = await openSchedule(name);
    const { read } = station.test.database;
    const { devices } = openPreflight(station);
    const decisions = new StoredDecisions(read, station.repository, station.areas);
    explain = new ExplainService(read, station.areas, decisions, station.clock);
    const wanted = { kind: 'loudspeaker' as const, areaCode: here, name: 'Loa trường học', place: 'Trường tiểu học' };
    deviceId = (await devices.create(setup, { ...wanted, sink: 'null', volume: [], embedded: false })).id;
    await station.slots.create(setup, here, aSlot('Chiều', '17:00'));
    for (const [i, id] of ['chay', 'bao'].entries())
      await station.bookings.book(
        approved(id, { priority: 'priority', durationMs: 20 * minute, approvedAt: mondayMorning + i }),
      );
    await station.settle();
  });
  afterAll(() => station.close());

  const ask = async (bulletinId: string, local = `${monday}T17:00`) => {
    const { bulletin } = await explanationOf(explain, { areaCode: here, local, bulletinId });
    return [bulletin!.verdict, ...bulletin!.facts.map(({ code, who }) => (who === null ? code : `${code} ${who}`))];
  };
  const heard = async (local: string) =>
    (await explanationOf(explain, { areaCode: here, local })).heard.map(({ sounding, title }) => title ?? sounding);

  it('S2: an open collision, then the decision of the operator with who and why, stored and told', async () => {
    expect(await ask('chay')).toEqual(['will-play', 'planned']);
    expect(await ask('bao')).toEqual(['will-not-play', 'left-out', 'carried-on', 'decision-open']);
    const [rundown] = await station.rundowns.list(here, monday, monday);
    const [question] = (await station.lists.news(here, monday, monday)).filter((one) => one.kind === 'decision-needed');
    await station.edits.decide(hoa, rundown!.id, [...question!.details].reverse(), 'Tin bão phát trước');
    await station.settle();
    expect(await ask('bao')).toEqual(['will-play', 'planned', 'decided-order hoa']);
    expect(await ask('chay')).toEqual(['will-not-play', 'left-out', 'carried-on', 'decided-order hoa']);
    const { bulletin } = await explanationOf(explain, { areaCode: here, local: `${monday}T17:05`, bulletinId: 'chay' });
    expect(bulletin!.facts.map(({ text }) => text.vi)).toEqual([
      'Bị bỏ ra: buổi phát đã đầy.',
      'Chuyển sang buổi 17:00 6/1/2026.',
      'hoa chọn thứ tự lúc 06:00 5/1/2026: Tin bão phát trước.',
    ]);
    expect(await ask('la')).toEqual(['not-played', 'not-booked']);
    expect(await ask('bao', '2026-01-20T17:00')).toEqual(['not-played', 'no-session']);
    expect(await explain.isQueued('23535', 'bao')).toBe(false);
  });

  it('what sounded near the school: unknown until the device reports, then this, or nothing of ours', async () => {
    const { uow } = station.test.database;
    await station.clock.advance(at17 + 30 * minute - mondayMorning);
    await station.settle();
    const [rundown] = await station.rundowns.list(here, monday, monday);
    const { airingKey } = rundown!.items[0]!;
    expect(await heard(`${monday}T04:50`)).toEqual(['unknown']);
    expect((await ask('bao'))[0]).toBe('unknown');
    await uow.run(setup, async ({ manager, nowMs }) => {
      await manager.insert(DeviceHeartbeatEntity, { deviceId, heardAt: nowMs, status: '{}' });
      const same = {
        ...{ communeCode: here, airingKey, deviceId, counts: true, attested: false, zoneCode: null, communeDevices: 1 },
        ...{ communeZones: 0, localDate: monday, communeName: 'Xã Ia Tơi', topicCode: '4.1', topicName: 'Y tế' },
        ...{
          itemKind: 'bulletin',
          language: 'vi',
          priority: 'priority',
          origin: 'own',
          replay: false,
          title: 'Tin bão',
        },
        ...{ programmeKey: 'p', planned: true, plannedStartAt: at17, plannedMs: 20 * minute, heardMs: 20 * minute },
        ...{ result: 'played', reason: null, source: 'device', receivedNumber: 1 },
      } as const;
      await manager.insert(DeviceAiringEntity, { ...same, awaitedFrom: null, delivered: true } as never);
      const row = {
        ...{ receivedAt: nowMs, supersedes: null, author: null, note: null, boot: 'b', sequence: 1, previousHash: '' },
        ...{ hash: 'h', bytes: '{}', kind: 'result', deviceName: 'Loa trường học', deviceKind: 'loudspeaker' },
        ...{ rundownId: rundown!.id, rundownVersion: 1, slotOccurrenceId: null, commandId: null, repetition: null },
        ...{ manifestVersion: 1, areaCode: here, areaName: 'Xã Ia Tơi', originAreaCode: here, bulletinRef: 'bao' },
        ...{ originAreaName: 'Xã Ia Tơi', bulletinId: 'bao', versionId: 'bao-v1', playClass: 'priority', sha256: null },
        ...{ actualStartAt: at17, actualEndAt: at17 + 20 * minute, stoppedBy: null, output: 'sound' },
        ...{ clockTrust: 'synced', recordedAt: at17 + 20 * minute },
      } as const;
      await manager.insert(LedgerRowEntity, { ...same, ...row } as never);
    });
    expect(await heard(`${monday}T04:50`)).toEqual(['nothing-of-ours']);
    expect(await heard(`${monday}T17:10`)).toEqual(['Tin bão']);
    expect(await heard(`${monday}T17:20`)).toEqual(['nothing-of-ours']);
    // Its last row speaks up to itself; beyond, only its word that it holds nothing back.
    expect(await heard(`${monday}T17:25`)).toEqual(['unknown']);
    const says = (outbox: number) =>
      uow.run(setup, async ({ manager, nowMs }) => {
        await manager.save(DeviceHeartbeatEntity, { deviceId, heardAt: nowMs, status: JSON.stringify({ outbox }) });
      });
    await says(3);
    expect(await heard(`${monday}T17:25`)).toEqual(['unknown']);
    await says(0);
    expect(await heard(`${monday}T17:25`)).toEqual(['nothing-of-ours']);
    await uow.run(setup, async ({ manager }) => {
      const time = { firstAt: at17 - 13 * hour, lastAt: at17 - 12 * hour, times: 2, detail: '' };
      const about = { id: 'a1', deviceId, communeCode: here, areaCode: here, code: 'sound-outside' };
      await manager.insert(DeviceAlarmEntity, { ...about, ...time } as never);
    });
    expect(await heard(`${monday}T04:50`)).toEqual(['unknown']);
    expect(await ask('bao')).toEqual(['played', 'planned', 'decided-order hoa', 'device-played Loa trường học']);
    const told = (code: 'device-not' | 'device-partly' | 'device-played', reason: string | null, by: string | null) =>
      factText({ code, at: at17, who: 'Loa 1', reason, by }, 'Asia/Ho_Chi_Minh');
    expect(told('device-partly', 'stopped', 'Bà Hoa')).toEqual({
      vi: '“Loa 1” chỉ phát một phần (bị dừng: Bà Hoa).',
      en: '“Loa 1” played a part of it (stopped: Bà Hoa).',
    });
    expect(told('device-not', 'clock-unset', null).vi).toBe('“Loa 1” không phát (đồng hồ chưa đúng).');
    expect(told('device-not', 'missed', null).en).toBe('“Loa 1” did not play it (missed).');
    expect(told('device-played', null, null).vi).toBe('“Loa 1” phát trọn vẹn lúc 17:00 5/1/2026.');
    expect(told('device-played', 'relay-unavailable', null).vi).toContain('(không tiếp được sóng)');
    await expect(explain.heard(here, at17, 'cua-xa-khac')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
