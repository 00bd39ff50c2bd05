import { Entity } from 'typeorm';
import { BigintColumn, IdColumn } from '../../platform/database/columns';

/** A planned recording that the store has lost; no device is told to play it until it is back (S8). */
@Entity('lost_recordings')
export class LostRecordingEntity {
  @IdColumn('sha256') sha256!: string;
  @BigintColumn('lost_at') lostAt!: number;
}
