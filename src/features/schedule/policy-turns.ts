import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { turnsWithin } from '../../domain/scheduling/policy-turns';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { ScheduleParts } from './schedule-parts';
import { ScheduleRepository } from './schedule.repository';

const actor = systemActor('schedule');
/** How far back a start looks for turns that came while nobody was there; longer, and every manifest has been made anew. */
const awayDays = 8;

/**
 * Lets a raised volume, and every other lifted limit that devices carry, end by itself: on the day on which an exception begins or is
 * over, the devices below get their limits anew. Telling again costs a comparison: a manifest that stays the same is not issued.
 */
@Injectable()
export class PolicyTurns implements OnModuleInit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    private readonly parts: ScheduleParts,
  ) {}

  onModuleInit(): void {
    this.parts.serviceStart.add(async () => void (await this.tell(awayDays)));
  }

  /** Soon after each hour, since each area has its own midnight. */
  @Cron('20 0 * * * *')
  async tellToday(): Promise<void> {
    await this.tell(0);
  }

  /** Emits `windows.changed` for every area with a turn today or in the days before; returns their codes. */
  async tell(daysBack: number): Promise<string[]> {
    const now = this.parts.clock.nowMs();
    const policies = await this.repository.allPolicies(this.read.manager);
    const turned = policies.filter(({ areaCode, exceptions }) => {
      if (!this.areas.find(areaCode)) return false;
      const today = wallClockAt(this.areas.settingsOf(areaCode).timeZone, now).localDate;
      return turnsWithin({ exceptions }, { from: addDays(today, -daysBack), to: today });
    });
    const codes = turned.map(({ areaCode }) => areaCode);
    if (codes.length === 0) return [];
    await this.uow.run(actor, async (tx) => {
      for (const areaCode of codes) await tx.emit({ type: 'windows.changed', payload: { areaCode } });
    });
    return codes;
  }
}
