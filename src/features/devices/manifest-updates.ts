import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { z } from 'zod';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { JobRunner } from '../../platform/jobs/job-runner';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import { DevicesService } from './devices.service';
import { ManifestService } from './manifest.service';

const jobKind = 'devices.manifest';
const actor = systemActor('manifests');

/** What changes a plan. Payload: any of `deviceId`, `deviceIds`, `areaCode`, `areaCodes`; an area stands for all below it. */
const planEvents = ['rundowns.changed', 'windows.changed', 'device.changed'];
/** What somebody waits for (P9, B7): goes before everything else. */
const orderEvents = [
  'playing.held',
  'playing.stopped',
  'playing.resumed',
  'playing.recalled',
  'playing.now',
  'emergency.started',
  'emergency.cleared',
];

const payloadSchema = z.object({
  deviceId: z.string().optional(),
  deviceIds: z.array(z.string()).default([]),
  areaCode: z.string().optional(),
  areaCodes: z.array(z.string()).default([]),
});
const jobSchema = z.object({ deviceId: z.string() });

/** Keeps every device's manifest in step with what was planned and ordered, one job per device. */
@Injectable()
export class ManifestUpdates implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventDispatcher,
    private readonly jobs: JobRunner,
    private readonly devices: DevicesService,
    private readonly manifests: ManifestService,
    private readonly serviceStart: ServiceStart,
  ) {}

  onModuleInit(): void {
    this.jobs.register(jobKind, {
      concurrency: 2,
      run: async (payload) => {
        await this.manifests.rebuild(jobSchema.parse(payload).deviceId);
      },
    });
    this.serviceStart.add(() => this.renew());
    for (const type of planEvents) this.events.subscribe(type, (event) => this.enqueueFor(event, false));
    for (const type of orderEvents) this.events.subscribe(type, (event) => this.enqueueFor(event, true));
  }

  /** Asks for a manifest for every device without one or whose manifest soon ends; a tick that is lost costs nothing. */
  @Cron('17 * * * *')
  async renew(): Promise<void> {
    await this.enqueue(await this.manifests.inNeed(), false);
  }

  private async enqueueFor(event: LoaEvent, urgent: boolean): Promise<void> {
    const said = payloadSchema.parse(event.payload);
    const areaCodes = [...(said.areaCode ? [said.areaCode] : []), ...said.areaCodes];
    const serving = areaCodes.length > 0 ? await this.devices.serving(areaCodes) : [];
    const inUse = serving.filter(({ retiredAt }) => retiredAt === null).map(({ id }) => id);
    await this.enqueue([...new Set([...(said.deviceId ? [said.deviceId] : []), ...said.deviceIds, ...inUse])], urgent);
  }

  private async enqueue(deviceIds: readonly string[], urgent: boolean): Promise<void> {
    if (deviceIds.length === 0) return;
    await this.uow.run(actor, async (tx) => {
      for (const deviceId of deviceIds) {
        // An order has no key: it must not wait behind a rebuild that failed and comes again later.
        const manner = urgent ? { urgency: 10 } : { key: deviceId };
        await tx.enqueue({ kind: jobKind, payload: { deviceId }, ...manner });
      }
    });
  }
}
