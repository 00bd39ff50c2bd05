import type { AuditAction } from '../../contracts/http/audit-actions';
import type { EntityManager } from 'typeorm';
import { newId } from '../clock/identifiers';
import { AuditEntity } from './audit.entity';
import { JobEntity } from './job.entity';
import { OutboxEntity } from './outbox.entity';
import { sql } from './sql';
import type { Together } from './together';

/** Who acts: a user, or a named part of the system. */
export interface Actor {
  userId: string | null;
  name: string;
}

export const systemActor = (name: string): Actor => ({ userId: null, name });

export interface AuditEntry {
  action: AuditAction;
  entity: string;
  entityId: string;
  before?: unknown;
  after?: unknown;
}

export interface NewJob {
  kind: string;
  payload: unknown;
  /** While a job of this kind and key waits, the same request again adds nothing but its urgency. */
  key?: string;
  urgency?: number;
  runAt?: number;
}

/**
 * What a unit of work may do. Everything written through it is committed or undone together; events and jobs
 * recorded here are delivered after the commit, never before (design section 6).
 */
export class Transaction {
  /** True once an event or a job was recorded, so that the dispatcher is woken after the commit. */
  wakesDispatcher = false;

  constructor(
    /** For repositories only. */
    readonly manager: EntityManager,
    readonly actor: Actor,
    readonly nowMs: number,
  ) {}

  /** Records who did what, in the same transaction (X5). */
  async audit(entry: AuditEntry): Promise<void> {
    await this.manager.insert(AuditEntity, {
      id: newId(this.nowMs),
      at: this.nowMs,
      actorId: this.actor.userId,
      actorName: this.actor.name,
      action: entry.action,
      entity: entry.entity,
      entityId: entry.entityId,
      before: (entry.before ?? null) as never,
      after: (entry.after ?? null) as never,
    });
  }

  /** Records an event for every subscriber of `type`; where `together` is given, with its statements. */
  async emit(event: { type: string; payload: unknown }, together?: Together): Promise<void> {
    this.wakesDispatcher = true;
    if (together) {
      const payload = JSON.stringify(event.payload);
      const values = sql`${this.nowMs}, ${event.type}, ${payload}, 0`;
      return together.add(sql`INSERT INTO outbox (at, type, payload, attempts) VALUES (${values})`);
    }
    await this.manager.insert(OutboxEntity, {
      at: this.nowMs,
      type: event.type,
      payload: event.payload as never,
      attempts: 0,
    });
  }

  /** Records a job. */
  async enqueue(job: NewJob): Promise<void> {
    if (job.key !== undefined) {
      const waiting = await this.manager.findOne(JobEntity, {
        where: { kind: job.kind, key: job.key, state: 'queued' },
        select: { id: true, urgency: true },
      });
      const urgency = job.urgency ?? 0;
      if (waiting && waiting.urgency < urgency) await this.manager.update(JobEntity, { id: waiting.id }, { urgency });
      if (waiting) return;
    }
    await this.manager.insert(JobEntity, {
      id: newId(this.nowMs),
      kind: job.kind,
      key: job.key ?? null,
      payload: job.payload as never,
      state: 'queued',
      urgency: job.urgency ?? 0,
      runAt: job.runAt ?? this.nowMs,
      attempts: 0,
      createdAt: this.nowMs,
    });
    this.wakesDispatcher = true;
  }
}
