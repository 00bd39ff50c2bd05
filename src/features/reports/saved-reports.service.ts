import fs from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { SavedReportView } from '../../contracts/http/saved-reports';
import { Fault } from '../../domain/fault';
import { duePeriod, periodBefore } from '../../domain/reports/saved';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor, type Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { documentFormats } from '../../platform/documents/document-file';
import { AirtimeService } from '../airtime';
import { ReportsService } from './reports.service';
import type { SavedReportEntity } from './saved-report.entity';
import { deleteSaved, findSaved, insertSaved, listSaved, listScheduled, updateSaved } from './saved-reports.repository';

const actor = systemActor('reports');
export const drawJob = 'report.draw';

/** Reports that are kept, and drawn up each week or month into the folder `reports` of the station. */
@Injectable()
export class SavedReportsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly reports: ReportsService,
    private readonly airtime: AirtimeService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'zone' | 'dataDir'>,
  ) {}

  async create(
    by: Actor,
    wanted: Pick<SavedReportEntity, 'areaCode' | 'name' | 'kind' | 'format' | 'schedule'>,
  ): Promise<SavedReportView> {
    const saved = await this.uow.run(by, async (tx) => {
      const made: SavedReportEntity = {
        ...{ ...wanted, id: newId(tx.nowMs), createdAt: tx.nowMs, createdBy: by.name },
        ...{ lastTo: null, lastAt: null, lastFile: null },
      };
      await insertSaved(tx.manager, made);
      await tx.audit({ action: 'saved-report.created', entity: 'saved-report', entityId: made.id, after: wanted });
      return made;
    });
    return this.viewOf(saved);
  }

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<SavedReportView> {
    const saved = await findSaved(this.read.manager, id);
    if (!saved) throw new Fault('NOT_FOUND', { what: 'saved report', id });
    return this.viewOf(saved);
  }

  async list(roots: readonly string[] | null): Promise<SavedReportView[]> {
    return (await listSaved(this.read.manager, roots)).map((saved) => this.viewOf(saved));
  }

  async remove(by: Actor, id: string): Promise<void> {
    await this.uow.run(by, async (tx) => {
      const before = await findSaved(tx.manager, id);
      if (!before) throw new Fault('NOT_FOUND', { what: 'saved report', id });
      await deleteSaved(tx.manager, id);
      await tx.audit({ action: 'saved-report.removed', entity: 'saved-report', entityId: id, before });
    });
  }

  /** Orders what is due; each is drawn up by a job of its own, and tried again when that fails. */
  async orderDue(): Promise<void> {
    const now = wallClockAt(this.config.zone, this.clock.nowMs());
    const due = (await listScheduled(this.read.manager)).flatMap((saved) => {
      const period = duePeriod(saved, now);
      return period ? [{ id: saved.id, ...period }] : [];
    });
    if (due.length === 0) return;
    await this.uow.run(actor, async (tx) => {
      for (const order of due) await tx.enqueue({ kind: drawJob, key: order.id, payload: order });
    });
  }

  /** Draws up one period of a kept report, unless it was done or is kept no more. */
  async drawOrdered({ id, from, to }: { id: string; from: string; to: string }): Promise<void> {
    const saved = await findSaved(this.read.manager, id);
    if (saved && (saved.lastTo === null || saved.lastTo < to)) await this.draw(saved, { from, to });
  }

  private async draw(saved: SavedReportEntity, period: { from: string; to: string }): Promise<void> {
    const { id, areaCode: area, kind, format } = saved;
    const report = await this.reports.draw({ kind, area, ...period }, this.airtime.communesOf(area));
    const name = path.join(area.replace(/[^A-Za-z0-9.-]/g, '-'), `${report.slug}-${id.slice(-6)}.${format}`);
    const file = path.join(this.config.dataDir, 'reports', name);
    await fs.promises.mkdir(path.dirname(file), { recursive: true });
    // Whole or not at all: somebody may be copying the folder.
    await fs.promises.writeFile(`${file}.part`, await documentFormats[format].render(report));
    await fs.promises.rename(`${file}.part`, file);
    await this.uow.run(actor, async (tx) => {
      await updateSaved(tx.manager, id, { lastTo: period.to, lastAt: tx.nowMs, lastFile: name });
      const after = { ...period, file: name };
      await tx.audit({ action: 'saved-report.drawn', entity: 'saved-report', entityId: id, after });
    });
  }

  private viewOf(saved: SavedReportEntity): SavedReportView {
    const today = wallClockAt(this.config.zone, this.clock.nowMs()).localDate;
    return { ...saved, next: periodBefore(saved.schedule, today) };
  }
}
