import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { recordFields } from '../../src/domain/ledger/record';
import { LedgerEvidence, SealerService } from '../../src/features/playout';
import { ledgerGapFound } from '../../src/features/playout/seal/sealer.service';
import { OutboxEntity } from '../../src/platform/database/outbox.entity';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import type { StationKeys } from '../../src/features/devices';
import { checkEvidence } from '../../src/platform/signing/check-evidence';
import { chainHash } from '../../src/platform/signing/row-chain';
import { generateSigningKey } from '../../src/platform/signing/keys';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { zone } from '../support/manifest-builder';

const day = 86_400_000;

describe.each(mainDatabaseNames)('the sealed ledger on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let clock: FakeClock;
  let evidence: LedgerEvidence;
  let sealer: SealerService;
  let folder: string;
  const key = generateSigningKey();

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-seals-'));
    // 10:00 in Hanoi on 5 January 2026.
    clock = new FakeClock(Date.UTC(2026, 0, 5, 3));
    test = await openTestDatabase(name, { clock });
    const station = new InMemoryStation()
      .addCommune('23538', 'Xã Ia Tơi')
      .addCommune('23535', 'Xã Ia Đal')
      .addDevice({ deviceId: 'device-1' })
      .addDevice({ deviceId: 'device-2', areaCode: '23535', communeCode: '23535' });
    const ledger = openLedger(test.database, station, clock);
    const keys = { station: () => key, everKnown: () => new Set([key.keyId]) } as unknown as StationKeys;
    const config = { zone, stationName: 'Đài thử' };
    sealer = new SealerService(test.database.uow, test.database.read, keys, clock, config);
    evidence = new LedgerEvidence(test.database.read, keys, clock, config);
    const [one, two] = [new DeviceLog('device-1'), new DeviceLog('device-2')];
    await ledger.playout.ingest('device-1', [one.intent({ airingKey: 'a' }), one.result({ airingKey: 'a' })]);
    await ledger.playout.ingest('device-2', [two.result({ airingKey: 'a', areaCode: '23535' })]);
    await clock.advance(2 * day);
    await ledger.playout.ingest('device-1', [one.result({ airingKey: 'b' }), one.result({ airingKey: 'c' })]);
    await clock.advance(day);
    await ledger.playout.ingest('device-1', [one.result({ airingKey: 'd' })]);
  });
  afterAll(async () => {
    await test.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const write = async (communes: string[] | null, change = (lines: string[]): string[] => lines): Promise<string> => {
    const lines: string[] = [];
    for await (const line of evidence.export(communes)) lines.push(JSON.stringify(line));
    const file = path.join(folder, `${Math.floor(clock.monotonicMs())}-${fs.readdirSync(folder).length}.ndjson`);
    fs.writeFileSync(file, change(lines).join('\n'));
    return file;
  };
  /** What somebody with the database's password does; undone afterwards. */
  const tampered = async <T>(statement: string, undo: string, look: () => Promise<T>): Promise<T> => {
    const run = (sql: string) =>
      test.database.uow.run(systemActor('thief'), async (tx) => {
        const postgres = name === 'postgres';
        const off = postgres
          ? ['ALTER TABLE ledger_rows DISABLE TRIGGER USER']
          : ['DROP TRIGGER ledger_rows_no_update', 'DROP TRIGGER ledger_rows_no_delete'];
        const on = postgres
          ? ['ALTER TABLE ledger_rows ENABLE TRIGGER USER']
          : ['UPDATE', 'DELETE'].map(
              (event) =>
                `CREATE TRIGGER ledger_rows_no_${event.toLowerCase()} BEFORE ${event} ON ledger_rows BEGIN SELECT RAISE(ABORT, 'append-only'); END`,
            );
        for (const one of [...off, ...sql.split(';'), ...on]) await tx.manager.query(one);
      });
    await run(statement);
    try {
      return await look();
    } finally {
      await run(undo);
    }
  };

  it('L4 rows taken out before their day is sealed: nothing is sealed, people are told, and the service goes on', async () => {
    const gaps = () => test.database.read.manager.countBy(OutboxEntity, { type: ledgerGapFound });
    await tampered(
      'UPDATE ledger_rows SET received_number = -1 WHERE received_number = 2',
      'UPDATE ledger_rows SET received_number = 2 WHERE received_number = -1',
      async () => {
        await expect(sealer.sealDue()).rejects.toMatchObject({ after: 1, day: '2026-01-05' });
        expect(await sealer.sealOrTell()).toEqual([]);
        expect(await sealer.sealOrTell()).toEqual([]);
        expect(await gaps()).toBe(1);
      },
    );
  });

  it('L4 a row that was altered before its day is sealed is not sealed', async () => {
    await tampered(
      'UPDATE ledger_rows SET heard_ms = 1 WHERE received_number = 3',
      'UPDATE ledger_rows SET heard_ms = 60000 WHERE received_number = 3',
      () => expect(sealer.sealDue()).rejects.toMatchObject({ after: 2, day: '2026-01-05' }),
    );
  });

  it('L4 a row altered together with its hash and every column is told by the row its device wrote next', async () => {
    const row = await test.database.read.manager.findOneByOrFail(LedgerRowEntity, { receivedNumber: 1 });
    const later = row.recordedAt + 1;
    const bytes = row.bytes.replace(`"recordedAt":${row.recordedAt}`, `"recordedAt":${later}`);
    const setting = (said: string, hash: string, at: number): string =>
      `UPDATE ledger_rows SET bytes = '${said}', hash = '${hash}', recorded_at = ${at} WHERE received_number = 1`;
    await tampered(
      setting(bytes, chainHash(row.previousHash, bytes), later),
      setting(row.bytes, row.hash, row.recordedAt),
      async () => {
        await expect(sealer.sealDue()).rejects.toMatchObject({ after: 0, day: '2026-01-05' });
        expect((await evidence.verify()).finding).toEqual({ kind: 'chain-broken', day: null, receivedNumber: 1 });
        expect(await checkEvidence(await write(null), null)).toMatchObject({ finding: { kind: 'chain-broken' } });
      },
    );
  });

  it('L4 each day that is over gets a seal, the day without rows too; again changes nothing', async () => {
    const sealed = await sealer.sealDue();
    expect(sealed.map(({ day, firstNumber, lastNumber }) => [day, firstNumber, lastNumber])).toEqual([
      ['2026-01-05', 1, 3],
      ['2026-01-06', 4, 3],
      ['2026-01-07', 4, 5],
    ]);
    expect(await sealer.sealDue()).toEqual([]);
    expect(await evidence.list('2026-01-06', '2026-01-31')).toEqual(sealed.slice(1));
    expect(await evidence.verify()).toEqual({
      rows: 6,
      seals: 3,
      lastRoot: sealed[2]!.root,
      lastDay: '2026-01-07',
      finding: null,
    });
  });

  it('L2, L4 a record says every column of a row', () => {
    const columns = test.database.read.manager.dataSource.getMetadata(LedgerRowEntity).columns;
    expect(columns.map((column) => column.propertyName).sort()).toEqual(['receivedNumber', ...recordFields].sort());
  });

  it.each([
    [
      `UPDATE ledger_rows SET heard_ms = 59000 WHERE received_number = 2`,
      'heard_ms = 60000 WHERE received_number = 2',
      'row-altered',
      2,
    ],
    [
      `UPDATE ledger_rows SET topic_name = 'khác' WHERE received_number = 4`,
      `topic_name = '' WHERE received_number = 4`,
      'row-altered',
      4,
    ],
    [
      `UPDATE ledger_rows SET heard_ms = 1 WHERE received_number = 6`,
      'heard_ms = 60000 WHERE received_number = 6',
      'row-altered',
      6,
    ],
  ])('L4 a change made with SQL is found: %s', async (statement, undo, kind, receivedNumber) => {
    const found = await tampered(statement, `UPDATE ledger_rows SET ${undo}`, () => evidence.verify());
    expect(found.finding).toMatchObject({ kind, receivedNumber });
    expect((await evidence.verify()).finding).toBeNull();
  });

  it('L4 rows moved or taken away with SQL are found', async () => {
    const swap = (a: number, b: number): string =>
      `UPDATE ledger_rows SET received_number = -1 WHERE received_number = ${a};UPDATE ledger_rows SET received_number = ${a} WHERE received_number = ${b};UPDATE ledger_rows SET received_number = ${b} WHERE received_number = -1`;
    const moved = await tampered(swap(4, 5), swap(4, 5), () => evidence.verify());
    expect(moved.finding).toEqual({ kind: 'row-reordered', day: '2026-01-07', receivedNumber: 4 });
    const away = await tampered(
      'UPDATE ledger_rows SET received_number = -1 WHERE received_number = 5',
      'UPDATE ledger_rows SET received_number = 5 WHERE received_number = -1',
      () => evidence.verify(),
    );
    expect(away.finding).toEqual({ kind: 'row-missing', day: '2026-01-07', receivedNumber: 5 });
    const last = await tampered(
      'UPDATE ledger_rows SET received_number = -1 WHERE received_number = 6',
      'UPDATE ledger_rows SET received_number = 6 WHERE received_number = -1',
      () => evidence.verify(),
    );
    expect(last.finding).toEqual({ kind: 'row-missing', day: null, receivedNumber: 6 });
  });

  it('L4 a row put in under a number that the ledger never gave is found', async () => {
    const columns = test.database.read.manager.dataSource.getMetadata(LedgerRowEntity).columns;
    const names = columns.map((column) => column.databaseName).filter((one) => one !== 'received_number');
    const copied = names.map((one) => (one === 'sequence' ? '99' : one)).join(', ');
    const put = (number: string): string =>
      `INSERT INTO ledger_rows (received_number, ${names.join(', ')}) SELECT ${number}, ${copied} FROM ledger_rows WHERE received_number = 6`;
    const numbers = [
      ['-1', -1],
      ['0', 0],
      ['9223372036854775807', null],
      ...(name === 'postgres' ? [] : [["'x'", null] as const]),
    ] as const;
    for (const [number, receivedNumber] of numbers) {
      const undo = `DELETE FROM ledger_rows WHERE received_number = ${number}`;
      const found = await tampered(put(number), undo, () => evidence.verify());
      expect(found.finding).toEqual({ kind: 'row-added', day: null, receivedNumber });
    }
  });

  it('L4 an export is checked without the station, whole or of one commune, against a key on paper', async () => {
    const whole = await checkEvidence(await write(null), new Set([key.keyId]));
    expect(whole).toMatchObject({ rows: 6, seals: 3, complete: true, keyId: key.keyId, finding: null });
    const one = await checkEvidence(await write(['23535']), null);
    expect(one).toMatchObject({ rows: 1, seals: 3, complete: false, finding: null });
    const other = await checkEvidence(await write(null), new Set(['another-key']));
    expect(other.finding).toMatchObject({ kind: 'key-unknown', day: '2026-01-05' });
  });

  it('L4 a changed, shortened or forged export is named', async () => {
    const finding = async (change: (lines: string[]) => string[]) =>
      (await checkEvidence(await write(null, change), null)).finding;
    expect(await finding((lines) => lines.map((line) => line.replace('Lịch tiêm chủng', 'Lịch khác')))).toMatchObject({
      kind: 'row-altered',
      receivedNumber: 2,
    });
    expect(await finding((lines) => lines.filter((line) => !line.startsWith('{"row":[3,')))).toMatchObject({
      kind: 'row-missing',
      receivedNumber: 3,
    });
    expect(await finding((lines) => lines.slice(0, -1))).toMatchObject({ kind: 'cut-off' });
    expect(await finding(() => ['<html>Đăng nhập</html>'])).toMatchObject({ kind: 'cut-off' });
    expect(
      await finding((lines) => lines.map((line) => line.replace(/"signature":"../, '"signature":"AA'))),
    ).toMatchObject({ kind: 'seal-not-signed', day: '2026-01-05' });
  });

  it('L1 a seal cannot be changed or removed', async () => {
    const change = (sql: string) => test.database.uow.run(systemActor('test'), (tx) => tx.manager.query(sql));
    await expect(change(`UPDATE ledger_seals SET root = ''`)).rejects.toThrow(/append-only/);
    await expect(change('DELETE FROM ledger_seal_leaves')).rejects.toThrow(/append-only/);
  });
});
