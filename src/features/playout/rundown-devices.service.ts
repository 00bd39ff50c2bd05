import { Inject, Injectable } from '@nestjs/common';
import type { RundownDevicesView } from '../../contracts/http/playout';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { DevicesService, ManifestService } from '../devices';
import { ScheduledRundowns } from '../schedule';
import { readManifest } from './read-manifest';

/** Which devices are to air a session as it stands now, and which still have an older version of it, or none (S5). */
@Injectable()
export class RundownDevices {
  constructor(
    private readonly rundowns: ScheduledRundowns,
    private readonly devices: DevicesService,
    private readonly manifests: ManifestService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The area of a session. Throws NOT_FOUND. */
  async areaOf(rundownId: string): Promise<string> {
    return (await this.stateOf(rundownId)).areaCode;
  }

  /** Those that have not applied the present version first. Throws NOT_FOUND. */
  async list(rundownId: string): Promise<RundownDevicesView> {
    const { areaCode, version, overridden, isEmpty } = await this.stateOf(rundownId);
    const serving = (await this.devices.serving([areaCode])).filter(({ retiredAt }) => retiredAt === null);
    const devices = await Promise.all(
      serving.map(async ({ id: deviceId, name, areaCode: place }) => {
        const appliedVersion = await this.appliedVersion(deviceId, rundownId);
        // A session that was empty from the start is named in no manifest.
        const applied = appliedVersion === null ? isEmpty : appliedVersion >= version;
        return { deviceId, name, areaCode: place, appliedVersion, applied };
      }),
    );
    return { version, overridden, devices: devices.sort((a, b) => Number(a.applied) - Number(b.applied)) };
  }

  /** The version of the session in the last manifest that the device says it has applied. */
  private async appliedVersion(deviceId: string, rundownId: string): Promise<number | null> {
    const signed = await this.manifests.appliedAt(deviceId, this.clock.nowMs());
    return signed && (readManifest(signed).rundowns.find(({ id }) => id === rundownId)?.version ?? null);
  }

  private async stateOf(rundownId: string) {
    const state = await this.rundowns.stateOf(rundownId);
    if (!state) throw new Fault('NOT_FOUND', { what: 'rundown', id: rundownId });
    return state;
  }
}
