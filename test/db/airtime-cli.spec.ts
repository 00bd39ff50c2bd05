import { Command } from 'commander';
import { registerAirtime } from '../../src/cli/commands/airtime';
import { registerVerify } from '../../src/cli/commands/verify';
import { AirtimeService } from '../../src/features/airtime';
import { AreasService } from '../../src/features/areas';
import type { LedgerEvidence } from '../../src/features/playout';
import { systemActor } from '../../src/platform/database/transaction';
import { mainDatabaseNames, openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { FakeClock } from '../support/fake-clock';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { aSnapshot, fiveOClock } from '../support/manifest-builder';

/** The commands themselves, over a ledger with a whole item, half an item and one that was never begun. */
describe.each(mainDatabaseNames)('loa airtime and loa verify --rollups on %s', (name: DatabaseName) => {
  let test: TestDatabase;
  let ledger: ReturnType<typeof openLedger>;
  let airtime: AirtimeService;

  beforeAll(async () => {
    const clock = new FakeClock(fiveOClock + 3_600_000);
    test = await openTestDatabase(name, { clock });
    const station = new InMemoryStation()
      .addCommune('23538', 'Xã Ia Tơi', ['23538.1', '23538.2'])
      .addDevice({ deviceId: 'toi-1', areaCode: '23538.1', zoneCode: '23538.1' });
    station.topicNamesByCode.set('05', 'Y tế').set('01', 'Chính trị');
    ledger = openLedger(test.database, station, clock);
    airtime = new AirtimeService(
      test.database.read,
      new AreasService(test.database.uow, test.database.read, clock),
      clock,
    );
    const log = new DeviceLog('toi-1');
    await ledger.playout.ingest('toi-1', [
      log.result({ airingKey: 'a', snapshot: aSnapshot({ topicCode: '05', title: 'Tiêm chủng' }) }),
      log.result({
        ...{ airingKey: 'b', snapshot: aSnapshot({ topicCode: '01', title: '=Bầu cử' }) },
        ...{ heardMs: 30_000, result: 'partial', reason: 'stopped', by: 'nga' },
      }),
      log.result({
        ...{ airingKey: 'c', snapshot: aSnapshot({ topicCode: '01', title: 'Họp thôn' }) },
        ...{ heardMs: 0, result: 'missed', reason: 'not-delivered' },
      }),
    ]);
  });
  afterAll(() => test.close());

  const run = async (...words: string[]): Promise<{ out: string; err: string; code: number }> => {
    const said = { out: '', err: '' };
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text))));
    const err = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.err += String(text))));
    const program = new Command().exitOverride();
    registerAirtime(program, (_, work) => work(airtime));
    const noEvidence = {} as LedgerEvidence;
    registerVerify(
      program,
      (_, work) => work(noEvidence),
      (_, work) => work(ledger.verifier),
    );
    try {
      await program.parseAsync(words, { from: 'user' });
      return { ...said, code: Number(process.exitCode ?? 0) };
    } finally {
      process.exitCode = undefined;
      out.mockRestore();
      err.mockRestore();
    }
  };
  const january = ['--from', '2026-01-01', '--to', '2026-01-31'];

  it('L6 airtime report: planned against aired by topic, as a table and as JSON, with the same sums', async () => {
    const { out, code } = await run('airtime', 'report', ...january, '--by', 'topic');
    expect(code).toBe(0);
    const cells = out.split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(cells.find(([first]) => first === '05 Y tế')).toEqual(expect.arrayContaining(['0:01:00', '100%']));
    expect(cells.find(([first]) => first === '01 Chính trị')).toEqual(
      expect.arrayContaining(['0:02:00', '0:00:30', '25%']),
    );
    expect(cells.find(([first]) => first === 'Tổng cộng')).toEqual(
      expect.arrayContaining(['0:03:00', '0:01:30', '50%']),
    );
    const json = JSON.parse((await run('airtime', 'report', ...january, '--by', 'topic', '--json')).out) as {
      lines: { airedMs: number }[];
      totals: object;
    };
    expect(json.totals).toMatchObject({ plannedMs: 180_000, airedMs: 90_000, played: 1, partial: 1, missed: 1 });
    expect(json.lines.map((line) => line.airedMs).sort()).toEqual([30_000, 60_000]);
  });

  it('P8 airtime rows: what stands behind the sums, with causes', async () => {
    const { out } = await run('airtime', 'rows', ...january, '--topic', '01');
    expect(out).not.toContain('Tiêm chủng');
    expect(out).toMatch(/=Bầu cử.+00:30/);
    expect(out).toContain('Họp thôn');
    const first = JSON.parse((await run('airtime', 'rows', ...january, '--limit', '1', '--json')).out) as {
      rows: unknown[];
      nextCursor: string;
    };
    expect(first.rows).toHaveLength(1);
    const rest = await run('airtime', 'rows', ...january, '--cursor', first.nextCursor, '--json');
    expect((JSON.parse(rest.out) as { rows: unknown[] }).rows).toHaveLength(2);
  });

  it('refuses a period that is none with one line in both languages, and an axis that there is not', async () => {
    const wrong = await run('airtime', 'report', '--from', '2026-02-30', '--to', '2026-01-31');
    expect(wrong).toMatchObject({ out: '', code: 1 });
    expect(wrong.err).toMatch(/^airtime report: .+ \/ .+\n$/);
    await expect(run('airtime', 'report', ...january, '--by', 'weather')).rejects.toThrow(/weather/);
  });

  it('L5 verify --rollups: as the ledger says; then a sum changed behind its back is named, and the command fails', async () => {
    const whole = await run('verify', '--rollups');
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toMatch(/^3 .+khớp với nhật ký/);
    await test.database.uow.run(systemActor('test'), async (tx) => {
      await tx.manager.query("UPDATE airing_rollups SET aired_ms = aired_ms + 1000 WHERE topic_code = '05'");
    });
    const spoilt = await run('verify', '--rollups');
    expect(spoilt.code).toBe(1);
    expect(spoilt.out).toContain('KHÔNG khớp');
    const json = JSON.parse((await run('verify', '--rollups', '--json')).out) as { differences: string[] };
    expect(json.differences.join('\n')).toContain('23538');
    expect(json.differences.length).toBeGreaterThan(0);
  });
});
