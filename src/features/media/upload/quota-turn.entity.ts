import { Entity } from 'typeorm';
import { BigintColumn, IdColumn } from '../../../platform/database/columns';

/** One row for each person and area that has a quota, written by everything that draws on it, so that such changes follow one another. */
@Entity('upload_quota_turns')
export class QuotaTurnEntity {
  @IdColumn('key') key!: string;
  @BigintColumn('taken_at') takenAt!: number;
}
