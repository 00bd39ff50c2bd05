import { PolicyEntity } from '../../src/features/schedule/policy.entity';
import { PolicyTurns } from '../../src/features/schedule/policy-turns';
import { sampledDatabaseNames } from '../support/databases';
import { dayMs, here, openSchedule, setup } from '../support/schedule-station';

describe.each(sampledDatabaseNames('postgres'))('S7 limits that change by themselves on %s', (name) => {
  it('a raised volume begins and ends by itself: devices below hear of it on both days, and after a stop', async () => {
    const station = await openSchedule(name);
    const { uow, read } = station.test.database;
    const raised = {
      ...{ id: 'tet', limit: 'maxVolumePercent' as const, value: 90, from: '2026-01-06', until: '2026-01-07' },
      ...{ grantedLevel: 1, reason: 'Tết' },
    };
    const policy = {
      areaCode: here,
      limits: { maxVolumePercent: 60 },
      exceptions: [raised],
      revision: 1,
      updatedAt: 0,
    };
    await uow.run(setup, ({ manager }) => manager.save(PolicyEntity, policy).then(() => undefined));
    const turns = new PolicyTurns(uow, read, station.repository, station.areas, station.parts);
    const told: string[][] = [];
    const ceilings: (number | null)[] = [];
    // Monday to Friday, 06:00.
    for (let day = 0; day < 5; day += 1) {
      told.push(await turns.tell(0));
      ceilings.push((await station.policies.volumeCeilingOf(here)).percent);
      await station.clock.advance(dayMs);
    }
    expect(told).toEqual([[], [here], [], [here], []]);
    expect(ceilings).toEqual([60, 90, 90, 60, 60]);
    expect(await turns.tell(8)).toEqual([here]);
    await station.settle();
    const heard = station.delivered.filter(({ type }) => type === 'windows.changed').map(({ payload }) => payload);
    expect(heard).toEqual([{ areaCode: here }, { areaCode: here }, { areaCode: here }]);
    await station.close();
  });
});
