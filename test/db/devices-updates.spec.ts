import { ServiceStart } from '../../src/platform/lifecycle/service-start';
import { ManifestUpdates } from '../../src/features/devices/manifest-updates';
import { JobEntity } from '../../src/platform/database/job.entity';
import { EventDispatcher, type LoaEvent } from '../../src/platform/events/event-dispatcher';
import { JobRunner } from '../../src/platform/jobs/job-runner';
import { sampledDatabaseNames } from '../support/databases';
import {
  actor,
  aScheduledRundown,
  FakeRundownSource,
  openStation,
  read,
  type Station,
} from '../support/device-station';
import { fiveOClock } from '../support/manifest-builder';

describe.each(sampledDatabaseNames('postgres'))('manifests in step with the plan on %s', (name) => {
  let station: Station;
  let source: FakeRundownSource;
  let events: EventDispatcher;
  let jobs: JobRunner;
  let updates: ManifestUpdates;
  let issued: string[];
  const failures: unknown[] = [];

  beforeEach(async () => {
    source = new FakeRundownSource();
    station = await openStation(name, source);
    const fail = (_: unknown, error: unknown): void => void failures.push(error);
    events = new EventDispatcher(station.database, station.clock, fail);
    jobs = new JobRunner(station.database, station.clock, fail);
    updates = new ManifestUpdates(
      station.database.uow,
      events,
      jobs,
      station.devices,
      station.manifests,
      new ServiceStart(),
    );
    updates.onModuleInit();
    issued = [];
    events.subscribe('manifest.issued', async ({ payload }: LoaEvent) => {
      issued.push((payload as { deviceId: string }).deviceId);
    });
    events.start();
    await jobs.start({ exclusive: true });
  });
  afterEach(async () => {
    await jobs.stop();
    await events.stop();
    await station.close();
    expect(failures).toEqual([]);
  });

  /** Until no event and no job waits. */
  const settled = async (): Promise<void> => {
    for (;;) {
      await events.idle();
      const waiting = await station.database.read.manager.countBy(JobEntity, [
        { state: 'queued' },
        { state: 'running' },
      ]);
      await events.idle();
      if (waiting === 0) return;
      await new Promise((done) => setImmediate(done));
    }
  };
  const tell = (type: string, payload: unknown): Promise<void> =>
    station.database.uow.run(actor, (tx) => tx.emit({ type, payload }));

  it('a new device gets its manifest, a planned area all its devices a new one, and nobody else', async () => {
    const commune = await station.createDevice();
    const zoned = await station.createDevice({ areaCode: '23538.1' });
    const other = await station.createDevice({ areaCode: '23535' });
    await settled();
    expect([...issued].sort()).toEqual([commune.id, zoned.id, other.id].sort());

    issued = [];
    source.plan = ['23535', '23538', '23538.1'].map((code) => aScheduledRundown(code, fiveOClock));
    await tell('rundowns.changed', { areaCodes: ['23538.1'] });
    await settled();
    expect(issued).toEqual([zoned.id]);
    issued = [];
    await tell('rundowns.changed', { areaCodes: ['23538'] });
    await settled();
    expect(issued).toEqual([commune.id]);
    issued = [];
    await tell('windows.changed', { areaCode: '51' });
    await settled();
    expect(issued).toEqual([other.id]);
  });

  it('P9 a hold reaches the manifests of the devices named', async () => {
    const { id } = await station.createDevice();
    await settled();
    const hold = { kind: 'hold' as const, target: { kind: 'device' as const }, fromAt: 0, untilAt: null, by: 'Lan' };
    station.manifests.ordersFrom({
      ordersFor: async () => ({ holds: [{ id: 'h1', reason: 'đám tang', ...hold }], emergencies: [] }),
    });
    await tell('playing.held', { deviceIds: [id] });
    await settled();
    expect(read(await station.manifests.latest(id)).holds).toMatchObject([{ id: 'h1' }]);
  });

  it('P2 asks for manifests that are missing or near their end, and for no others', async () => {
    const kept = await station.createDevice();
    const retired = await station.createDevice();
    await station.devices.retire(actor, retired.id);
    await settled();
    issued = [];
    await updates.renew();
    await settled();
    expect(issued).toEqual([]);
    station.clock.now += 2 * 86_400_000;
    await updates.renew();
    await settled();
    expect(issued).toEqual([kept.id]);
  });
});
