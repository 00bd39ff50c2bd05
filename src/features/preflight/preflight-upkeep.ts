import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { JobRunner } from '../../platform/jobs/job-runner';
import { ServiceStart } from '../../platform/lifecycle/service-start';
import { AreasService } from '../areas';
import { DevicesService } from '../devices';
import { AudioWatch } from './audio-watch';
import { PreflightRepository } from './preflight.repository';
import { PreflightService } from './preflight.service';

export const preflightRunKind = 'preflight.run';
export const preflightChangesKind = 'preflight.changes';

const actor = systemActor('preflight');
const minuteMs = 60_000;
/** Changes come in flocks: they are judged together, this long after the first. */
const gatherMs = 5_000;

/** What changes a day, or who can sound it. Payload: any of `areaCode`, `areaCodes`, `deviceId`. */
const changes = ['rundowns.changed', 'plan.news', 'windows.changed', 'device.changed'];
const payloadSchema = z.object({
  areaCode: z.string().optional(),
  areaCodes: z.array(z.string()).default([]),
  deviceId: z.string().optional(),
});

/**
 * When pre-flight runs (S8). Nothing rests on a tick: what is due follows from the last run that is stored, and is asked for at start and
 * each minute; what changed is marked in the store.
 */
@Injectable()
export class PreflightUpkeep implements OnModuleInit, OnApplicationShutdown {
  private readonly repository = new PreflightRepository();
  private stopTicking: (() => void) | null = null;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: EventDispatcher,
    private readonly jobs: JobRunner,
    private readonly serviceStart: ServiceStart,
    private readonly preflight: PreflightService,
    private readonly watch: AudioWatch,
    private readonly areas: AreasService,
    private readonly devices: DevicesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(preflightRunKind, { run: () => this.runDue() });
    this.jobs.register(preflightChangesKind, { run: () => this.runChanged() });
    for (const type of changes) this.events.subscribe(type, (event) => this.onChange(event));
    this.serviceStart.add(() => this.begin());
  }

  onApplicationShutdown(): void {
    this.stopTicking?.();
  }

  /** Asks for the run that is due, and looks at devices before sessions. */
  async tick(): Promise<void> {
    const due = await this.preflight.dueRun();
    if (due)
      await this.uow.run(actor, (tx) => tx.enqueue({ kind: preflightRunKind, key: String(due.dueAt), payload: {} }));
    if ((await this.watch.look()).length > 0) await this.askForChanges(0);
  }

  private async begin(): Promise<void> {
    this.stopTicking = this.clock.every(minuteMs, () => this.tick());
    await this.tick();
  }

  private async runDue(): Promise<void> {
    await this.preflight.runDue();
    await this.watch.forget();
  }

  private async runChanged(): Promise<void> {
    while ((await this.preflight.runChanged()) > 0);
  }

  private async onChange(event: LoaEvent): Promise<void> {
    const { areaCode, areaCodes, deviceId } = payloadSchema.parse(event.payload);
    const device = deviceId === undefined ? null : await this.devices.get(deviceId);
    const codes = [areaCode, ...areaCodes, device?.communeCode].filter((code) => code !== undefined);
    const communes = new Set(codes.flatMap((code) => this.areas.communesUnder(code).map((area) => area.code)));
    if (communes.size === 0) return;
    await this.uow.run(actor, (tx) => this.repository.mark(tx.manager, [...communes], tx.nowMs));
    await this.askForChanges(gatherMs);
  }

  private async askForChanges(afterMs: number): Promise<void> {
    await this.uow.run(actor, (tx) =>
      tx.enqueue({
        kind: preflightChangesKind,
        key: String(afterMs),
        payload: {},
        runAt: tx.nowMs + afterMs,
        urgency: 3,
      }),
    );
  }
}
