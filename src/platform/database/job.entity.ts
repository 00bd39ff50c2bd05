import { Check, Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from './columns';

export type JobState = 'queued' | 'running' | 'done' | 'failed';

/** Work that outlives the request that asked for it; leased while it runs, so a dead worker's job is taken up again. */
@Entity('jobs')
@Index('jobs_due', ['state', 'runAt'])
@Check('jobs_state', "state IN ('queued', 'running', 'done', 'failed')")
export class JobEntity {
  @IdColumn() id!: string;
  @TextColumn('kind') kind!: string;
  /** At most one waiting job per kind and key: asking twice is asking once. */
  @TextColumn('key', { nullable: true }) key!: string | null;
  @JsonColumn('payload') payload!: unknown;
  @TextColumn('state') state!: JobState;
  /** Higher first. */
  @IntegerColumn('urgency', { default: 0 }) urgency!: number;
  @BigintColumn('run_at') runAt!: number;
  @BigintColumn('lease_until', { nullable: true }) leaseUntil!: number | null;
  @IntegerColumn('attempts', { default: 0 }) attempts!: number;
  @TextColumn('last_error', { nullable: true }) lastError!: string | null;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('ended_at', { nullable: true }) endedAt!: number | null;
}
