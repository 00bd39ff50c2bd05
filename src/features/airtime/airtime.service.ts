import { Inject, Injectable } from '@nestjs/common';
import type { AirtimeReportView, LedgerRowView, MissView } from '../../contracts/http/airtime';
import { splitPeriod, type DayRange } from '../../domain/airtime/periods';
import { layOut, type ReportAxis } from '../../domain/airtime/report';
import type { LoggedAiring } from '../../domain/reports/log-book';
import type { DeviceLine } from '../../domain/reports/tables';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { letOthersRun } from '../../platform/clock/let-others-run';
import { ReadDatabase } from '../../platform/database/database';
import { AreasService, rootAreaCode } from '../areas';
import { findLogged, sumDevices } from './logged-airings.repository';
import { sumMisses, sumProgrammes, sumRollups, type Communes } from './report.repository';
import { cursorOf, readCursor } from './rows-cursor';
import { findRows, nextCommune, type RowsFilter } from './rows.repository';

export interface ReportRequest extends DayRange {
  /** Left out: topic and commune. */
  by?: readonly ReportAxis[];
  communes: Communes;
  /** The area asked for, to be named in the answer. */
  area: string | null;
}

export interface RowsRequest extends RowsFilter {
  communes: Communes;
}

export interface RowsPage {
  rows: LedgerRowView[];
  nextCursor: string | null;
}

const defaultAxes: readonly ReportAxis[] = ['topic', 'commune'];
/** Rows read at a time when all are streamed. */
const streamPage = 500;

/** Airtime as it was heard (L5-L7), read from roll-ups and, row by row, from the ledger. */
@Injectable()
export class AirtimeService {
  constructor(
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The communes of an area, itself included, and those that were merged into it: a merged commune is read under its old code and under
   * the new one. Null for the whole nation. Throws AREA_UNKNOWN.
   */
  communesOf(areaCode: string | undefined): Communes {
    if (areaCode === undefined || areaCode === rootAreaCode) return null;
    const { level, code } = this.areas.get(areaCode);
    const inForce = this.areas.communesUnder(code).map((commune) => commune.code);
    const former = this.areas.formerUnder(code);
    // A commune that was merged away is still asked for by its old code.
    return level === 'commune' ? [code, ...former] : [...inForce, ...former];
  }

  /** Planned and aired time of a period of local dates, both included, laid out along the axes. */
  async report({ from, to, by = [], communes, area }: ReportRequest): Promise<AirtimeReportView> {
    const axes = by.length > 0 ? by : defaultAxes;
    const period = axes.includes('day') ? { months: [], days: monthsOfDays({ from, to }) } : splitPeriod({ from, to });
    const groups = await sumRollups(this.read.manager, period, communes, axes);
    const programmeMs = await sumProgrammes(this.read.manager, { from, to }, communes);
    return { from, to, area, by: [...axes], asOf: this.clock.nowMs(), ...layOut(groups, axes), programmeMs };
  }

  /** What did not air whole, by cause and commune, most frequent first. */
  async misses({ from, to, communes }: DayRange & { communes: Communes }): Promise<MissView[]> {
    const misses = await sumMisses(this.read.manager, { from, to }, communes);
    return misses.map(({ communeCode, communeName, ...miss }) => ({
      ...miss,
      result: miss.result as MissView['result'],
      commune: { code: communeCode, name: communeName },
    }));
  }

  /** What one commune heard, airing by airing, as the log book lists it. */
  logged(communeCode: string, range: DayRange): Promise<LoggedAiring[]> {
    return findLogged(this.read.manager, communeCode, range);
  }

  /** How each device did what was planned for it. */
  devices(range: DayRange, communes: Communes): Promise<DeviceLine[]> {
    return sumDevices(this.read.manager, range, communes);
  }

  /** One page of ledger rows. A cursor that is none of ours starts from the beginning. */
  async rows(request: RowsRequest, cursor: string | undefined, limit: number): Promise<RowsPage> {
    const after = readCursor(cursor);
    const rows: LedgerRowView[] = [];
    for await (const code of this.communesWithRows(request.communes, after?.communeCode)) {
      const from = after?.communeCode === code ? after : null;
      rows.push(...(await findRows(this.read.manager, code, request, from, limit + 1 - rows.length)));
      // SQLite answers at once, and a reader who keeps up never stops the stream: nobody else would be served until its end, and what
      // was sent would stay in memory.
      await letOthersRun();
      if (rows.length > limit) break;
    }
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { rows: page, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
  }

  /** All rows, a page at a time: for exports of any size in constant memory. */
  async *stream(request: RowsRequest): AsyncGenerator<LedgerRowView[]> {
    let cursor: string | null | undefined;
    do {
      const page: RowsPage = await this.rows(request, cursor ?? undefined, streamPage);
      yield page.rows;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /** Communes that have rows at all, from `first` on, in the database's order. */
  private async *communesWithRows(communes: Communes, first: string | undefined): AsyncGenerator<string> {
    const wanted = communes && new Set(communes);
    if (first !== undefined && (wanted === null || wanted.has(first))) yield first;
    for (let code = await nextCommune(this.read.manager, first ?? ''); code !== null;) {
      if (wanted === null || wanted.has(code)) yield code;
      code = await nextCommune(this.read.manager, code);
    }
  }
}

/** Whole months as ranges of days, so that no range crosses a month. */
function monthsOfDays(range: DayRange): DayRange[] {
  const { months, days } = splitPeriod(range);
  const whole = months.map((month) => ({ from: `${month}-01`, to: `${month}-31` }));
  return [...days, ...whole];
}
