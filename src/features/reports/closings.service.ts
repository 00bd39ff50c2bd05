import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { signedReportSchema, type AirtimeReportView } from '../../contracts/http/airtime';
import type { ClosingView, MonthView } from '../../contracts/http/closings';
import { Fault } from '../../domain/fault';
import { adjustmentsOf, daysOfMonth } from '../../domain/ledger/closing';
import type { ReportDocument } from '../../domain/reports/document';
import { signedMonthSheet } from '../../domain/reports/signed-month';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AirtimeService } from '../airtime';
import { AreasService } from '../areas';
import { LedgerEvidence } from '../playout';
import type { ClosingEntity } from './closing.entity';
import { findClosing, findClosings, insertClosing } from './closings.repository';

/** Signing months (L4): the report is kept as it was; late rows and corrections are adjustments beside it. */
@Injectable()
export class ClosingsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly airtime: AirtimeService,
    private readonly areas: AreasService,
    private readonly evidence: LedgerEvidence,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'stationName' | 'zone'>,
  ) {}

  /**
   * Signs a month of an area. Throws MONTH_NOT_OVER, MONTH_NOT_SEALED while the last day has no seal, and MONTH_CLOSED for the second one.
   */
  async close(actor: Actor, areaCode: string, month: string, note: string): Promise<ClosingView> {
    const { to } = daysOfMonth(month);
    const today = wallClockAt(this.config.zone, this.clock.nowMs()).localDate;
    if (to >= today) throw new Fault('MONTH_NOT_OVER', { month });
    const seal = await this.evidence.lastSeal();
    if (!seal || seal.day < to) throw new Fault('MONTH_NOT_SEALED', { month });
    const lastNumber = await this.evidence.received();
    const report = JSON.stringify(await this.draw(areaCode, month));
    const closing: ClosingEntity = {
      id: newId(this.clock.nowMs()),
      areaCode,
      areaName: this.areas.get(areaCode).name,
      month,
      closedAt: this.clock.nowMs(),
      closedBy: actor.name,
      note,
      lastNumber,
      sealRoot: seal.root,
      report,
      reportHash: hashOf(report),
    };
    await this.uow.run(actor, async (tx) => {
      if (await findClosing(tx.manager, areaCode, month)) throw new Fault('MONTH_CLOSED', { month });
      await insertClosing(tx.manager, closing);
      const { reportHash } = closing;
      await tx.audit({
        action: 'month.closed',
        entity: 'area',
        entityId: areaCode,
        after: { month, note, reportHash },
      });
    });
    return viewOf(closing);
  }

  /** Signed months, newest first, after the cursor. @param roots of these areas and all below them; null: all */
  async list(
    roots: readonly string[] | null,
    after?: string,
    limit = 500,
  ): Promise<{ closings: ClosingView[]; next: string | null }> {
    const found = await findClosings(this.read.manager, roots, after, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      closings: page.map(viewOf),
      next: found.length > limit && last ? `${last.month} ${last.areaCode}` : null,
    };
  }

  /** A signed month as it was signed, and what came to it since. Throws NOT_FOUND. */
  async month(areaCode: string, month: string): Promise<MonthView> {
    const closing = await findClosing(this.read.manager, areaCode, month);
    if (!closing) throw new Fault('NOT_FOUND', { what: 'closing', id: `${areaCode} ${month}` });
    const signed = JSON.parse(closing.report) as AirtimeReportView;
    const report = signedReportSchema.parse(signed);
    const now = await this.draw(areaCode, month);
    return {
      closing: viewOf(closing),
      asSigned: hashOf(closing.report) === closing.reportHash,
      report,
      adjustments: adjustmentsOf(signed.lines, now.lines),
    };
  }

  /** The same as a paper. Nothing in it says when it was printed. Throws NOT_FOUND. */
  async paper(areaCode: string, month: string): Promise<ReportDocument> {
    const { closing, asSigned, report, adjustments } = await this.month(areaCode, month);
    const closedOn = wallClockAt(this.config.zone, closing.closedAt).localDate;
    const sheet = signedMonthSheet({ ...closing, closedOn, asSigned }, daysOfMonth(month), report, adjustments);
    return {
      slug: `thang-da-ky-${areaCode.replace(/[^A-Za-z0-9-]/g, '-')}-${month}`,
      title: `${closing.areaName}, ${month.slice(5)}/${month.slice(0, 4)}`,
      station: this.config.stationName,
      sheets: [sheet],
      footer: `Báo cáo tháng đã ký. Nhật ký đã niêm phong khi ký: ${closing.sealRoot.slice(0, 32)}`,
    };
  }

  private draw(areaCode: string, month: string): Promise<AirtimeReportView> {
    const communes = this.airtime.communesOf(areaCode);
    return this.airtime.report({ ...daysOfMonth(month), communes, area: areaCode });
  }
}

const hashOf = (report: string): string => createHash('sha256').update(report).digest('hex');

function viewOf({ report: _report, ...closing }: ClosingEntity): ClosingView {
  return closing;
}
