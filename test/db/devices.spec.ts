import { AuditEntity } from '../../src/platform/database/audit.entity';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { mainDatabaseNames } from '../support/databases';
import { actor, openStation, type Station } from '../support/device-station';

describe.each(mainDatabaseNames)('devices on %s', (name) => {
  let station: Station;
  beforeEach(async () => {
    station = await openStation(name);
  });
  afterEach(() => station.close());

  it('X5 every change leaves who, what, before and after, and is told to others', async () => {
    const { devices, database, clock } = station;
    const { id } = await station.createDevice({ volume: [{ startLocal: '05:00', endLocal: '06:00', percent: 60 }] });
    await devices.rename(actor, id, { name: 'Loa thôn 1' });
    await devices.rename(actor, id, { name: 'Loa thôn 1' });
    clock.now += 1000;
    await devices.move(actor, id, '23538.1');
    await devices.retire(actor, id);
    expect(await devices.get(id)).toMatchObject({
      name: 'Loa thôn 1',
      place: 'Ủy ban',
      areaCode: '23538.1',
      communeCode: '23538',
      volume: [{ zone: 'Asia/Ho_Chi_Minh', startLocal: '05:00', endLocal: '06:00', percent: 60 }],
      embedded: false,
      publicKey: null,
      placedAt: clock.now,
      retiredAt: clock.now,
    });
    const audit = await database.read.manager.find(AuditEntity, { where: { entityId: id }, order: { id: 'ASC' } });
    const said = audit.map(({ action, actorName, before, after }) => ({ action, actorName, before, after }));
    expect(said).toHaveLength(4);
    expect(said).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'device.created', actorName: 'lan', before: null }),
        expect.objectContaining({ action: 'device.renamed', before: { name: 'Loa xã', place: 'Ủy ban' } }),
        expect.objectContaining({ action: 'device.moved', after: expect.objectContaining({ areaCode: '23538.1' }) }),
        expect.objectContaining({ action: 'device.retired', after: { retiredAt: clock.now } }),
      ]),
    );
    const events = await database.read.manager.find(OutboxEntity, { order: { sequence: 'ASC' } });
    expect(events.map(({ type, payload }) => ({ type, payload }))).toEqual(
      ['created', 'renamed', 'moved', 'retired'].map((change) => ({
        type: 'device.changed',
        payload: { deviceId: id, communeCode: '23538', change },
      })),
    );
  });

  it('a device stands in a commune or zone in force, and a retired one stays as it is', async () => {
    const { devices } = station;
    await expect(station.createDevice({ areaCode: '51' })).rejects.toMatchObject({ code: 'AREA_LEVEL_WRONG' });
    await expect(station.createDevice({ areaCode: 'nowhere' })).rejects.toMatchObject({ code: 'AREA_UNKNOWN' });
    await expect(station.createDevice({ areaCode: '23999' })).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await expect(devices.get('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id } = await station.createDevice();
    await expect(devices.move(actor, id, '51')).rejects.toMatchObject({ code: 'AREA_LEVEL_WRONG' });
    await devices.retire(actor, id);
    for (const change of [devices.rename(actor, id, { name: 'x' }), devices.retire(actor, id)]) {
      await expect(change).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    }
  });

  it('lists the devices of an area and of all below it, retired ones last', async () => {
    const names = async (code: string) => (await station.devices.list(code)).map((device) => device.name);
    const old = await station.createDevice({ name: 'A cũ' });
    await station.createDevice({ name: 'B xã' });
    await station.createDevice({ name: 'C thôn 1', areaCode: '23538.1' });
    await station.createDevice({ name: 'D Ia Đal', areaCode: '23535' });
    await station.devices.retire(actor, old.id);
    expect(await names('23538')).toEqual(['B xã', 'C thôn 1', 'A cũ']);
    expect(await names('23538.1')).toEqual(['C thôn 1']);
    expect(await names('23538.2')).toEqual([]);
    expect(await names('VN')).toEqual(['B xã', 'C thôn 1', 'D Ia Đal', 'A cũ']);
    expect((await station.devices.inUse()).map((device) => device.name).sort()).toEqual([
      'B xã',
      'C thôn 1',
      'D Ia Đal',
    ]);
  });

  it('L5 the directory says whose airtime it is and whether it counts there', async () => {
    const zoned = await station.createDevice({ areaCode: '23538.1' });
    const here = await station.createDevice({ kind: 'embedded' });
    const there = await station.createDevice({ kind: 'embedded', areaCode: '23535' });
    expect(await station.devices.directory(zoned.id)).toEqual({
      deviceId: zoned.id,
      name: 'Loa xã',
      kind: 'loudspeaker',
      areaCode: '23538.1',
      communeCode: '23538',
      zoneCode: '23538.1',
      counts: true,
    });
    expect(here.embedded).toBe(true);
    expect(await station.devices.directory(here.id)).toMatchObject({ kind: 'embedded', counts: false });
    expect(await station.devices.directory(there.id)).toMatchObject({ communeCode: '23535', counts: true });
    await station.areas.updateSettings(actor, '23538', { countsEmbedded: true });
    expect(await station.devices.directory(here.id)).toMatchObject({ counts: true });
  });

  it('L5 coverage is measured against the counting devices in use and the zones of the commune', async () => {
    await station.createDevice({ areaCode: '23538.1' });
    await station.createDevice({ kind: 'fm' });
    await station.createDevice({ kind: 'monitor' });
    await station.createDevice({ kind: 'embedded', areaCode: '23535' });
    const retired = await station.createDevice({ areaCode: '23538.2' });
    await station.devices.retire(actor, retired.id);
    expect(await station.directory.reachOf(['23535', '23538', 'nowhere'])).toEqual(
      new Map([
        ['23535', { devices: 1, zones: 0 }],
        ['23538', { devices: 2, zones: 2 }],
        ['nowhere', { devices: 0, zones: 0 }],
      ]),
    );
    expect([...(await station.directory.find([retired.id, 'nothing'])).keys()]).toEqual([retired.id]);
    await expect(station.devices.directory('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
