import type { ResultRow } from '../../src/domain/playout/row';
import { layOut } from '../../src/domain/airtime/report';
import { splitPeriod } from '../../src/domain/airtime/periods';
import { AirtimeService } from '../../src/features/airtime';
import { rowsCsv } from '../../src/features/airtime/airtime-csv';
import { sumRollups } from '../../src/features/airtime/report.repository';
import { AreasService } from '../../src/features/areas';
import { PlayOrderEntity } from '../../src/features/playout/orders/play-order.entity';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import { fillTruths } from '../../src/migrations/1700000009010-four-truths';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { aSnapshot, fiveOClock, zone } from '../support/manifest-builder';

const hour = 3_600_000;
const day = 24 * hour;

describe.each(mainDatabaseNames)('airtime on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let station: InMemoryStation;
  let clock: FakeClock;
  let ledger: ReturnType<typeof openLedger>;
  let airtime: AirtimeService;
  let boots = 0;

  beforeEach(async () => {
    clock = new FakeClock(fiveOClock + hour);
    test = await openTestDatabase(name, { clock });
    station = new InMemoryStation()
      .addCommune('23535', 'Xã Ia Đal', ['23535.1'])
      .addCommune('23538', 'Xã Ia Tơi', ['23538.1', '23538.2', '23538.3'])
      .addDevice({ deviceId: 'dal-1', communeCode: '23535', areaCode: '23535.1', zoneCode: '23535.1' })
      .addDevice({ deviceId: 'toi-1', areaCode: '23538.1', zoneCode: '23538.1' })
      .addDevice({ deviceId: 'toi-2', areaCode: '23538.2', zoneCode: '23538.2' })
      .addDevice({ deviceId: 'toi-hand', areaCode: '23538.3', zoneCode: '23538.3', kind: 'manual' })
      .addDevice({ deviceId: 'toi-web', kind: 'web-stream', counts: false });
    station.topicNamesByCode.set('05', 'Y tế').set('01', 'Chính trị');
    ledger = openLedger(test.database, station, clock);
    airtime = new AirtimeService(
      test.database.read,
      new AreasService(test.database.uow, test.database.read, clock),
      clock,
    );
  });
  afterEach(() => test.close());

  const report = (by: ('topic' | 'commune' | 'day' | 'language')[], from = '2026-01-01', to = '2026-01-31') =>
    airtime.report({ from, to, by, communes: null, area: null });
  const send = (deviceId: string, ...over: (Partial<ResultRow> & { airingKey: string })[]) => {
    const log = new DeviceLog(deviceId, `boot-${(boots += 1)}`);
    return ledger.playout.ingest(
      deviceId,
      over.map((one) => log.result({ areaCode: areaOf(deviceId), ...one })),
    );
  };
  const areaOf = (deviceId: string): string => station.devicesById.get(deviceId)!.communeCode;
  const rows = () => test.database.read.manager.find(LedgerRowEntity, { order: { receivedNumber: 'ASC' } });

  it('L5 counts the longest hearing once per commune, and L6 commune time beside programme time', async () => {
    await send('toi-1', { airingKey: 'a', heardMs: 30_000, result: 'partial' });
    await send('toi-2', { airingKey: 'a', heardMs: 60_000 });
    await send('toi-web', { airingKey: 'a', heardMs: 60_000 });
    await send('dal-1', { airingKey: 'b', heardMs: 60_000 });
    const { lines, totals, programmeMs } = await report(['commune']);
    expect(lines.map((line) => [line.commune?.name, line.airedMs, line.airings])).toEqual([
      ['Xã Ia Đal', 60_000, 1],
      ['Xã Ia Tơi', 60_000, 1],
    ]);
    expect(lines[1]).toMatchObject({ devicesReached: 2, devicesAll: 3, zonesReached: 2, zonesAll: 3, played: 1 });
    expect([totals.airedMs, programmeMs]).toEqual([120_000, 60_000]);
  });

  it('L5 keeps what a person vouches for in a column of its own', async () => {
    await send('toi-1', { airingKey: 'a', heardMs: 45_000, result: 'partial' });
    await send('toi-hand', { airingKey: 'a', heardMs: 60_000 });
    expect((await report([])).totals).toMatchObject({ airedMs: 60_000, attestedMs: 15_000 });
  });

  it('L3 L6 five lost acknowledgements change no total; planned, delivered, aired and heard stand side by side', async () => {
    const log = new DeviceLog('toi-1', 'boot-lost');
    const on = { areaCode: '23538', rundownId: 'rundown-1' };
    const batch = [
      log.result({ ...on, airingKey: 'a', heardMs: 60_000 }),
      log.result({ ...on, airingKey: 'b', heardMs: 60_000, output: 'silent' }),
      log.result({ ...on, airingKey: 'c', heardMs: 0, result: 'missed', reason: 'not-ready', output: 'unknown' }),
      log.result({ ...on, airingKey: 'd', heardMs: 0, result: 'skipped', reason: 'held', output: 'unknown' }),
    ];
    const told: unknown[] = [];
    for (let sent = 0; sent < 6; sent += 1) {
      await ledger.playout.ingest('toi-1', batch);
      told.push(await Promise.all([report([]), report(['topic', 'commune']), report(['day']), report(['language'])]));
    }
    for (const again of told) expect(again).toEqual(told[0]);
    expect(await rows()).toHaveLength(4);
    const sums = { plannedMs: 240_000, deliveredMs: 180_000, airedMs: 120_000, soundedMs: 60_000, attestedMs: 0 };
    for (const by of [[], ['topic'], ['commune'], ['day'], ['language']] as const)
      expect((await report([...by])).totals).toMatchObject(sums);
  });

  it('P8 a recalled item that still played is played, flagged; one that ended before, or played after the recall was lifted, is not', async () => {
    const at = fiveOClock;
    const order = {
      ...({
        id: 'o1',
        kind: 'recall',
        areaCode: '23538',
        state: 'ended',
        bulletinId: 'b-recalled',
        reason: '',
      } as const),
      ...{ content: { kind: 'silence', target: { kind: 'bulletin', bulletinRef: 'b-recalled' } } as const },
      ...{ target: null, decided: [], requestedAt: at, requestedById: null, requestedBy: 'nga' },
      ...{ fromAt: at, untilAt: at + day, secondBy: null, brokenGlass: false, endedAt: at + hour, endedBy: 'nga' },
    };
    await test.database.uow.run(systemActor('test'), (tx) => tx.manager.insert(PlayOrderEntity, order));
    const snapshot = aSnapshot({ bulletinId: 'b-recalled' });
    const one = (airingKey: string, actualStartAt: number) => ({
      ...{ airingKey, snapshot, actualStartAt, actualEndAt: actualStartAt + 60_000, plannedStartAt: actualStartAt },
    });
    await send(
      'toi-1',
      one('before', at - 60_000),
      one('across', at - 30_000),
      one('under', at + 1),
      one('after', at + hour),
    );
    await send('toi-2', { ...one('under', at + 1), snapshot: aSnapshot({ bulletinId: 'another' }) });
    const request = { from: '2026-01-01', to: '2026-01-31', communes: ['23538'] };
    const page = await airtime.rows(request, undefined, 100);
    expect(page.rows.filter((row) => row.recalled).map((row) => [row.device.id, row.airingKey, row.result])).toEqual([
      ['toi-1', 'across', 'played'],
      ['toi-1', 'under', 'played'],
    ]);
  });

  it('L7 own and relayed, languages, first play and replay stand apart; chimes under no topic', async () => {
    await send(
      'toi-1',
      { airingKey: 'a', snapshot: aSnapshot({ relayed: true }) },
      { airingKey: 'b', snapshot: aSnapshot({ replay: true, language: 'jra' }) },
      { airingKey: 'c', heardMs: 8_000, plannedMs: 8_000, snapshot: aSnapshot({ kind: 'chime', topicCode: null }) },
    );
    const { lines, totals } = await report(['topic']);
    expect(lines.map((line) => [line.topic?.code, line.airedMs])).toEqual([
      ['', 8_000],
      ['05', 120_000],
    ]);
    expect(totals).toMatchObject({
      ownMs: 68_000,
      relayedMs: 60_000,
      firstMs: 68_000,
      replayMs: 60_000,
      chimeMs: 8_000,
    });
    expect(totals.languages).toEqual({ vi: 68_000, jra: 60_000 });
    const byLanguage = await report(['language']);
    expect(byLanguage.lines.map((line) => [line.language, line.airedMs])).toEqual([
      ['jra', 60_000],
      ['vi', 68_000],
    ]);
  });

  it('an item stopped after 5 of 60 s counts 5 s', async () => {
    await send('toi-1', { airingKey: 'a', heardMs: 5_000, result: 'partial', reason: 'stopped', by: 'lan' });
    expect((await report([])).totals).toMatchObject({ plannedMs: 60_000, airedMs: 5_000, partial: 1 });
    expect(await airtime.misses({ from: '2026-01-05', to: '2026-01-05', communes: null })).toEqual([
      expect.objectContaining({ result: 'partial', reason: 'stopped', airings: 1, airedMs: 5_000 }),
    ]);
  });

  it('P8 the reconciler gives each planned item exactly one result, and a late row replaces it (L1)', async () => {
    for (const deviceId of ['toi-1', 'toi-2']) {
      station.plan({ deviceId, airingKey: 'a', plannedStartAt: fiveOClock });
      station.plan({ deviceId, airingKey: 'b', plannedStartAt: fiveOClock + 60_000, delivered: false }, fiveOClock);
    }
    expect(await ledger.reconciler.run()).toEqual({ noted: 4, given: 2 });
    expect(await ledger.reconciler.run()).toEqual({ noted: 0, given: 0 });
    expect((await report([])).totals).toMatchObject({
      airings: 2,
      plannedMs: 120_000,
      airedMs: 0,
      missed: 1,
      awaiting: 1,
      devicesPlanned: 4,
    });
    await send('toi-1', { airingKey: 'a' });
    await clock.advance(2 * day);
    expect(await ledger.reconciler.run()).toEqual({ noted: 0, given: 1 });
    expect((await report([])).totals).toMatchObject({ airedMs: 60_000, played: 1, missed: 1, awaiting: 0 });

    await send('toi-2', { airingKey: 'a', heardMs: 60_000 }, { airingKey: 'b', heardMs: 60_000 });
    expect((await report([])).totals).toMatchObject({ airings: 2, airedMs: 120_000, played: 2, missed: 0 });
    const all = await rows();
    const words = all.map((row) => [row.deviceId, row.airingKey, row.source, row.result]);
    expect(words).toHaveLength(6);
    const unreported = all.find((row) => row.result === 'unreported');
    expect(unreported).toMatchObject({ deviceId: 'toi-2', source: 'station', title: 'Lịch tiêm chủng tháng này' });
    expect(all.find((row) => row.supersedes === unreported!.receivedNumber)).toMatchObject({ source: 'device' });
    expect(await ledger.reconciler.run()).toEqual({ noted: 0, given: 0 });
    expect(await ledger.verifier.verify()).toMatchObject({ differences: [] });
  });

  it('T3 an item after midnight belongs to the date its session starts on, also when its row comes before the plan is noted', async () => {
    const startAt = Date.UTC(2026, 0, 5, 16, 50);
    const later = { plannedStartAt: startAt + 20 * 60_000, localDate: '2026-01-05' };
    station.plan({ deviceId: 'toi-1', airingKey: 'a', ...later }, startAt);
    await send('toi-1', { airingKey: 'a', plannedStartAt: later.plannedStartAt });
    const { lines } = await report(['day']);
    expect(lines.map((line) => line.day)).toEqual(['2026-01-05']);
    await clock.advance(day);
    await ledger.reconciler.run();
    expect((await report(['day'])).lines).toEqual(lines);
  });

  it('L1 a correction is a new row that names the old one, and can itself be corrected', async () => {
    await send('toi-1', { airingKey: 'a' });
    const reviewer = { userId: 'u1', name: 'Thanh tra Bình' };
    const first = await ledger.corrections.correct(reviewer, 1, {
      result: 'partial',
      heardMs: 20_000,
      note: 'Mất điện',
    });
    expect(first).toMatchObject({ receivedNumber: 2, supersedes: 1, author: 'Thanh tra Bình', note: 'Mất điện' });
    expect((await report([])).totals).toMatchObject({ airedMs: 20_000, partial: 1, played: 0 });
    await expect(
      ledger.corrections.correct(reviewer, 1, { result: 'missed', heardMs: 0, note: 'lần nữa' }),
    ).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await ledger.corrections.correct(reviewer, 2, { result: 'missed', heardMs: 0, note: 'không nghe thấy' });
    expect((await report([])).totals).toMatchObject({ airedMs: 0, missed: 1 });
    expect((await rows()).map((row) => row.heardMs)).toEqual([60_000, 20_000, 0]);
    expect(await ledger.verifier.verify()).toMatchObject({ differences: [] });
  });

  it('L2 renaming a topic changes no past line', async () => {
    await send('toi-1', { airingKey: 'a' });
    station.topicNamesByCode.set('05', 'Sức khoẻ');
    await clock.advance(60_000);
    const before = await report(['topic']);
    expect(before.lines[0]?.topic?.name).toBe('Y tế');
    await send('toi-1', { airingKey: 'b', plannedStartAt: fiveOClock + 40 * day });
    const { lines: past } = await report(['topic']);
    expect(past).toEqual(before.lines);
    expect((await report(['topic'], '2026-01-01', '2026-02-28')).lines[0]).toMatchObject({
      topic: { name: 'Sức khoẻ' },
      airings: 2,
    });
  });

  it('roll-ups kept by SQL are those the domain rebuilds, whatever comes in whatever order', async () => {
    const random = lcg(7);
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
    const devices = ['dal-1', 'toi-1', 'toi-2', 'toi-hand', 'toi-web'];
    for (let i = 0; i < 40; i += 1) {
      station.plan({
        deviceId: pick(devices),
        airingKey: `k${Math.floor(random() * 15)}`,
        plannedStartAt: fiveOClock + Math.floor(random() * 40) * 60_000,
        areaCode: '23538',
        delivered: random() < 0.7,
      });
    }
    for (let i = 0; i < 25; i += 1) {
      const deviceId = pick(devices);
      const items = Array.from({ length: 3 }, () => ({
        airingKey: `k${Math.floor(random() * 20)}`,
        heardMs: pick([0, 1, 30_000, 60_000]),
        result: pick(['played', 'partial', 'failed', 'preempted'] as const),
        plannedStartAt: fiveOClock + Math.floor(random() * 40) * day,
        output: pick(['unknown', 'sound', 'silent', 'heard'] as const),
        reason: pick([null, 'not-ready', 'crash'] as const),
        commandId: pick([null, 'c1']),
        rundownId: pick(['rundown-1', null]),
        snapshot: aSnapshot({
          topicCode: pick(['05', '01', null]),
          kind: pick(['bulletin', 'chime', 'relay'] as const),
          language: pick(['vi', 'jra']),
          relayed: random() < 0.3,
          replay: random() < 0.3,
        }),
      }));
      await send(deviceId, ...items.map((one) => (one.heardMs === 0 ? { ...one, result: 'failed' as const } : one)));
      if (i % 8 === 3) await ledger.reconciler.run();
      if (i === 20) await clock.advance(3 * day);
    }
    const verified = await ledger.verifier.verify();
    expect(verified.differences).toEqual([]);
    expect(verified.airings).toBeGreaterThan(10);
    const truths = (await report([])).totals;
    expect(truths.deliveredMs).toBeGreaterThan(0);
    expect(truths.deliveredMs).toBeLessThan(truths.plannedMs);
    expect(truths.soundedMs).toBeLessThan(truths.airedMs);

    // What was there before these sums were kept gets the same from its migration.
    await test.database.uow.run(systemActor('migration'), async ({ manager }) => {
      await manager.query(`UPDATE device_airings SET output = 'unknown'`);
      for (const table of ['commune_airings', 'airing_rollups'])
        await manager.query(`UPDATE ${table} SET delivered_ms = 0, sounded_ms = 0`);
      await fillTruths((statement) => manager.query(statement));
    });
    expect((await ledger.verifier.verify()).differences).toEqual([]);
    const groups = (by: Parameters<typeof layOut>[1]) =>
      sumRollups(test.database.read.manager, splitPeriod({ from: '2025-12-20', to: '2026-02-20' }), null, by);
    const totals = await Promise.all(
      ([[], ['topic'], ['commune', 'language'], ['topic', 'commune']] as const).map(
        async (by) => layOut(await groups(by), by).totals,
      ),
    );
    for (const one of totals) expect(one).toEqual(totals[0]);
    // Most of a month is read as the month less its other days: the same sums as day by day.
    for (const [from, to] of [
      ['2026-01-01', '2026-01-30'],
      ['2026-01-06', '2026-01-31'],
      ['2025-12-28', '2026-01-25'],
      ['2026-01-02', '2026-02-20'],
    ] as const) {
      const read = async (by: Parameters<typeof layOut>[1]) =>
        layOut(await sumRollups(test.database.read.manager, splitPeriod({ from, to }), null, by), by);
      const byDay = await read(['day', 'topic', 'commune']);
      expect(byDay.totals.airings).toBeGreaterThan(0);
      const lines = new Set(byDay.lines.map((line) => `${line.topic?.code} ${line.commune?.code}`));
      const whole = await read(['topic', 'commune']);
      expect(whole.totals).toEqual(byDay.totals);
      expect(new Set(whole.lines.map((line) => `${line.topic?.code} ${line.commune?.code}`))).toEqual(lines);
      expect((await read([])).totals).toEqual(byDay.totals);
      expect((await read(['language'])).totals).toEqual(byDay.totals);
    }
  });

  it('verify names a sum, an airing and an item that were changed by hand', async () => {
    await send('toi-1', { airingKey: 'a' }, { airingKey: 'b' });
    await test.database.uow.run(systemActor('intruder'), async (tx) => {
      await tx.manager.query(`UPDATE airing_rollups SET aired_ms = aired_ms + 1000 WHERE period = '2026-01-05'`);
      await tx.manager.query(`UPDATE commune_airings SET planned_ms = 1 WHERE airing_key = 'b'`);
      await tx.manager.query(`UPDATE device_airings SET heard_ms = 1 WHERE airing_key = 'a'`);
    });
    const { differences } = await ledger.verifier.verify();
    expect(differences).toEqual(
      expect.arrayContaining([
        expect.stringContaining('row 1 (device toi-1, airing a): not as its row says'),
        expect.stringContaining('airing b of 23538: plannedMs 1, rebuilt 60000'),
        expect.stringMatching(/^sum .*2026-01-05.*airedMs 121000/),
      ]),
    );
  });

  it('reads rows page by page without losing or repeating one, and streams them as CSV', async () => {
    for (let i = 0; i < 12; i += 1) {
      await send(i % 3 === 0 ? 'dal-1' : 'toi-1', {
        airingKey: `k${i}`,
        plannedStartAt: fiveOClock + (i % 4) * 60_000,
      });
    }
    await send('toi-1', { airingKey: 'k1', heardMs: 1 });
    const request = { from: '2026-01-01', to: '2026-01-31', communes: null };
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await airtime.rows(request, cursor, 5);
      seen.push(...page.rows.map((row) => row.receivedNumber));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
    const toi = await airtime.rows({ ...request, communes: ['23538'] }, undefined, 100);
    expect(toi.rows).toHaveLength(9);
    expect(toi.rows.filter((row) => !row.speaks).map((row) => row.receivedNumber)).toEqual([13]);
    expect((await airtime.rows({ ...request, airing: 'k1' }, 'nonsense', 100)).rows).toHaveLength(2);

    let othersRan = false;
    setImmediate(() => (othersRan = true));
    let csv = '';
    for await (const text of rowsCsv(airtime.stream(request), () => zone)) csv += text;
    expect(othersRan).toBe(true);
    const lines = csv.split('\r\n');
    expect(csv.startsWith('\uFEFFSố,')).toBe(true);
    expect(lines).toHaveLength(15);
    expect(lines[1]).toContain('2026-01-05 05:00:00');
    let sealed = '';
    const seal = { day: '2026-01-05', root: 'ab'.repeat(32) };
    for await (const text of rowsCsv(airtime.stream(request), () => zone, seal)) sealed += text;
    expect(sealed).toBe(`${csv}Nhật ký đã niêm phong đến 05/01/2026,${seal.root}${','.repeat(26)}\r\n`);
  });
});

/** Numbers in [0, 1) that are the same in every run. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}
