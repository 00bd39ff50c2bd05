import fs from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { SavedReportView } from '../../contracts/http/saved-reports';
import { Fault } from '../../domain/fault';
import { duePeriod, periodBefore, type ReportPeriod } from '../../domain/reports/saved';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { documentFormats } from '../../platform/documents/document-file';
import { KeptPapers } from './kept-papers.service';
import type { ReportMailEntity } from './report-mail.entity';
import { mailJob } from './report-mail.job';
import { deleteMails, insertMails, listMails } from './report-mails.repository';
import type { SavedReportEntity } from './saved-report.entity';
import { deleteSaved, findSaved, insertSaved, listSaved, listScheduled, updateSaved } from './saved-reports.repository';

const actor = systemActor('reports');
export const drawJob = 'report.draw';

type SavedReportWish = Pick<SavedReportEntity, 'name' | 'kind' | 'campaignId' | 'format' | 'schedule' | 'mailTo'>;

export interface DrawOrder extends ReportPeriod {
  /** Of the kept report. */
  id: string;
}

/** Reports that are kept, and drawn up each week or month into the folder `reports` of the station; from there they go out by mail. */
@Injectable()
export class SavedReportsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly papers: KeptPapers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone' | 'dataDir' | 'smtpUrl'>,
  ) {}

  /** Throws MAIL_NOT_SET for addresses while the station has no mail server, NOT_FOUND for a campaign that is none of the area's. */
  async create(by: Actor, wanted: SavedReportWish & Pick<SavedReportEntity, 'areaCode'>): Promise<SavedReportView> {
    this.checkMail(wanted);
    await this.papers.check(wanted);
    const saved = await this.uow.run(by, async (tx) => {
      const made: SavedReportEntity = {
        ...{ ...wanted, id: newId(tx.nowMs), createdAt: tx.nowMs, createdBy: by.name },
        ...{ lastTo: null, lastAt: null, lastFile: null },
      };
      await insertSaved(tx.manager, made);
      await tx.audit({ action: 'saved-report.created', entity: 'saved-report', entityId: made.id, after: wanted });
      return made;
    });
    return this.viewOf(saved, []);
  }

  /** Throws NOT_FOUND, MAIL_NOT_SET. */
  async change(by: Actor, id: string, wanted: SavedReportWish): Promise<SavedReportView> {
    this.checkMail(wanted);
    await this.papers.check({ ...(await this.get(id)), ...wanted });
    await this.uow.run(by, async (tx) => {
      const before = await findSaved(tx.manager, id);
      if (!before) throw new Fault('NOT_FOUND', { what: 'saved report', id });
      await updateSaved(tx.manager, id, wanted);
      const after = { ...before, ...wanted };
      await tx.audit({ action: 'saved-report.changed', entity: 'saved-report', entityId: id, before, after });
    });
    return this.get(id);
  }

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<SavedReportView> {
    const saved = await findSaved(this.read.manager, id);
    if (!saved) throw new Fault('NOT_FOUND', { what: 'saved report', id });
    return this.viewOf(saved, await listMails(this.read.manager, [saved]));
  }

  /** @param campaignId only those about this campaign */
  async list(roots: readonly string[] | null, campaignId?: string): Promise<SavedReportView[]> {
    const all = await listSaved(this.read.manager, roots, campaignId);
    const mails = await listMails(this.read.manager, all);
    return all.map((saved) => this.viewOf(saved, mails));
  }

  async remove(by: Actor, id: string): Promise<void> {
    await this.uow.run(by, async (tx) => {
      const before = await findSaved(tx.manager, id);
      if (!before) throw new Fault('NOT_FOUND', { what: 'saved report', id });
      await deleteMails(tx.manager, id);
      await deleteSaved(tx.manager, id);
      await tx.audit({ action: 'saved-report.removed', entity: 'saved-report', entityId: id, before });
    });
  }

  /** Orders what is due; each is drawn up by a job of its own, and tried again when that fails. */
  async orderDue(): Promise<void> {
    const now = wallClockAt(this.config.zone, this.clock.nowMs());
    const due: DrawOrder[] = [];
    for (const saved of await listScheduled(this.read.manager)) {
      const period = duePeriod(saved, now);
      if (period && (await this.papers.isWanted(saved, period))) due.push({ id: saved.id, ...period });
    }
    if (due.length === 0) return;
    await this.uow.run(actor, async (tx) => {
      for (const order of due) await tx.enqueue({ kind: drawJob, key: order.id, payload: order });
    });
  }

  /** Draws up one period of a kept report, unless it was done or is kept no more. */
  async drawOrdered({ id, from, to }: DrawOrder): Promise<void> {
    const saved = await findSaved(this.read.manager, id);
    if (saved && (saved.lastTo === null || saved.lastTo < to)) await this.draw(saved, { from, to });
  }

  private async draw(saved: SavedReportEntity, period: ReportPeriod): Promise<void> {
    const { id, areaCode, format } = saved;
    const report = await this.papers.draw(saved, period);
    const name = path.join(areaCode.replace(/[^A-Za-z0-9.-]/g, '-'), `${report.slug}-${id.slice(-6)}.${format}`);
    const file = path.join(this.config.dataDir, 'reports', name);
    await fs.promises.mkdir(path.dirname(file), { recursive: true });
    // Whole or not at all: somebody may be copying the folder.
    await fs.promises.writeFile(`${file}.part`, await documentFormats[format].render(report));
    await fs.promises.rename(`${file}.part`, file);
    await this.uow.run(actor, async (tx) => {
      await updateSaved(tx.manager, id, { lastTo: period.to, lastAt: tx.nowMs, lastFile: name });
      const mails = (saved.mailTo ?? []).map((address): ReportMailEntity => ({
        ...{
          id: newId(tx.nowMs),
          savedReportId: id,
          address,
          periodFrom: period.from,
          periodTo: period.to,
          file: name,
        },
        ...{ state: 'waiting', attempts: 0, detail: null, createdAt: tx.nowMs, endedAt: null },
      }));
      await insertMails(tx.manager, mails);
      for (const mail of mails) await tx.enqueue({ kind: mailJob, key: mail.id, payload: { mailId: mail.id } });
      const after = { ...period, file: name };
      await tx.audit({ action: 'saved-report.drawn', entity: 'saved-report', entityId: id, after });
    });
  }

  private checkMail({ mailTo }: Pick<SavedReportEntity, 'mailTo'>): void {
    if (mailTo && mailTo.length > 0 && this.config.smtpUrl === null) throw new Fault('MAIL_NOT_SET', {});
  }

  private viewOf(saved: SavedReportEntity, mails: readonly ReportMailEntity[]): SavedReportView {
    const today = wallClockAt(this.config.zone, this.clock.nowMs()).localDate;
    const own = mails.filter(({ savedReportId, periodTo }) => savedReportId === saved.id && periodTo === saved.lastTo);
    return {
      ...saved,
      mailTo: saved.mailTo ?? [],
      mails: own.map(({ address, state, detail }) => ({ address, state, detail })),
      next: periodBefore(saved.schedule, today),
    };
  }
}
