import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import { toEpochDay } from '../../domain/time/local-date';
import { maxRundownDays } from '../../contracts/http/schedule';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService } from '../areas';
import type { RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';
import { rundownView, type RundownView } from './views';

/** What an area airs, for people. */
@Injectable()
export class RundownsService {
  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The rundowns of a programme area on local dates, both included, in order of start. */
  async list(areaCode: string, from: string, to: string): Promise<RundownView[]> {
    const days = toEpochDay(to) - toEpochDay(from) + 1;
    if (days < 1 || days > maxRundownDays) throw new Fault('RANGE_TOO_LONG', { days, limit: maxRundownDays });
    this.areas.get(areaCode);
    const { manager } = this.read;
    return this.viewsOf(await this.repository.rundownsOnDates(manager, areaCode, from, to));
  }

  /** Rundowns as people see them, with the names of what they mention. */
  async viewsOf(rows: readonly RundownEntity[]): Promise<RundownView[]> {
    const { manager } = this.read;
    const slots = await this.repository.slotsById(manager, [...new Set(rows.map((row) => row.slotId))]);
    const leftOut = [...new Set(rows.flatMap((row) => row.body.leftOut.map((one) => one.bookingId)))];
    const bookings = await this.repository.bookingsById(manager, leftOut);
    const names = new Map([
      ...slots.map((slot) => [slot.id, slot.name] as const),
      ...bookings.map((booking) => [booking.id, booking.item.title] as const),
    ]);
    return rows.map((row) => rundownView(row, names, this.clock.nowMs()));
  }
}
