import { Inject, Injectable } from '@nestjs/common';
import {
  soundEvidenceSchema,
  type ComplaintFileView,
  type ComplaintView,
  type NewComplaint,
} from '../../contracts/http/complaints';
import type { ComplaintOutcome } from '../../domain/complaints/complaint';
import { Fault } from '../../domain/fault';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { letOthersRun } from '../../platform/clock/let-others-run';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AreasService } from '../areas';
import { HoldsService } from '../retention';
import type { ComplaintEntity } from './complaint.entity';
import {
  findComplaint,
  findComplaints,
  findEvidence,
  insertComplaint,
  insertEvidence,
  updateComplaint,
  type ComplaintsFilter,
} from './complaints.repository';
import { EvidenceTaker } from './evidence-taker';

/** How long the recordings are kept once a complaint was answered: somebody may come back to it. */
const keptAfterAnswerDays = 730;
const streamPage = 200;

/** The register of complaints: what was on air then is frozen when it is recorded, and its recordings are held. */
@Injectable()
export class ComplaintsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly holds: HoldsService,
    private readonly taker: EvidenceTaker,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws AREA_LEVEL_WRONG for anything but a commune or a zone. */
  async record(actor: Actor, wanted: NewComplaint): Promise<ComplaintFileView> {
    const area = this.areas.get(wanted.areaCode);
    const communeCode = area.level === 'zone' ? area.parentCode : area.level === 'commune' ? area.code : null;
    if (communeCode === null)
      throw new Fault('AREA_LEVEL_WRONG', { code: area.code, wanted: 'commune', found: area.level });
    const id = newId(this.clock.nowMs());
    await this.uow.run(actor, async (tx) => {
      const claim = { ...wanted, communeCode };
      const evidence = await this.taker.take(tx, id, claim, actor.name);
      const reason = `Phản ánh ${id}: ${wanted.place}`;
      const dates = this.taker.datesOf(claim);
      const hold = await this.holds.hold(tx, { areaCode: communeCode, ...dates, reason, complaintId: id });
      const complaint: ComplaintEntity = {
        ...{ ...wanted, id, communeCode, areaName: area.name, receivedAt: wanted.receivedAt ?? tx.nowMs },
        ...{ recordedAt: tx.nowMs, recordedBy: actor.name, state: 'open', verdict: evidence.verdict },
        ...{ outcome: null, answer: null, answeredAt: null, answeredBy: null, holdId: hold.id, revision: 1 },
      };
      await insertComplaint(tx.manager, complaint, evidence);
      const { areaCode, verdict } = complaint;
      const { evidenceHash } = evidence;
      const after = { areaCode, verdict, evidenceHash, holdId: hold.id };
      await tx.audit({ action: 'complaint.recorded', entity: 'complaint', entityId: id, after });
    });
    return this.file(id);
  }

  /** Throws NOT_FOUND. */
  async get(id: string): Promise<ComplaintView> {
    const complaint = await findComplaint(this.read.manager, id);
    if (!complaint) throw new Fault('NOT_FOUND', { what: 'complaint', id });
    return complaint;
  }

  /** A complaint with its evidence, newest first. Throws NOT_FOUND. */
  async file(id: string): Promise<ComplaintFileView> {
    const complaint = await this.get(id);
    const copies = await findEvidence(this.read.manager, id);
    return {
      complaint,
      evidence: copies.map(({ id, takenAt, takenBy, evidence, evidenceHash }) => ({
        ...{ id, takenAt, takenBy, evidenceHash },
        evidence: soundEvidenceSchema.parse(JSON.parse(evidence)),
      })),
    };
  }

  /** Takes the evidence anew: what came since is in it, and what was taken before stays. */
  async lookAgain(actor: Actor, id: string): Promise<ComplaintFileView> {
    await this.uow.run(actor, async (tx) => {
      const complaint = await this.require(tx, id);
      const evidence = await this.taker.take(tx, id, complaint, actor.name);
      await insertEvidence(tx.manager, evidence);
      const { verdict, evidenceHash } = evidence;
      if (!(await updateComplaint(tx.manager, complaint, { verdict }))) throw conflict(id);
      const before = { verdict: complaint.verdict };
      const after = { verdict, evidenceHash };
      await tx.audit({ action: 'complaint.looked-again', entity: 'complaint', entityId: id, before, after });
    });
    return this.file(id);
  }

  /** Throws STATE_FORBIDS for one that was answered, VERSION_CONFLICT for one that changed meanwhile. */
  answer(
    actor: Actor,
    id: string,
    { revision, outcome, answer }: { revision: number; outcome: ComplaintOutcome; answer: string },
  ): Promise<ComplaintView> {
    return this.change(actor, id, revision, 'answer', async (tx, complaint) => {
      const zone = this.areas.settingsOf(complaint.communeCode).timeZone;
      const until = addDays(wallClockAt(zone, tx.nowMs).localDate, keptAfterAnswerDays);
      await this.holds.limit(tx, complaint.holdId, until);
      return { state: 'answered', outcome, answer, answeredAt: tx.nowMs, answeredBy: actor.name };
    });
  }

  /** The same for one that was not answered yet. The audit trail keeps the answer that is taken back. */
  reopen(actor: Actor, id: string, { revision, reason }: { revision: number; reason: string }): Promise<ComplaintView> {
    return this.change(
      actor,
      id,
      revision,
      'reopen',
      async (tx, complaint) => {
        await this.holds.limit(tx, complaint.holdId, null);
        return { state: 'open', outcome: null, answer: null, answeredAt: null, answeredBy: null };
      },
      { reason },
    );
  }

  async list(filter: ComplaintsFilter, before: string | undefined, limit: number) {
    const found = await findComplaints(this.read.manager, filter, before, limit + 1);
    const complaints = found.slice(0, limit);
    return { complaints, next: found.length > limit ? (complaints.at(-1)?.id ?? null) : null };
  }

  /** All of them, a page at a time. */
  async *stream(filter: ComplaintsFilter): AsyncGenerator<ComplaintView[]> {
    let before: string | null | undefined;
    do {
      const page = await this.list(filter, before ?? undefined, streamPage);
      yield page.complaints;
      // SQLite answers at once: nobody else would be served before the last page.
      await letOthersRun();
      before = page.next;
    } while (before !== null);
  }

  private async change(
    actor: Actor,
    id: string,
    revision: number,
    action: 'answer' | 'reopen',
    work: (tx: Transaction, complaint: ComplaintEntity) => Promise<Partial<ComplaintEntity>>,
    said: object = {},
  ): Promise<ComplaintView> {
    await this.uow.run(actor, async (tx) => {
      const complaint = await this.require(tx, id);
      if (complaint.revision !== revision) throw conflict(id);
      const { state, outcome, answer } = complaint;
      if ((action === 'answer') !== (state === 'open'))
        throw new Fault('STATE_FORBIDS', { what: 'complaint', state, action });
      const after = await work(tx, complaint);
      if (!(await updateComplaint(tx.manager, complaint, after))) throw conflict(id);
      const word = action === 'answer' ? 'complaint.answered' : 'complaint.reopened';
      const before = { state, outcome, answer };
      await tx.audit({ action: word, entity: 'complaint', entityId: id, before, after: { ...after, ...said } });
    });
    return this.get(id);
  }

  private async require(tx: Transaction, id: string): Promise<ComplaintEntity> {
    const complaint = await findComplaint(tx.manager, id);
    if (!complaint) throw new Fault('NOT_FOUND', { what: 'complaint', id });
    return complaint;
  }
}

const conflict = (id: string): Fault<'VERSION_CONFLICT'> => new Fault('VERSION_CONFLICT', { what: 'complaint', id });
