import { Entity } from 'typeorm';
import { BigintColumn, IdColumn } from '../../platform/database/columns';

/** A local date on which what was old went, and how much it was. */
@Entity('retention_runs')
export class RetentionRunEntity {
  @IdColumn('local_date') localDate!: string;
  @BigintColumn('at') at!: number;
  @BigintColumn('files') files!: number;
  @BigintColumn('bytes') bytes!: number;
}
