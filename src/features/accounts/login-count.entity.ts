import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, IntegerColumn } from '../../platform/database/columns';

/** Wrong passwords in one pause, of an account, of an address, or of the pair. */
@Entity('login_counts')
@Index('login_counts_end', ['endsAt'])
export class LoginCountEntity {
  /** A digest: whatever is typed into the name's field is not kept. */
  @IdColumn('key') key!: string;
  @IntegerColumn('attempts') attempts!: number;
  /** The instant from which the count starts anew. */
  @BigintColumn('ends_at') endsAt!: number;
}
