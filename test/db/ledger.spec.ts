import type { SentRow } from '../../src/contracts/device/rows';
import { LedgerIntake, type Batch, type IngestAnswer } from '../../src/features/playout/ledger-intake';
import { LedgerRowEntity } from '../../src/features/playout/ledger-row.entity';
import { PlayoutService } from '../../src/features/playout/playout.service';
import { query, sql } from '../../src/platform/database/sql';
import { chainHash } from '../../src/platform/signing/row-chain';
import { databaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { aSnapshot, fiveOClock } from '../support/manifest-builder';

describe.each(databaseNames)('the ledger on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let station: InMemoryStation;
  let clock: FakeClock;
  let ledger: ReturnType<typeof openLedger>;

  beforeEach(async () => {
    clock = new FakeClock(fiveOClock + 3_600_000);
    test = await openTestDatabase(name, { clock });
    station = new InMemoryStation()
      .addCommune('23538', 'Xã Ia Tơi', ['23538-01', '23538-02'])
      .addDevice({ deviceId: 'device-1' })
      .addDevice({ deviceId: 'device-2' });
    station.topicNamesByCode.set('05', 'Y tế');
    ledger = openLedger(test.database, station, clock);
  });
  afterEach(() => test.close());

  const rows = (): Promise<LedgerRowEntity[]> =>
    test.database.read.manager.find(LedgerRowEntity, { order: { receivedNumber: 'ASC' } });

  it('L2 keeps a complete snapshot with names, and L4 the bytes and hashes as they came', async () => {
    const log = new DeviceLog('device-1');
    const sent = [log.intent({ airingKey: 'a' }), log.result({ airingKey: 'a', heardMs: 60_000 })];
    const answers = await ledger.playout.ingest('device-1', sent);
    expect(answers).toEqual([
      { boot: 'boot-1', sequence: 1, status: 'stored', outcome: 'accepted' },
      { boot: 'boot-1', sequence: 2, status: 'stored', outcome: 'accepted' },
    ]);
    const [intent, result] = await rows();
    expect(intent).toMatchObject({ kind: 'intent', receivedNumber: 1, result: null, bytes: sent[0]!.bytes });
    expect(result).toMatchObject({
      receivedNumber: 2,
      receivedAt: clock.nowMs(),
      previousHash: sent[0]!.hash,
      hash: sent[1]!.hash,
      bytes: sent[1]!.bytes,
      title: 'Lịch tiêm chủng tháng này',
      topicCode: '05',
      topicName: 'Y tế',
      areaName: 'Xã Ia Tơi',
      communeName: 'Xã Ia Tơi',
      originAreaName: 'Xã Ia Tơi',
      origin: 'own',
      heardMs: 60_000,
      output: 'sound',
      clockTrust: 'synced',
      counts: true,
      communeDevices: 2,
      communeZones: 2,
      localDate: '2026-01-05',
    });
  });

  it('L3 the same rows again, alone or mixed with new ones, are duplicates and change nothing', async () => {
    const log = new DeviceLog('device-1');
    const first = [log.result({ airingKey: 'a' }), log.result({ airingKey: 'b' })];
    const more = log.result({ airingKey: 'c' });
    await ledger.playout.ingest('device-1', first);
    const again = await ledger.playout.ingest('device-1', [...first, more, more]);
    expect(again.map((answer) => answer.outcome)).toEqual(['duplicate', 'duplicate', 'accepted', 'duplicate']);
    expect(again.map((answer) => answer.status)).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect((await rows()).map((row) => row.airingKey)).toEqual(['a', 'b', 'c']);
  });

  it('L3 a bad row is set aside with its bytes and named; the others of its batch are stored', async () => {
    const log = new DeviceLog('device-1');
    const good = log.result({ airingKey: 'a' });
    const bad: Record<string, unknown> = {
      'not-json': { ...log.result({ airingKey: 'b' }), bytes: '{"half' },
      'not-a-row': forged(log, (row) => ({ ...row, heardMs: -5 })),
      'other-device': new DeviceLog('device-2', 'boot-x').result({ airingKey: 'c' }),
      'hash-differs': { ...log.result({ airingKey: 'd' }), hash: 'f'.repeat(64) },
      'key-differs': { ...log.result({ airingKey: 'e' }), sequence: 9000 },
      'envelope-malformed': { boot: 7, bytes: 'x' },
      contradictory: log.result({ airingKey: 'f', result: 'missed', heardMs: 5000 }),
      'area-unknown': log.result({ airingKey: 'g', areaCode: '99999' }),
      'text-unstorable': forged(log, (row) => ({ ...row, by: '\u0000' })),
      'key-reused': { ...forged(log, (row) => row, good), boot: good.boot, sequence: good.sequence },
    };
    await ledger.playout.ingest('device-1', [good]);
    const answers = await ledger.playout.ingest('device-1', [...Object.values(bad), log.result({ airingKey: 'z' })]);
    expect(answers.map((answer) => answer.reason)).toEqual([...Object.keys(bad), undefined]);
    expect((await rows()).map((row) => row.airingKey)).toEqual(['a', 'z']);
    const aside = await ledger.playout.quarantined(['device-1']);
    expect(aside.map((row) => row.reason).sort()).toEqual(Object.keys(bad).sort());
    for (const [reason, sent] of Object.entries(bad)) {
      expect(aside.find((row) => row.reason === reason)?.envelope).toBe(JSON.stringify(sent));
    }
    await ledger.playout.ingest('device-1', Object.values(bad));
    expect(await ledger.playout.quarantined(null)).toHaveLength(aside.length);
  });

  it("L4 a row that does not go with those beside it in its device's chain is set aside, whichever came first", async () => {
    const log = new DeviceLog('device-1');
    const [one, two, three, four, five] = ['1', '2', '3', '4', '5'].map((airingKey) => log.result({ airingKey }));
    /** Another row in its place, its own hash right. */
    const other = (sent: SentRow): SentRow => {
      const bytes = sent.bytes.replace('"recordedAt":', '"recordedAt":1');
      const { previousHash } = JSON.parse(bytes) as { previousHash: string };
      return { ...sent, bytes, hash: chainHash(previousHash, bytes) };
    };
    const take = async (...sent: SentRow[]) =>
      (await ledger.playout.ingest('device-1', sent)).map((answer) => answer.reason ?? answer.outcome);
    expect(await take(one!, other(two!), three!)).toEqual(['accepted', 'accepted', 'chain-broken']);
    expect(await take(five!, other(four!))).toEqual(['accepted', 'chain-broken']);
    expect(await take(other(four!))).toEqual(['chain-broken']);
    expect(await take(four!)).toEqual(['accepted']);
    expect(await take(three!)).toEqual(['chain-broken']);
    expect((await rows()).map((row) => row.airingKey)).toEqual(['1', '2', '5', '4']);
  });

  it('L3 takes nothing from an unknown device, which keeps its rows', async () => {
    const row = new DeviceLog('stranger').result({ airingKey: 'a' });
    await expect(ledger.playout.ingest('stranger', [row])).rejects.toMatchObject({ code: 'DEVICE_UNKNOWN' });
    expect(await rows()).toEqual([]);
  });

  it('L1 rows refuse to be changed or deleted, by trigger', async () => {
    await ledger.playout.ingest('device-1', [new DeviceLog('device-1').result({ airingKey: 'a' })]);
    const change = (statement: string): Promise<unknown> =>
      test.database.uow.run({ userId: null, name: 'test' }, (tx) => tx.manager.query(statement));
    await expect(change('UPDATE ledger_rows SET heard_ms = 1')).rejects.toThrow('append-only');
    await expect(change('DELETE FROM ledger_rows')).rejects.toThrow('append-only');
  });

  it('L1 acknowledges only what is committed: a listener that fails undoes the batch', async () => {
    ledger.writer.onAiringsChanged(async () => {
      throw new Error('no totals');
    });
    const row = new DeviceLog('device-1').result({ airingKey: 'a' });
    await expect(ledger.playout.ingest('device-1', [row])).rejects.toThrow('no totals');
    expect(await rows()).toEqual([]);
  });

  it('numbers rows without gaps in the order of their commits, whoever sends at once', async () => {
    const logs = ['device-1', 'device-2'].map((id) => new DeviceLog(id));
    const batches = Array.from({ length: 20 }, (_, i) => {
      const log = logs[i % 2]!;
      return { id: log.deviceId, sent: [log.result({ airingKey: `k${i}` }), log.intent({ airingKey: `n${i}` })] };
    });
    await Promise.all(batches.map(({ id, sent }) => ledger.playout.ingest(id, sent)));
    const numbers = (await rows()).map((row) => row.receivedNumber);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('L2 texts keep what the transport of a database would read as something else', async () => {
    station.addCommune('23539', 'Xã \\N\tIa "Đal"\n');
    const titles = ['Tin "mới" 12\t\\n', 'Hai dòng\r\nmột tin \\', '\\.', 'Loa 🔊 Ia Tơi', 'Tin thường'];
    const log = new DeviceLog('device-1');
    const sent = titles.map((title, i) => log.result({ airingKey: `k${i}`, snapshot: aSnapshot({ title }) }));
    const elsewhere = log.result({ airingKey: 'z', areaCode: '23539', snapshot: aSnapshot({ title: 'Tin thường' }) });
    await ledger.playout.ingest('device-1', [...sent, elsewhere]);
    const stored = await rows();
    expect(stored.map((row) => row.title)).toEqual([...titles, 'Tin thường']);
    expect(stored.map((row) => row.bytes)).toEqual([...sent, elsewhere].map((row) => row.bytes));
    expect(stored.at(-1)?.communeName).toBe('Xã \\N\tIa "Đal"\n');
  });

  describe('what is stored between the look at a batch and its transaction', () => {
    let held: HeldIntake;
    let slow: PlayoutService;
    let log: DeviceLog;

    beforeEach(async () => {
      station.plan({ deviceId: 'device-1', airingKey: 'a', plannedStartAt: fiveOClock });
      station.plan({ deviceId: 'device-2', airingKey: 'a', plannedStartAt: fiveOClock });
      await ledger.reconciler.run();
      held = new HeldIntake(test.database.uow, ledger.writer);
      slow = new PlayoutService(test.database.read, ledger.facts, station.planned, held, clock);
      log = new DeviceLog('device-1');
    });

    /** Both batches have been looked at; `meanwhile` comes first all the same; then they are stored in one transaction. */
    async function overtaken(batch: SentRow[], meanwhile: () => Promise<unknown>) {
      const others = [new DeviceLog('device-2').result({ airingKey: 'a', heardMs: 10_000, result: 'partial' })];
      const both = Promise.all([slow.ingest('device-1', batch), slow.ingest('device-2', others)]);
      await held.holds(2);
      await meanwhile();
      held.release();
      return (await both).flat().map((answer) => answer.outcome);
    }
    const airedMs = async (): Promise<number[]> =>
      (await query<{ ms: unknown }>(test.database.read.manager, sql`SELECT aired_ms AS ms FROM commune_airings`)).map(
        ({ ms }) => Number(ms),
      );

    it('P8 another result of the same item: it goes on speaking', async () => {
      const first = log.result({ airingKey: 'a', heardMs: 20_000, result: 'partial' });
      const second = log.result({ airingKey: 'a', heardMs: 60_000 });
      expect(await overtaken([second], () => ledger.playout.ingest('device-1', [first]))).toEqual([
        'accepted',
        'accepted',
      ]);
      expect((await rows()).map((row) => row.supersedes)).toEqual([null, null, null]);
      expect(await airedMs()).toEqual([20_000]);
      expect(await ledger.verifier.verify()).toMatchObject({ differences: [] });
    });

    it('P8 the station gave it up: the late report replaces that', async () => {
      const late = log.result({ airingKey: 'a', heardMs: 60_000 });
      const giveUp = async (): Promise<unknown> => {
        await clock.advance(72 * 3_600_000);
        return ledger.reconciler.run();
      };
      expect(await overtaken([late], giveUp)).toEqual(['accepted', 'accepted']);
      expect((await rows()).map((row) => row.source)).toEqual(['station', 'station', 'device', 'device']);
      expect((await rows()).slice(2).map((row) => row.supersedes)).toEqual(expect.arrayContaining([1, 2]));
      expect(await airedMs()).toEqual([60_000]);
      expect(await ledger.verifier.verify()).toMatchObject({ differences: [] });
    });

    it('L3 P8 what another process stored is seen, whatever this one remembers', async () => {
      const other = openLedger(test.database, station, clock);
      const first = log.result({ airingKey: 'a', heardMs: 20_000, result: 'partial' });
      const second = log.result({ airingKey: 'a', heardMs: 60_000 });
      const begun = log.intent({ airingKey: 'b' });
      const known = log.intent({ airingKey: 'c' });
      await ledger.playout.ingest('device-1', [known]);
      await other.playout.ingest('device-1', [first]);
      const strange = new DeviceLog('device-2');
      const answers = await Promise.all([
        ledger.playout.ingest('device-2', [strange.intent({ airingKey: 'b' })]),
        ledger.playout.ingest('device-1', [first, second]),
        ledger.playout.ingest('device-1', [begun, known]),
      ]);
      expect(answers.flat().map((answer) => answer.outcome)).toEqual([
        'accepted',
        'duplicate',
        'accepted',
        'accepted',
        'duplicate',
      ]);
      expect(await airedMs()).toEqual([20_000]);
      expect(await ledger.verifier.verify()).toMatchObject({ differences: [] });
    });

    it('L3 the very same rows: they are duplicates', async () => {
      const sent = [log.intent({ airingKey: 'a' }), log.result({ airingKey: 'a' })];
      expect(await overtaken(sent, () => ledger.playout.ingest('device-1', sent))).toEqual([
        'duplicate',
        'duplicate',
        'accepted',
      ]);
      expect(await rows()).toHaveLength(3);
      expect(await airedMs()).toEqual([60_000]);
    });
  });

  it('L6 chimes stand under no topic', async () => {
    const chime = aSnapshot({ kind: 'chime', topicCode: '05', title: 'Nhạc hiệu mở đầu' });
    await ledger.playout.ingest('device-1', [new DeviceLog('device-1').result({ airingKey: 'a', snapshot: chime })]);
    expect((await rows())[0]).toMatchObject({ itemKind: 'chime', topicCode: '', topicName: '' });
  });

  it('P8 a second device result for the same item is kept as evidence and changes no total', async () => {
    const log = new DeviceLog('device-1');
    await ledger.playout.ingest('device-1', [log.result({ airingKey: 'a', heardMs: 5_000, result: 'partial' })]);
    await ledger.playout.ingest('device-1', [log.result({ airingKey: 'a', heardMs: 60_000 })]);
    expect(await rows()).toHaveLength(2);
    const airings = await query(test.database.read.manager, sql`SELECT aired_ms FROM commune_airings`);
    expect(airings.map((row) => Number((row as { aired_ms: unknown }).aired_ms))).toEqual([5_000]);
  });
});

/** A door of the ledger that lets nobody in until told. */
class HeldIntake extends LedgerIntake {
  private readonly held: (() => void)[] = [];
  private told: (() => void) | undefined;

  override async take(batch: Batch): Promise<IngestAnswer[]> {
    await new Promise<void>((resolve) => {
      this.held.push(resolve);
      this.told?.();
    });
    return super.take(batch);
  }

  async holds(batches: number): Promise<void> {
    while (this.held.length < batches) await new Promise<void>((resolve) => (this.told = resolve));
  }

  /** All at once: the first begins at once and by itself, so one more goes before those that shall share a transaction. */
  release(): void {
    const first = super.take({
      deviceId: '',
      drafts: [],
      sent: [],
      seen: { airings: new Map(), stored: { hashes: new Map(), namedByNext: new Map() } },
    });
    void first.catch(() => undefined);
    for (const go of this.held) go();
  }
}

/** A row of the log with altered content, its hash right again. */
function forged(
  log: DeviceLog,
  alter: (row: Record<string, unknown>) => Record<string, unknown>,
  over?: SentRow,
): SentRow {
  const sent = over ? new DeviceLog(log.deviceId).result({ airingKey: 'other' }) : log.result({ airingKey: 'x' });
  const row = alter(JSON.parse(sent.bytes) as Record<string, unknown>);
  const bytes = JSON.stringify(row);
  return { ...sent, bytes, hash: chainHash(row.previousHash as string, bytes) };
}
