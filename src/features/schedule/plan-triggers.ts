import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { AiringResult } from '../../domain/scheduling/rundown';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { LoaEvent } from '../../platform/events/event-dispatcher';
import { areasChanged, AreasService } from '../areas';
import { planJob } from './plan-job';
import type { PlayResultEntity } from './play.entity';
import { PlaysRepository } from './plays.repository';
import { ScheduleParts } from './schedule-parts';
import { ScheduleRepository } from './schedule.repository';

const actor = systemActor('schedule');
/** Communes asked for in one unit of work, so that others are not kept waiting. */
const portion = 200;

const devicePayload = z.object({ communeCode: z.string().optional(), change: z.string() });
const areasPayload = z.object({ areaCodes: z.array(z.string()) });
const airingsPayload = z.object({
  airings: z.array(
    z.object({
      airingKey: z.string(),
      deviceId: z.string(),
      communeCode: z.string(),
      result: z.string().nullable(),
      counts: z.boolean().default(true),
    }),
  ),
});

/** What happens elsewhere and changes a plan: areas made, ended and moved, devices that come, and results of airings (S6, S9). */
@Injectable()
export class PlanTriggers implements OnModuleInit {
  private readonly plays = new PlaysRepository();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly parts: ScheduleParts,
  ) {}

  onModuleInit(): void {
    this.parts.events.subscribe(areasChanged, (event) => this.onAreasChanged(event));
    // Told by playout, which comes later in the way of the data: its event is known by name.
    this.parts.events.subscribe('airings.reported', (event) => this.onAiringsReported(event));
    this.parts.events.subscribe('device.changed', (event) => this.onDeviceChanged(event));
  }

  /** Asks for plans of communes, those that have ended too: what is open of them goes. */
  async planAll(communes: readonly string[], urgency: number): Promise<void> {
    for (let i = 0; i < communes.length; i += portion) {
      await this.uow.run(actor, async (tx) => {
        for (const code of communes.slice(i, i + portion)) await tx.enqueue({ ...planJob(code), urgency });
      });
    }
  }

  /** The communes that these areas are, lie in, or lie above; ended ones among the first two. */
  communesOf(areaCodes: readonly string[]): string[] {
    const communes = new Set<string>();
    for (const code of areaCodes) {
      const area = this.areas.find(code);
      if (area?.level === 'commune') communes.add(code);
      else if (area?.level === 'zone' && area.parentCode !== null) communes.add(area.parentCode);
      else for (const commune of this.areas.communesUnder(code)) communes.add(commune.code);
    }
    return [...communes];
  }

  /** A device that has come may be told further ahead than those before it: what it is told must exist (S5). */
  private async onDeviceChanged(event: LoaEvent): Promise<void> {
    const { communeCode, change } = devicePayload.parse(event.payload);
    if (communeCode !== undefined && (change === 'created' || change === 'moved')) await this.planAll([communeCode], 5);
  }

  private async onAreasChanged(event: LoaEvent): Promise<void> {
    const { areaCodes } = areasPayload.parse(event.payload);
    await this.areas.load();
    const { manager } = this.read;
    const planned = new Set([
      ...(await this.repository.slotAreas(manager)),
      ...(await this.repository.openAreas(manager)),
    ]);
    const concerned = this.communesOf(areaCodes).filter(
      (commune) =>
        this.areas.ancestorsOf(commune).some((code) => planned.has(code)) ||
        [...planned].some((code) => this.areas.find(code)?.parentCode === commune),
    );
    await this.planAll(concerned, 5);
  }

  private async onAiringsReported(event: LoaEvent): Promise<void> {
    const { airings } = airingsPayload.parse(event.payload);
    await this.uow.run(actor, async (tx) => {
      const results = airings.flatMap(({ result, ...about }): PlayResultEntity[] =>
        result === null ? [] : [{ ...about, result: result as AiringResult, at: tx.nowMs }],
      );
      const last = [...new Map(results.map((one) => [JSON.stringify([one.airingKey, one.deviceId]), one])).values()];
      if (last.length === 0) return;
      for (const code of await this.plays.report(tx.manager, last)) await tx.enqueue(planJob(code));
    });
  }
}
