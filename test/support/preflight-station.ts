/** Pre-flight over a schedule and its devices, put together by hand. */
import { UsersService } from '../../src/features/accounts';
import { AccountsRepository } from '../../src/features/accounts/accounts.repository';
import { SessionEndings } from '../../src/features/accounts/session-endings';
import { GrantEntity } from '../../src/features/accounts/grant.entity';
import { UserEntity } from '../../src/features/accounts/user.entity';
import { ApproversService } from '../../src/features/bulletins';
import { ApproversRepository } from '../../src/features/bulletins/approvers.repository';
import { DeviceReadiness, DevicesDirectory, DevicesService } from '../../src/features/devices';
import { DevicesRepository } from '../../src/features/devices/devices.repository';
import { AudioWatch } from '../../src/features/preflight/audio-watch';
import { PreflightJudge } from '../../src/features/preflight/preflight-judge';
import { PreflightTelling } from '../../src/features/preflight/preflight-telling';
import { PreflightUpkeep } from '../../src/features/preflight/preflight-upkeep';
import { PreflightService } from '../../src/features/preflight/preflight.service';
import { DayFacts } from '../../src/features/schedule';
import type { Role } from '../../src/domain/access/roles';
import type { ScheduleParts } from '../../src/features/schedule/schedule-parts';
import type { Clock } from '../../src/platform/clock/clock';
import { loadConfig } from '../../src/platform/config/config';
import { setup, type ScheduleStation } from './schedule-station';

export interface PreflightStation {
  preflight: PreflightService;
  judge: PreflightJudge;
  watch: AudioWatch;
  upkeep: PreflightUpkeep;
  devices: DevicesService;
  /** Recordings that the store has lost. */
  lost: Set<string>;
  addUser(id: string, role: Role, areaCode: string): Promise<void>;
}

/** What it needs of a schedule. */
export type PreflightGround = Pick<ScheduleStation, 'test' | 'areas' | 'repository'> & {
  clock: Clock;
  parts: Pick<ScheduleParts, 'events' | 'jobs' | 'serviceStart'>;
};

export function openPreflight(station: PreflightGround): PreflightStation {
  const { uow, read } = station.test.database;
  const { areas, clock, repository, parts } = station;
  const config = loadConfig({});
  const days = new DayFacts(read, repository, areas);
  const devicesRepository = new DevicesRepository();
  const devices = new DevicesService(
    uow,
    read,
    devicesRepository,
    areas,
    new DevicesDirectory(read, devicesRepository, areas),
  );
  const readiness = new DeviceReadiness(read, devices, devicesRepository);
  const lost = new Set<string>();
  const store = {
    size: async (_kind: string, sha256: string) => (lost.has(sha256) ? null : 1),
    isEmpty: async () => lost.has('all'),
  } as never;
  const judge = new PreflightJudge(read, days, readiness, store, clock, true);
  const users = new UsersService(uow, read, new AccountsRepository(), {} as never, config, new SessionEndings());
  const approvers = new ApproversService(uow, read, new ApproversRepository(), areas, {} as never, users, clock);
  const telling = new PreflightTelling(users, areas, approvers);
  const preflight = new PreflightService(uow, read, areas, days, judge, telling, clock, config);
  const watch = new AudioWatch(uow, read, areas, days, readiness, clock, config);
  const { events, jobs, serviceStart } = parts;
  const upkeep = new PreflightUpkeep(uow, events, jobs, serviceStart, preflight, watch, areas, devices, clock);
  return {
    ...{ preflight, judge, watch, upkeep, devices, lost },
    addUser: (id, role, areaCode) =>
      uow.run(setup, async ({ manager }) => {
        const user = { id, username: id, displayName: `Bà ${id}`, passwordHash: null, createdAt: 0, disabledAt: null };
        await manager.insert(UserEntity, user);
        await manager.insert(GrantEntity, { id: `${id}-${role}`, userId: id, role, areaCode, createdAt: 0 });
      }),
  };
}
