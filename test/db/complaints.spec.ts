import { createHash } from 'node:crypto';
import { insertArea } from '../../src/features/areas/area.repository';
import { AreasService } from '../../src/features/areas';
import { complaintsCsv } from '../../src/features/complaints/complaints-csv';
import { ComplaintsService, EvidenceTaker } from '../../src/features/complaints';
import { DeviceEntity } from '../../src/features/devices/device.entity';
import { findClosings, insertClosing } from '../../src/features/reports/closings.repository';
import { HoldsService } from '../../src/features/retention';
import { systemActor } from '../../src/platform/database/transaction';
import { sampledDatabaseNames, openTestDatabase, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { zone } from '../support/manifest-builder';

const minute = 60_000;
/** 05:00 in Hanoi on 5 January 2026: where the support's device log plays. */
const airedAt = Date.UTC(2026, 0, 4, 22);
const officer = { userId: 'u', name: 'y.nhung' };
const areas = [
  ['51', 'province', 'VN'],
  ['23538', 'commune', '51'],
  ['23538.1', 'zone', '23538'],
  ['01', 'province', 'VN'],
  ['00004', 'commune', '01'],
] as const;

describe.each(sampledDatabaseNames('sqlite'))('the register of complaints on %s', (name) => {
  let test: TestDatabase;
  let clock: FakeClock;
  let complaints: ComplaintsService;
  let holds: HoldsService;
  let ledger: ReturnType<typeof openLedger>;
  const log = new DeviceLog('device-1');

  beforeAll(async () => {
    clock = new FakeClock(airedAt + 3 * 3_600_000);
    test = await openTestDatabase(name, { clock });
    const { uow, read } = test.database;
    const device = {
      kind: 'loudspeaker',
      areaCode: '23538',
      communeCode: '23538',
      name: 'Cụm loa 1',
      place: '',
    } as const;
    const rest = { sink: 'null', embedded: false, publicKey: null, createdAt: 0, placedAt: 0 } as const;
    await uow.run(systemActor('setup'), async ({ manager, nowMs }) => {
      for (const [code, level, parentCode] of areas) {
        const unknown = { validFrom: null, validTo: null, countsEmbedded: null, timeZone: null, languages: null };
        await insertArea(manager, { code, level, parentCode, name: `Xã ${code}`, nameSearch: code, ...unknown }, nowMs);
      }
      await manager.insert(DeviceEntity, {
        id: 'device-1',
        ...device,
        ...rest,
        volume: [],
        retiredAt: null,
        rebuildTurn: 0,
      });
    });
    const tree = new AreasService(uow, read, { zone } as never);
    await tree.load();
    holds = new HoldsService(uow, read, clock, { zone });
    complaints = new ComplaintsService(uow, read, tree, holds, new EvidenceTaker(tree, clock), clock);
    const station = new InMemoryStation().addCommune('23538', 'Xã Ia Tơi').addDevice({ deviceId: 'device-1' });
    ledger = openLedger(test.database, station, clock);
  });
  afterAll(() => test.close());

  const claim = {
    ...{ areaCode: '23538', place: 'gần trường', said: '=phát lúc 5 giờ', claimedFrom: airedAt - 5 * minute },
    ...{ claimedTo: airedAt + 5 * minute, complainant: 'Ông A', contact: '', channel: 'phone' as const },
  };

  it('freezes what the ledger said; looking again adds what came since and leaves the first copy', async () => {
    const first = await complaints.record(officer, claim);
    expect(first.complaint).toMatchObject({ state: 'open', verdict: 'unknown', areaName: 'Xã 23538', revision: 1 });
    expect(first.evidence[0]!.evidence.devices).toMatchObject([{ deviceId: 'device-1', why: ['not-reporting'] }]);
    await clock.advance(minute);
    await ledger.playout.ingest('device-1', [log.intent({ airingKey: 'a' }), log.result({ airingKey: 'a' })]);
    const { complaint, evidence } = await complaints.lookAgain(officer, first.complaint.id);
    expect(complaint).toMatchObject({ verdict: 'ours', revision: 2 });
    expect(evidence).toHaveLength(2);
    expect(evidence[1]).toEqual(first.evidence[0]);
    const [newest] = evidence;
    expect(newest!.evidence.devices[0]!.inside).toEqual([2]);
    expect(newest!.evidence.rows.map((row) => [row.receivedNumber, row.kind, row.speaks])).toEqual([
      [1, 'intent', false],
      [2, 'result', true],
    ]);
    const stored = await test.database.read.manager.query<{ evidence: string }[]>(
      `SELECT evidence FROM complaint_evidence WHERE id = '${newest!.id}'`,
    );
    expect(createHash('sha256').update(stored[0]!.evidence).digest('hex')).toBe(newest!.evidenceHash);
    for (const forged of [
      `UPDATE complaint_evidence SET verdict = 'nothing'`,
      'DELETE FROM complaints',
      'DELETE FROM retention_holds',
    ]) {
      const forge = test.database.uow.run(systemActor('thief'), (tx) => tx.manager.query(forged));
      await expect(forge).rejects.toThrow(/append-only|kept/);
    }
  });

  it('is answered once, by who read it last, and can be opened again; its recordings are held meanwhile', async () => {
    await clock.advance(minute);
    const { complaint } = await complaints.record(officer, { ...claim, areaCode: '23538.1' });
    expect(complaint).toMatchObject({ communeCode: '23538', verdict: 'ours' });
    expect(await holds.get(complaint.holdId)).toMatchObject({
      ...{ fromDate: '2026-01-04', toDate: '2026-01-05', complaintId: complaint.id, untilDate: null, holds: true },
    });
    await expect(holds.release(officer, complaint.holdId, 'x')).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    const answer = { revision: 1, outcome: 'ours-as-planned' as const, answer: 'Buổi phát 05:00 theo lịch.' };
    const late = complaints.answer(officer, complaint.id, { ...answer, revision: 9 });
    await expect(late).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await complaints.answer(officer, complaint.id, answer)).toMatchObject({
      ...{ state: 'answered', outcome: 'ours-as-planned', answeredBy: 'y.nhung', revision: 2 },
    });
    expect(await holds.get(complaint.holdId)).toMatchObject({ untilDate: '2028-01-05', holds: true });
    const twice = complaints.answer(officer, complaint.id, { ...answer, revision: 2 });
    await expect(twice).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    const again = await complaints.reopen(officer, complaint.id, { revision: 2, reason: 'có thêm nhật ký' });
    expect(again).toMatchObject({ state: 'open', answer: null, revision: 3 });
    expect(await holds.get(complaint.holdId)).toMatchObject({ untilDate: null });
    await expect(complaints.record(officer, { ...claim, areaCode: '51' })).rejects.toMatchObject({
      ...{ code: 'AREA_LEVEL_WRONG', data: { found: 'province' } },
    });
  });

  it('is listed by area, page by page, newest first, and written as CSV that no spreadsheet runs, with the seal it stands on (L4)', async () => {
    const all = await complaints.list({ roots: null }, undefined, 50);
    const first = await complaints.list({ roots: ['51'] }, undefined, 1);
    const second = await complaints.list({ roots: ['51'] }, first.next!, 1);
    expect([...first.complaints, ...second.complaints]).toEqual(all.complaints);
    expect(second.next).toBeNull();
    expect((await complaints.list({ roots: ['01'] }, undefined, 50)).complaints).toEqual([]);
    expect((await complaints.list({ roots: ['23538.1'], state: 'open' }, undefined, 50)).complaints).toHaveLength(1);
    let csv = '';
    for await (const part of complaintsCsv(complaints.stream({ roots: ['VN'] }), () => zone)) csv += part;
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toContain(`,'=phát lúc 5 giờ,Ông A,`);
    expect(csv).toContain(',04:55 05/01/2026,05:05 05/01/2026,');
    let sealed = '';
    const seal = { day: '2026-01-05', root: 'ab'.repeat(32) };
    for await (const part of complaintsCsv(complaints.stream({ roots: ['VN'] }), () => zone, seal)) sealed += part;
    expect(sealed).toBe(`${csv}Nhật ký đã niêm phong đến 05/01/2026,${seal.root}${','.repeat(16)}\r\n`);
  });

  it('holds of both kinds are listed by area and end once', async () => {
    const made = await holds.make(officer, {
      areaCode: '00004',
      bulletinId: 'b',
      reason: 'thanh tra',
      untilDate: null,
    });
    expect((await holds.list(['01'], undefined, 9)).holds).toEqual([made]);
    expect((await holds.list(['51'], undefined, 9)).holds).toHaveLength(2);
    expect(await holds.release(officer, made.id, 'xong')).toMatchObject({ holds: false, releasedBy: 'y.nhung' });
    expect(await holds.release({ userId: null, name: 'x' }, made.id, 'xong')).toMatchObject({ releasedBy: 'y.nhung' });
  });

  it('L4 signed months of the reader’s areas alone are read, however many others there are', async () => {
    const { uow, read } = test.database;
    const closing = { areaName: '', closedAt: 1, closedBy: '', note: '', lastNumber: 0, sealRoot: '', report: '{}' };
    await uow.run(systemActor('setup'), async ({ manager }) => {
      for (let i = 0; i < 6; i += 1) {
        const [areaCode, month] = [i % 2 === 0 ? '00004' : '23538', `2026-0${1 + (i >> 1)}`];
        await insertClosing(manager, { id: `c${i}`, areaCode, month, reportHash: '', ...closing });
      }
    });
    const of = async (roots: string[] | null, after?: string) =>
      (await findClosings(read.manager, roots, after, 2)).map((one) => `${one.month} ${one.areaCode}`);
    expect(await of(['51'])).toEqual(['2026-03 23538', '2026-02 23538']);
    expect(await of(['51'], '2026-02 23538')).toEqual(['2026-01 23538']);
    expect(await of(null, '2026-03 00004')).toEqual(['2026-03 23538', '2026-02 00004']);
    expect(await of([])).toEqual([]);
  });
});
