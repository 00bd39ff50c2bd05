import { Entity } from 'typeorm';
import { BigintColumn, IdColumn } from '../../platform/database/columns';

/** One row: where the ledger stands. Writers on PostgreSQL take the table's lock, so that numbers follow the order of commits. */
@Entity('ledger_state')
export class LedgerStateEntity {
  @IdColumn() id!: string;
  /** Rows ever received. */
  @BigintColumn('received') received!: number;
  /** Occurrences that began before this were taken into account; epoch milliseconds. */
  @BigintColumn('planned_until') plannedUntil!: number;
}
