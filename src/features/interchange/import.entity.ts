import { Entity } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A bulletin that was taken in from another system, by that system's id. */
@Entity('interchange_imports')
export class InterchangeImportEntity {
  @IdColumn('sender') sender!: string;
  @IdColumn('foreign_id') foreignId!: string;
  @TextColumn('bulletin_id') bulletinId!: string;
  @BigintColumn('taken_at') takenAt!: number;
}
