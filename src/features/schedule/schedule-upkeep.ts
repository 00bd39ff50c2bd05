import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { ReadDatabase } from '../../platform/database/database';
import type { LoaEvent } from '../../platform/events/event-dispatcher';
import { AreasService } from '../areas';
import { BulletinsService } from '../bulletins';
import { BookingsService } from './bookings.service';
import { planJobKind } from './plan-job';
import { PlanTriggers } from './plan-triggers';
import { PlannerService } from './planner.service';
import { ScheduleParts } from './schedule-parts';
import { ScheduleRepository } from './schedule.repository';

const freezeCheckMs = 5_000;

interface VersionEvent {
  bulletinId: string;
  versionId: string;
}

/** What keeps rundowns true: approvals and their ends, freezes as they come, and the horizon as the days go (S5). */
@Injectable()
export class ScheduleUpkeep implements OnModuleInit, OnApplicationShutdown {
  private stopFreezing: (() => void) | null = null;

  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly bulletins: BulletinsService,
    private readonly bookings: BookingsService,
    private readonly planner: PlannerService,
    private readonly triggers: PlanTriggers,
    private readonly parts: ScheduleParts,
  ) {}

  onModuleInit(): void {
    const { events, jobs, serviceStart } = this.parts;
    jobs.register(planJobKind, { run: (payload) => this.planner.plan((payload as { areaCode: string }).areaCode) });
    events.subscribe('bulletin.submitted', (event) => this.onSubmitted(event));
    events.subscribe('bulletin.approved', (event) => this.onApproved(event));
    for (const [type, because] of [
      ['bulletin.voided', 'voided'],
      ['bulletin.returned', 'returned'],
      ['bulletin.recalled', 'recalled'],
      ['bulletin.expired', 'expired'],
    ] as const) {
      events.subscribe(type, (event) => this.onEnded(event, because));
    }
    serviceStart.add(() => this.begin());
  }

  private async begin(): Promise<void> {
    this.stopFreezing = this.parts.clock.every(freezeCheckMs, () => this.freezeDue());
    await this.refillHorizon();
  }

  onApplicationShutdown(): void {
    this.stopFreezing?.();
  }

  /** Every commune with a slot is planned anew each hour, so that the horizon stays full without anybody asking (S5). */
  @Cron('0 7 * * * *')
  async refillHorizon(): Promise<void> {
    const roots = await this.repository.slotAreas(this.read.manager);
    const communes = [...new Set(roots.flatMap((root) => this.areas.communesUnder(root).map((area) => area.code)))];
    await this.triggers.planAll(communes, 0);
  }

  private async freezeDue(): Promise<void> {
    const due = await this.repository.areasToFreeze(this.read.manager, this.parts.clock.nowMs());
    await this.triggers.planAll(this.triggers.communesOf(due), 9);
  }

  private async onSubmitted(event: LoaEvent): Promise<void> {
    const { versionId } = event.payload as VersionEvent;
    const submitted = await this.bulletins.submittedVersion(versionId);
    // Approved or returned before the event was delivered: its own event follows.
    if (submitted) await this.bookings.book(submitted);
  }

  private async onApproved(event: LoaEvent): Promise<void> {
    const { versionId } = event.payload as VersionEvent;
    const approved = await this.bulletins.approvedVersion(versionId);
    // Voided or recalled before the event was delivered: its own event follows.
    if (approved) await this.bookings.book(approved);
  }

  private async onEnded(event: LoaEvent, because: string): Promise<void> {
    const { bulletinId, versionId } = event.payload as VersionEvent;
    await this.bookings.withdraw(bulletinId, versionId, because);
  }
}
