import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ScheduledItem, ScheduledRundown } from '../../src/domain/devices/assemble-manifest';
import type { AiringWindow, Manifest } from '../../src/domain/playout/manifest';
import { insertArea } from '../../src/features/areas/area.repository';
import type { Area, AreaLevel } from '../../src/features/areas/area';
import { AreasService } from '../../src/features/areas';
import {
  DevicesDirectory,
  DevicesService,
  ManifestService,
  StationKeys,
  type NewDevice,
  type RundownSource,
} from '../../src/features/devices';
import { DevicesRepository } from '../../src/features/devices/devices.repository';
import { SystemClock } from '../../src/platform/clock/system-clock';
import type { Database } from '../../src/platform/database/database';
import { systemActor } from '../../src/platform/database/transaction';
import type { SignedManifest } from '../../src/contracts/device/manifest';
import { openTestDatabase, type DatabaseName } from './databases';
import { aSnapshot, anItem, fiveOClock, zone } from './manifest-builder';

const minute = 60_000;
export const actor = { userId: 'u1', name: 'lan' };

/** A wall clock that is set; lengths and sleeps are real, since PostgreSQL's second tries sleep. */
export class SetClock extends SystemClock {
  now = fiveOClock - 60 * minute;

  override nowMs(): number {
    return this.now;
  }
}

/** The plan in memory. */
export class FakeRundownSource implements RundownSource {
  plan: ScheduledRundown[] = [];
  windows: AiringWindow[] = [{ zone, startLocal: '05:00', endLocal: '21:00', exception: null }];
  asked: string[] = [];

  async rundownsFor(programmeArea: string, fromAt: number, toAt: number): Promise<ScheduledRundown[]> {
    this.asked.push(programmeArea);
    return this.plan.filter((one) => one.areaCode === programmeArea && one.endAt > fromAt && one.startAt < toAt);
  }

  async windowsFor(): Promise<AiringWindow[]> {
    return this.windows;
  }
}

/** A rundown of one item, thirty minutes long. */
export function aScheduledRundown(
  areaCode: string,
  startAt: number,
  over: Partial<ScheduledItem> = {},
): ScheduledRundown {
  const airingKey = `${areaCode}@${startAt}`;
  const item: ScheduledItem = {
    ...anItem({ airingKey, startAt, bulletinRef: 'bulletin-1' }),
    zones: null,
    because: 'booked',
    play: 1,
    mediaBytes: 1000,
    mime: 'audio/mp4',
    snapshot: aSnapshot(),
    ...over,
  };
  const id = `rundown ${airingKey}`;
  return { id, version: 1, areaCode, slotOccurrenceId: id, startAt, endAt: startAt + 30 * minute, items: [item] };
}

/** A database with areas, and the services of devices over it. */
export async function openStation(name: DatabaseName, source: RundownSource = new FakeRundownSource()) {
  const clock = new SetClock();
  const test = await openTestDatabase(name, { clock });
  const { uow, read } = test.database;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'loa-station-'));
  const areas = await plantAreas(test.database, clock);
  const repository = new DevicesRepository();
  const keys = new StationKeys({ dataDir });
  await keys.ensureStationKeys();
  const directory = new DevicesDirectory(read, repository, areas);
  const devices = new DevicesService(uow, read, repository, areas, directory);
  const manifests = new ManifestService(uow, read, repository, keys, source, clock, { horizonDays: 8 });
  return {
    ...test,
    clock,
    areas,
    keys,
    devices,
    directory,
    manifests,
    createDevice: (over: Partial<NewDevice> = {}) => devices.create(actor, { ...aNewDevice, ...over }),
    close: async () => {
      await test.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Station = Awaited<ReturnType<typeof openStation>>;

export const aNewDevice: NewDevice = {
  kind: 'loudspeaker',
  areaCode: '23538',
  name: 'Loa xã',
  place: 'Ủy ban',
  sink: 'null',
  volume: [],
  embedded: false,
};

export function read(signed: SignedManifest | null): Manifest {
  if (!signed) throw new Error('no manifest');
  return JSON.parse(signed.payload) as Manifest;
}

async function plantAreas(database: Database, clock: SetClock): Promise<AreasService> {
  const area = (level: AreaLevel, code: string, parentCode: string, over: Partial<Area> = {}): Area => ({
    code,
    level,
    name: code,
    nameSearch: code,
    parentCode,
    validFrom: null,
    validTo: null,
    countsEmbedded: null,
    timeZone: null,
    languages: null,
    ...over,
  });
  const all = [
    area('province', '51', 'VN'),
    area('commune', '23535', '51', { countsEmbedded: true }),
    area('commune', '23538', '51'),
    area('commune', '23999', '51', { validTo: '2025-06-30' }),
    area('zone', '23538.1', '23538'),
    area('zone', '23538.2', '23538'),
  ];
  await database.uow.run(systemActor('test'), async (tx) => {
    for (const one of all) await insertArea(tx.manager, one, tx.nowMs);
  });
  const areas = new AreasService(database.uow, database.read, clock);
  await areas.load();
  return areas;
}
