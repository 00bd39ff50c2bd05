import { Inject, Injectable } from '@nestjs/common';
import { audioMarks, startsAtMark, type AudioMark } from '../../domain/scheduling/preflight/times';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { DeviceReadiness, type ReadyDevice } from '../devices';
import { DayFacts, type DueSession } from '../schedule';
import type { AudioCheckEntity } from './preflight.entity';
import { PreflightRepository } from './preflight.repository';

const actor = systemActor('preflight');
const portion = 100;
/** How long checks stay to be looked at. */
const keptMs = 30 * 86_400_000;

/** Looks, 24 hours, 1 hour and 5 minutes before each session, at which devices hold its audio; each mark once. */
@Injectable()
export class AudioWatch {
  private readonly repository = new PreflightRepository();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly days: DayFacts,
    private readonly readiness: DeviceReadiness,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone'>,
  ) {}

  /** Returns the communes where some device was not known to hold what it is to sound. */
  async look(): Promise<string[]> {
    const concerned = new Set<string>();
    // Nearest first: what is about to start must not wait for tomorrow's.
    for (const mark of [...audioMarks].reverse()) {
      for (const commune of await this.lookAt(mark)) concerned.add(commune);
    }
    return [...concerned];
  }

  async forget(): Promise<void> {
    await this.uow.run(actor, (tx) => this.repository.forgetChecks(tx.manager, tx.nowMs - keptMs));
  }

  private async lookAt(mark: AudioMark): Promise<Set<string>> {
    const now = this.clock.nowMs();
    const { fromAt, untilAt } = startsAtMark(mark, now);
    const today = wallClockAt(this.config.zone, now).localDate;
    const around = { from: addDays(today, -1), to: addDays(today, 2) };
    const sessions = await this.days.starting(around, fromAt, untilAt);
    const checked = sessions.length === 0 ? new Set() : await this.repository.checked(this.read.manager, now, mark);
    const open = sessions.filter(({ rundownId }) => !checked.has(rundownId));
    const concerned = new Set<string>();
    for (let i = 0; i < open.length; i += portion) {
      const rows = await this.checksOf(open.slice(i, i + portion), mark);
      const lacking = rows.filter(({ devices }) => devices.some(({ holding }) => holding !== 'holds'));
      for (const { communeCode } of lacking) concerned.add(communeCode);
      await this.uow.run(actor, async (tx) => {
        await this.repository.addChecks(
          tx.manager,
          rows.map((row) => ({ ...row, at: tx.nowMs })),
        );
        await this.repository.mark(tx.manager, [...new Set(lacking.map((row) => row.communeCode))], tx.nowMs);
      });
    }
    return concerned;
  }

  private async checksOf(sessions: readonly DueSession[], mark: AudioMark): Promise<Omit<AudioCheckEntity, 'at'>[]> {
    const communeOf = (code: string): string => this.areas.communesUnder(code)[0]?.code ?? code;
    const devices = await this.readiness.devicesOf([...new Set(sessions.map(({ areaCode }) => communeOf(areaCode)))]);
    const rows: Omit<AudioCheckEntity, 'at'>[] = [];
    for (const { version, ...session } of sessions) {
      const communeCode = communeOf(session.areaCode);
      const concerned = devices.filter((device) => plays(device, communeCode, session.areaCode));
      const holdings = await this.readiness.holdingsOf(concerned, { rundownId: session.rundownId, version });
      rows.push({
        ...{ ...session, mark, communeCode },
        devices: concerned.map(({ id, name }) => ({ id, name, holding: holdings.get(id) ?? 'unknown' })),
      });
    }
    return rows;
  }
}

/** What a zone has of its own is played by its own devices; what the commune has, by all. */
function plays(device: ReadyDevice, communeCode: string, areaCode: string): boolean {
  return device.communeCode === communeCode && (areaCode === communeCode || device.zone === areaCode);
}
