import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Holding } from '../../domain/scheduling/preflight/day';
import { ReadDatabase } from '../../platform/database/database';
import { DevicesRepository } from './devices.repository';
import { DevicesService } from './devices.service';
import { findHeartbeats } from './joining/joining.repository';

/** A device that people hear, and what it last said of itself. */
export interface ReadyDevice {
  id: string;
  name: string;
  communeCode: string;
  /** The zone it serves; null: the whole commune. */
  zone: string | null;
  /** A person, or a player of this service: nobody waits for a heartbeat. */
  speaksForItself: boolean;
  attested: boolean;
  joined: boolean;
  heardAt: number | null;
  media: { ready: number; all: number } | null;
}

/** One session as it is planned now. */
export interface SessionVersion {
  rundownId: string;
  version: number;
}

const said = z.object({ media: z.object({ ready: z.int(), all: z.int() }) });
const planned = z.object({ rundowns: z.array(z.object({ id: z.string(), version: z.number() })) });

/** What devices are known to hold: the manifest each said it had applied, and whether all its recordings had arrived and been checked. */
@Injectable()
export class DeviceReadiness {
  constructor(
    private readonly read: ReadDatabase,
    private readonly devices: DevicesService,
    private readonly repository: DevicesRepository,
  ) {}

  /** The devices in use in these communes that count as heard there (L5), by name. */
  async devicesOf(communeCodes: readonly string[]): Promise<ReadyDevice[]> {
    const { manager } = this.read;
    const found = await this.repository.inAreas(manager, communeCodes);
    const counting = found.filter((one) => one.retiredAt === null && this.devices.counts(one));
    const ids = counting.map(({ id }) => id);
    const heard = new Map((await findHeartbeats(manager, ids)).map((one) => [one.deviceId, one]));
    return counting.map(({ id, name, kind, areaCode, communeCode, embedded, publicKey }) => {
      const heartbeat = heard.get(id);
      const attested = kind === 'manual';
      const speaksForItself = embedded || attested;
      const joined = speaksForItself || publicKey !== null;
      const zone = areaCode === communeCode ? null : areaCode;
      const media = heartbeat ? mediaOf(heartbeat.status) : null;
      return {
        ...{ id, name, communeCode, zone, speaksForItself, attested, joined },
        ...{ heardAt: heartbeat?.heardAt ?? null, media },
      };
    });
  }

  /**
   * Whether each device holds one session as it is planned now, by what it last said: the manifest it applied names the session in this
   * version, and every recording of that manifest is there and was checked. A person who plays holds what the station has.
   */
  async holdingsOf(devices: readonly ReadyDevice[], session: SessionVersion): Promise<Map<string, Holding>> {
    const ids = devices.map(({ id }) => id);
    const applied = await this.repository.lastApplied(this.read.manager, ids);
    const holdings = new Map<string, Holding>();
    for (const device of devices) {
      const version = applied.get(device.id);
      if (device.attested) holdings.set(device.id, 'holds');
      else if (version === undefined || !device.media) holdings.set(device.id, 'unknown');
      else {
        const named = await this.names(device.id, version, session);
        holdings.set(device.id, named && device.media.ready >= device.media.all ? 'holds' : 'lacks');
      }
    }
    return holdings;
  }

  private async names(deviceId: string, version: number, session: SessionVersion): Promise<boolean> {
    const manifest = await this.repository.manifestOf(this.read.manager, deviceId, version);
    const { data } = planned.safeParse(jsonOf(manifest?.payload ?? '{}'));
    return data?.rundowns.some((one) => one.id === session.rundownId && one.version >= session.version) ?? false;
  }
}

const mediaOf = (status: string): ReadyDevice['media'] => said.safeParse(jsonOf(status)).data?.media ?? null;

const jsonOf = (text: string): unknown =>
  z
    .string()
    .transform((s): unknown => JSON.parse(s))
    .safeParse(text).data;
