import { Inject, Injectable } from '@nestjs/common';
import { Fault } from '../../domain/fault';
import type { Colour } from '../../domain/scheduling/preflight/finding';
import { lastDueRun, type PreflightRun } from '../../domain/scheduling/preflight/times';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { DayFacts } from '../schedule';
import { PreflightJudge, type JudgedCommune } from './preflight-judge';
import { PreflightTelling } from './preflight-telling';
import type { PreflightCause, PreflightEntity, PreflightTellingEntity } from './preflight.entity';
import { PreflightRepository, type PreflightLine } from './preflight.repository';

const actor = systemActor('preflight');
/** Communes judged together: one reading and one commit, so that nobody waits long behind them. */
const portion = 100;

export interface Ran {
  communes: number;
  red: number;
  amber: number;
}

export interface PreflightPage {
  communes: PreflightLine[];
  counts: Record<Colour, number>;
  next: string | null;
}

/** Pre-flight (S8): judges days of communes, keeps what it found and tells those who can do something about it. */
@Injectable()
export class PreflightService {
  private readonly repository = new PreflightRepository();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly days: DayFacts,
    private readonly judge: PreflightJudge,
    private readonly telling: PreflightTelling,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone' | 'horizonDays'>,
  ) {}

  /** The run at a time of day that is due and was not made; null when all is done. */
  async dueRun(): Promise<PreflightRun | null> {
    const due = lastDueRun(this.clock.nowMs(), this.config.zone);
    const last = await this.repository.lastRun(this.read.manager);
    return last && last.dueAt >= due.dueAt ? null : due;
  }

  /** Makes the run that is due, once: all communes with anything planned. */
  async runDue(): Promise<Ran | null> {
    const due = await this.dueRun();
    if (!due) return null;
    const judged = await this.judgeAll(await this.days.plannedCommunes(), due.date, 'time');
    const ran = summed(judged);
    await this.uow.run(actor, async (tx) => {
      await this.telling.tell(tx, judged, due.date, 'time');
      await this.repository.putRun(tx.manager, { dueAt: due.dueAt, localDate: due.date, endedAt: tx.nowMs, ...ran });
    });
    return ran;
  }

  /** Judges the communes marked as changed, today's rest and tomorrow; people hear of tomorrow from its first run on. */
  async runChanged(): Promise<number> {
    const marks = await this.repository.marks(this.read.manager, portion);
    if (marks.length === 0) return 0;
    const codes = marks.map(({ areaCode }) => areaCode).filter((code) => this.areas.find(code)?.level === 'commune');
    const now = this.clock.nowMs();
    const today = wallClockAt(this.config.zone, now).localDate;
    const announced = lastDueRun(now, this.config.zone).date;
    for (const date of [today, addDays(today, 1)]) {
      const judged = await this.judgeAll(codes, date, 'change');
      if (date <= announced) await this.uow.run(actor, (tx) => this.telling.tell(tx, judged, date, 'change'));
    }
    await this.uow.run(actor, (tx) => this.repository.unmark(tx.manager, marks));
    return marks.length;
  }

  /** Judges the communes of an area now. Throws AREA_UNKNOWN, and RANGE_TOO_LONG for a day that is over or not planned yet. */
  async runNow(by: Actor, areaCode: string, date: string): Promise<Ran> {
    const communes = this.communesOf(areaCode);
    this.requirePlanned(date);
    const judged = await this.judgeAll(communes, date, 'asked');
    const ran = summed(judged);
    await this.uow.run(by, (tx) =>
      tx.audit({ action: 'preflight.run', entity: 'area', entityId: areaCode, after: { date, ...ran } }),
    );
    return ran;
  }

  /** Judges without storing anything, for commands beside a running service. Throws as `runNow` does. */
  async look(areaCode: string, date: string | undefined): Promise<{ date: string; judged: JudgedCommune[] }> {
    const day = date ?? this.tomorrow();
    this.requirePlanned(day);
    const judged: JudgedCommune[] = [];
    for (const codes of portions(this.communesOf(areaCode))) judged.push(...(await this.judge.judge(codes, day)));
    return { date: day, judged };
  }

  tomorrow(): string {
    return addDays(wallClockAt(this.config.zone, this.clock.nowMs()).localDate, 1);
  }

  /** The communes of an area as they were judged last, in order of code. */
  async list(
    areaCode: string,
    {
      date,
      colour,
      after,
      limit,
    }: { date: string; colour?: Colour | undefined; after?: string | undefined; limit: number },
  ): Promise<PreflightPage> {
    const areaCodes = this.communesOf(areaCode);
    const filter = { areaCodes, date, colour, after: after ?? null, limit: limit + 1 };
    const [rows, counts] = await Promise.all([
      this.repository.page(this.read.manager, filter),
      this.repository.counts(this.read.manager, areaCodes, date),
    ]);
    const communes = rows.slice(0, limit);
    return { communes, counts, next: rows.length > limit ? (communes.at(-1)?.areaCode ?? null) : null };
  }

  /** A commune's day, and who was told of it. Throws NOT_FOUND where it was never judged. */
  async detail(
    areaCode: string,
    date: string,
  ): Promise<{ preflight: PreflightEntity; tellings: PreflightTellingEntity[] }> {
    this.areas.get(areaCode);
    const preflight = await this.repository.find(this.read.manager, areaCode, date);
    if (!preflight) throw new Fault('NOT_FOUND', { what: 'preflight', id: `${areaCode} ${date}` });
    return { preflight, tellings: await this.repository.tellings(this.read.manager, [areaCode], date) };
  }

  private async judgeAll(communes: readonly string[], date: string, because: PreflightCause): Promise<JudgedCommune[]> {
    const present = new Map<string, boolean>();
    const judged: JudgedCommune[] = [];
    for (const codes of portions(communes)) {
      const found = await this.judge.judge(codes, date, present);
      await this.uow.run(actor, ({ manager, nowMs }) =>
        this.repository.put(
          manager,
          date,
          found.map(({ communeCode, judgement: { colour, red, amber, findings } }) => ({
            ...{ areaCode: communeCode, localDate: date, colour, red, amber, findings },
            ...{ because, judgedAt: nowMs },
          })),
        ),
      );
      judged.push(...found);
    }
    const { lost, found } = await this.judge.recordingsNow(await this.days.lostRecordings(), present);
    // The schedule leaves out what is lost, and the rest airs.
    if (lost.length + found.length > 0)
      await this.uow.run(actor, (tx) => tx.emit({ type: 'recordings.checked', payload: { lost, found } }));
    return judged;
  }

  private communesOf(areaCode: string): string[] {
    this.areas.get(areaCode);
    return this.areas.communesUnder(areaCode).map(({ code }) => code);
  }

  /** Only what is planned can be judged: from today over the horizon. */
  private requirePlanned(date: string): void {
    const today = wallClockAt(this.config.zone, this.clock.nowMs()).localDate;
    const days = this.config.horizonDays;
    if (date < today || date > addDays(today, days)) throw new Fault('PREFLIGHT_DAY_UNPLANNED', { date, days });
  }
}

function* portions(codes: readonly string[]): Generator<string[]> {
  for (let i = 0; i < codes.length; i += portion) yield codes.slice(i, i + portion);
}

function summed(judged: readonly JudgedCommune[]): Ran {
  const of = (colour: Colour): number => judged.filter(({ judgement }) => judgement.colour === colour).length;
  return { communes: judged.length, red: of('red'), amber: of('amber') };
}
