import type { RelayBody } from '../../src/contracts/http/relays';
import { ApproversRepository } from '../../src/features/bulletins/approvers.repository';
import { ApproversService } from '../../src/features/bulletins/approvers.service';
import { relayBookings } from '../../src/features/schedule/relays/relays.repository';
import { RelayMeasuring, type RelayMeter } from '../../src/features/schedule/relays/relay-measuring';
import { RelayBookingsService } from '../../src/features/schedule/relays/relay-bookings.service';
import { RelaysService } from '../../src/features/schedule/relays/relays.service';
import type { Principal } from '../../src/domain/access/principal';
import { assembleManifest } from '../../src/domain/devices/assemble-manifest';
import { JobEntity } from '../../src/platform/database/job.entity';
import { mainDatabaseNames } from '../support/databases';
import {
  aSlot,
  dayMs,
  here,
  mondayMorning,
  openSchedule,
  setup,
  type ScheduleStation,
} from '../support/schedule-station';

const url = 'https://stream.example.vn/vov1';
const wanted: RelayBody = {
  ...{ name: 'Đài Tiếng nói Việt Nam', topicCode: '4.1', language: 'vi', url, gainDb: -3 },
  fallbackMediaId: 'media-1',
};
/** As the media feature hands it out: of the commune, five minutes. */
const fallback = { durationMs: 300_000, masterSha256: 'c'.repeat(64), masterBytes: 40_000, masterMime: 'audio/mpeg' };
const media = { get: async (id: string) => ({ id }), masterOf: () => ({ areaCode: here, ...fallback }) };
const chair: Principal = { userId: 'chair', username: 'chair', displayName: 'Chủ tịch', grants: [] };

describe.each(mainDatabaseNames)('relays on %s', (name) => {
  let station: ScheduleStation;
  let relays: RelaysService;
  let bookings: RelayBookingsService;
  let approvers: ApproversService;
  let slotIds: string[];
  let holders: string[];

  beforeAll(async () => {
    station = await openSchedule(name);
    const { test, areas, repository, own, parts, clock, slots } = station;
    const { uow, read } = test.database;
    holders = ['chair'];
    const users = { holding: async () => holders };
    const rows = new ApproversRepository();
    approvers = new ApproversService(uow, read, rows, areas, {} as never, users as never, clock);
    relays = new RelaysService(uow, read, repository, areas, media as never);
    bookings = new RelayBookingsService(uow, repository, areas, relays, own, approvers, parts);
    bookings.onModuleInit();
    slotIds = [(await slots.create(setup, here, aSlot('Chiều', '17:00', 60))).id];
  });
  afterAll(() => station.close());

  const today = async () => (await station.scheduled.rundownsFor(here, mondayMorning, mondayMorning + dayMs))[0];
  const standing = {
    ...{ kind: 'relay' as const, key: wanted.name, topicCode: '4.1', reason: 'Kế hoạch năm' },
    ...{ fromAt: mondayMorning, untilAt: mondayMorning + 3 * dayMs },
  };

  it('X4: only addresses outside, or a line input, get onto the list', async () => {
    for (const address of ['http://10.0.0.7/live', 'http://localhost/live', 'file:///etc/passwd', 'alsa:hw:1,0;reboot'])
      await expect(relays.allow(setup, here, { ...wanted, url: address })).rejects.toMatchObject({
        code: 'INPUT_INVALID',
      });
    const line = await relays.allow(setup, here, { ...wanted, name: 'Đài huyện', url: 'alsa:hw:1,0' });
    expect((await relays.listFor(here)).map((one) => one.id)).toEqual([line.id]);
    await relays.retire(setup, line.id, 1);
    expect(await relays.listFor(here)).toEqual([]);
  });

  it('B2: a relay holds its place until an approval in advance covers it, airs while it does, and no longer', async () => {
    const source = await relays.allow(setup, here, wanted);
    const dates = { kind: 'between' as const, from: '2026-01-05', until: '2026-12-31' };
    const place = { relayId: source.id, zones: null, slotIds, dates, class: 'normal' as const };
    const operator = { userId: 'operator', name: 'operator' };
    const made = await bookings.create(operator, here, { ...place, offsetSeconds: 600, lengthSeconds: 1800 });
    expect(made).toMatchObject({ kind: 'relay', approvedAt: null });
    await station.settle();
    expect((await today())?.items).toEqual([]);

    await approvers.grantStanding(chair, here, standing);
    await station.settle();
    const rundown = (await today())!;
    const startAt = mondayMorning + 11 * 3_600_000 + 600_000;
    expect(rundown.items).toMatchObject([
      {
        ...{ because: 'relay', startAt, durationMs: 1_800_000, latestStartAt: startAt + 60_000 },
        source: { kind: 'relay', url, gainDb: -3, fallbackSha256: fallback.masterSha256 },
        // L7: counted as relayed, under its topic.
        snapshot: { kind: 'relay', relayed: true, bulletinId: null, title: wanted.name, topicCode: '4.1' },
        ...{ mediaBytes: 40_000, mime: 'audio/mpeg' },
      },
    ]);
    const horizon = { notBefore: mondayMorning, notAfter: mondayMorning + dayMs };
    const content = assembleManifest({
      ...{ deviceId: 'd', zone: null, output: { sink: 'null', name: '' }, volume: [], horizon, fromAt: mondayMorning },
      ...{ rundowns: [rundown], windows: [], holds: [], emergencies: [] },
    });
    expect(content.media.map(({ sha256 }) => sha256)).toEqual([fallback.masterSha256]);

    const { read } = station.test.database;
    const [booked] = await relayBookings(read.manager);
    expect(booked).toMatchObject({ validUntilAt: standing.untilAt });
    const all = await station.scheduled.rundownsFor(here, mondayMorning, mondayMorning + 6 * dayMs);
    expect(all.filter(({ items }) => items.length > 0)).toHaveLength(3);

    await relays.setGain(setup, source.id, -5.5, 1);
    await station.settle();
    expect((await today())?.items).toMatchObject([{ source: { gainDb: -5.5 } }]);

    // The station listens by itself when it is due; a difference that nobody hears changes nothing.
    const { uow } = station.test.database;
    let heard: Awaited<ReturnType<RelayMeter['measure']>> | Error = { gainDb: -5 };
    const meter: RelayMeter = {
      measure: async (address) => {
        expect(address).toBe(url);
        if (heard instanceof Error) throw heard;
        return heard;
      },
    };
    const measuring = new RelayMeasuring(uow, read, relays, station.parts, { relayMeasureDays: 7 }, meter);
    const asked = async () => {
      await uow.run(setup, ({ manager }) =>
        manager.update(JobEntity, { kind: 'relay.measure' }, { state: 'done' }).then(() => undefined),
      );
      await measuring.askForDue();
      const jobs = await read.manager.findBy(JobEntity, { kind: 'relay.measure', state: 'queued' });
      return jobs.map(({ key }) => key);
    };
    const measured = async () => {
      await measuring.measure(source.id, new AbortController().signal);
      const { gainDb, measureFault, revision } = await relays.get(source.id);
      return [gainDb, measureFault, revision];
    };
    expect(await asked()).toEqual([]);
    expect(await measured()).toEqual([-5.5, null, 2]);
    heard = null;
    expect(await measured()).toEqual([-5.5, 'silent', 2]);
    expect(await asked()).toEqual([]);
    await station.clock.advance(3_600_000);
    expect(await asked()).toEqual([source.id]);
    heard = new Error('the stream answers 404');
    expect(await measured()).toEqual([-5.5, 'unreachable', 2]);
    heard = { gainDb: -9 };
    expect(await measured()).toEqual([-9, null, 3]);
    expect((await relays.get(source.id)).measuredAt).toBe(station.clock.nowMs());
    await station.settle();
    expect((await today())?.items).toMatchObject([{ source: { gainDb: -9 } }]);

    // Whoever gave it is no approver any more: found out at the next review.
    holders = [];
    await bookings.reviewAll();
    await station.settle();
    expect((await today())?.items ?? []).toEqual([]);
    holders = ['chair'];
    await bookings.reviewAll();
    await station.settle();
    expect((await today())?.items).toHaveLength(1);

    const { standing: given } = await approvers.of(here);
    await approvers.endStanding(chair, here, given[0]!.id);
    await station.settle();
    expect((await today())?.items ?? []).toEqual([]);
  });

  it('B2: what an approver books is not covered by their own approval, nor a source that came after it', async () => {
    const [source] = await relays.listFor(here);
    const dates = { kind: 'on' as const, dates: ['2026-01-06'] };
    const place = { zones: null, slotIds, dates, offsetSeconds: 0, lengthSeconds: 300, class: 'normal' as const };
    await approvers.grantStanding(chair, here, standing);
    const by = (userId: string) => ({ userId, name: userId }) as never;
    const relayId = source!.id;
    expect(await bookings.create(by('chair'), here, { ...place, relayId })).toMatchObject({ approvedAt: null });
    const other = await bookings.create(by('operator'), here, { ...place, relayId });
    expect(other.approvedAt).toBe(station.clock.nowMs());
    await relays.retire(setup, relayId, 3);
    await station.settle();
    expect(await relayBookings(station.test.database.read.manager)).toEqual([]);
    await station.clock.advance(1000);
    const later = await relays.allow(setup, here, { ...wanted, url: 'https://elsewhere.example.vn/live' });
    const moved = await bookings.create(by('operator'), here, { ...place, relayId: later.id });
    expect(moved.approvedAt).toBeNull();
  });
});
