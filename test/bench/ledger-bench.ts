import path from 'node:path';
import type { SentRow } from '../../src/contracts/device/rows';
import { SystemClock } from '../../src/platform/clock/system-clock';
import { openTestDatabase, type DatabaseName, type TestDatabase } from '../support/databases';
import { DeviceLog, InMemoryStation, openLedger } from '../support/ledger';
import { aSnapshot } from '../support/manifest-builder';

const root = path.resolve(__dirname, '../../../..');
const dayMs = 86_400_000;
const topics = ['01', '02', '03', '04', '05', '06', '05.1', '05.2'];

export interface BenchLedger {
  test: TestDatabase;
  ledger: ReturnType<typeof openLedger>;
  close(): Promise<void>;
}

export interface BenchShape {
  communes: number;
  devicesPerCommune: number;
  itemsPerDay: number;
  /** Start of the first item of the first day. */
  firstAt: number;
}

/** A ledger on a database that syncs every commit; a PostgreSQL is started for it and ended. */
export async function openBenchLedger(name: DatabaseName, station: InMemoryStation): Promise<BenchLedger> {
  const stop = name === 'postgres' ? await startPostgres() : async () => undefined;
  const clock = new SystemClock();
  const test = await openTestDatabase(name, { clock }, { fromNothing: true });
  return {
    test,
    ledger: openLedger(test.database, station, clock),
    close: async () => {
      await test.close();
      await stop();
    },
  };
}

/** A PostgreSQL with durable commits; answers how to stop it. */
export async function startPostgres(): Promise<() => Promise<void>> {
  process.env.LOA_TEST_POSTGRES_FSYNC = 'on';
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const step = (file: string) => require(path.join(root, 'test/support', file)) as () => Promise<void>;
  await step('postgres-setup.cjs')();
  return async () => {
    await step('postgres-teardown.cjs')();
    delete process.env.LOA_TEST_POSTGRES_URL;
  };
}

/** Communes of zones with one loudspeaker cluster each. */
export function benchStation(shape: BenchShape): InMemoryStation {
  const station = new InMemoryStation();
  for (const code of topics) station.topicNamesByCode.set(code, `Lĩnh vực ${code}`);
  for (let c = 0; c < shape.communes; c += 1) {
    const communeCode = communeOf(c);
    const zones = Array.from({ length: shape.devicesPerCommune }, (_, d) => `${communeCode}-${d}`);
    station.addCommune(communeCode, `Xã ${communeCode}`, zones);
    zones.forEach((zoneCode, d) =>
      station.addDevice({ deviceId: deviceOf(c, d), communeCode, areaCode: zoneCode, zoneCode }),
    );
  }
  return station;
}

const communeOf = (c: number): string => String(20_000 + c);
const deviceOf = (c: number, d: number): string => `device-${c}-${d}`;

/** What every device of the shape plays on one day, planned in the station: item by item an intent and a result. */
export function benchDay(
  station: InMemoryStation,
  shape: BenchShape,
  day: number,
  logs: Map<string, DeviceLog>,
): { deviceId: string; rows: SentRow[] }[] {
  const sent: { deviceId: string; rows: SentRow[] }[] = [];
  const localDate = new Date(shape.firstAt + day * dayMs + 7 * 3_600_000).toISOString().slice(0, 10);
  for (let c = 0; c < shape.communes; c += 1) {
    for (let d = 0; d < shape.devicesPerCommune; d += 1) {
      const deviceId = deviceOf(c, d);
      let log = logs.get(deviceId);
      if (!log) logs.set(deviceId, (log = new DeviceLog(deviceId)));
      const rows: SentRow[] = [];
      for (let i = 0; i < shape.itemsPerDay; i += 1) {
        const item = itemOf(shape.firstAt + day * dayMs + i * 60_000, c, day, i);
        station.plan({ ...item, deviceId, localDate, snapshot: item.snapshot }, 1);
        const heardMs = (c * 7 + d * 5 + i) % 11 === 0 ? 30_000 : 60_000;
        rows.push(log.intent(item));
        rows.push(log.result({ ...item, heardMs, result: heardMs < 60_000 ? 'partial' : 'played' }));
      }
      sent.push({ deviceId, rows });
    }
  }
  return sent;
}

function itemOf(plannedStartAt: number, c: number, day: number, i: number) {
  const topicCode = topics[i % topics.length]!;
  return {
    airingKey: `${String(c).padStart(4, '0')}-${String(day).padStart(3, '0')}-${String(i).padStart(3, '0')}`.padEnd(
      64,
      'x',
    ),
    areaCode: communeOf(c),
    plannedStartAt,
    plannedMs: 60_000,
    slotOccurrenceId: `slot-${c}-${day}`.padEnd(64, 'x'),
    snapshot: aSnapshot({
      topicCode,
      title: `Bản tin số ${i} ngày ${day}`,
      bulletinId: `bulletin-${i}`,
      versionId: `version-${i}-${day}`,
      originAreaCode: communeOf(c),
      relayed: i % 5 === 0,
      replay: i % 7 === 0,
      language: i % 9 === 0 ? 'jra' : 'vi',
    }),
  };
}
