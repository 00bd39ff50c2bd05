import { Inject, Injectable } from '@nestjs/common';
import type { ReportQuery } from '../../contracts/http/reports';
import { Fault } from '../../domain/fault';
import type { ReportDocument, Sheet } from '../../domain/reports/document';
import { logBookSheet } from '../../domain/reports/log-book';
import { airtimeSheet, missesSheet, reliabilitySheet, statisticsSheet } from '../../domain/reports/tables';
import { dateVi } from '../../domain/text/vietnamese';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { AirtimeService, type Communes } from '../airtime';
import { AreasService } from '../areas';
import { LedgerEvidence } from '../playout';

/** Pages of a log book in one file: a district's worth; a nation's takes several. */
const mostCommunes = 500;

/** Draws reports up from the ledger's sums: the same figures as on the screen, with the seal they stand on. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly airtime: AirtimeService,
    private readonly areas: AreasService,
    private readonly evidence: LedgerEvidence,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'stationName' | 'zone'>,
  ) {}

  /** @param communes those of the area, as far as the asker may see them; null for the whole nation */
  async draw(query: ReportQuery, communes: Communes): Promise<ReportDocument> {
    const { kind, from, to, area } = query;
    return this.document(
      `${kind}-${area}-${from}-${to}`,
      `${this.areas.get(area).name}, ${dateVi(from)}–${dateVi(to)}`,
      kind === 'log-book' ? await this.logBook(from, area, communes) : [await this.sheet(query, communes)],
    );
  }

  /** Sheets under the station's name, with when they were drawn up and the last seal. */
  async document(name: string, title: string, sheets: readonly Sheet[]): Promise<ReportDocument> {
    const slug = name.replace(/[^A-Za-z0-9-]/g, '-');
    return { slug, title, station: this.config.stationName, sheets, footer: await this.footer() };
  }

  private async logBook(from: string, area: string, communes: Communes): Promise<Sheet[]> {
    const all = communes ?? this.areas.communesUnder(area).map((commune) => commune.code);
    // Of those that were merged away, only the ones that still kept a book in that week.
    const codes = all.filter((code) => {
      const found = this.areas.find(code);
      return found && (code === area || found.validTo === null || found.validTo >= from);
    });
    if (codes.length > mostCommunes)
      throw new Fault('REPORT_TOO_WIDE', { communes: codes.length, limit: mostCommunes });
    const today = this.today();
    const sheets: Sheet[] = [];
    for (const code of codes) {
      const airings = await this.airtime.logged(code, { from, to: addDays(from, 6) });
      const commune = this.areas.get(code);
      sheets.push(
        logBookSheet({ name: commune.name, zone: this.areas.settingsOf(code).timeZone, airings }, from, today),
      );
    }
    return sheets;
  }

  private async sheet(query: ReportQuery, communes: Communes): Promise<Sheet> {
    const { kind, area } = query;
    const period = { from: query.from, to: query.to };
    const { code, name } = this.areas.get(area);
    const request = { ...period, communes, area };
    switch (kind) {
      case 'misses':
        return missesSheet(name, period, await this.airtime.misses(request));
      case 'devices':
        return reliabilitySheet(name, period, await this.airtime.devices(period, communes));
      case 'statistics': {
        const [byTopic, byCommune] = await Promise.all([
          this.airtime.report({ ...request, by: ['topic'] }),
          this.airtime.report({ ...request, by: ['commune'] }),
        ]);
        const { totals } = byTopic;
        return statisticsSheet({ code, name }, period, { byTopic: byTopic.lines, byCommune: byCommune.lines, totals });
      }
      default:
        return airtimeSheet(name, period, await this.airtime.report(request));
    }
  }

  private async footer(): Promise<string> {
    const { localDate, localTime } = wallClockAt(this.config.zone, this.clock.nowMs());
    const seal = await this.evidence.lastSeal();
    const sealed = seal ? ` Nhật ký đã niêm phong đến ${dateVi(seal.day)}: ${seal.root.slice(0, 32)}` : '';
    return `Lập từ nhật ký phát lúc ${localTime} ngày ${dateVi(localDate)}.${sealed}`;
  }

  private today(): string {
    return wallClockAt(this.config.zone, this.clock.nowMs()).localDate;
  }
}
