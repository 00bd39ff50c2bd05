import { Entity, Index } from 'typeorm';
import type { Hold } from '../../domain/retention/hold';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

const nullable = { nullable: true };

/** What must not be removed by age, why, and until when. Never deleted. */
@Entity('retention_holds')
@Index('retention_holds_area', ['areaCode', 'id'])
export class HoldEntity implements Hold {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('bulletin_id', nullable) bulletinId!: string | null;
  @TextColumn('from_date', nullable) fromDate!: string | null;
  @TextColumn('to_date', nullable) toDate!: string | null;
  @TextColumn('reason') reason!: string;
  @TextColumn('complaint_id', nullable) complaintId!: string | null;
  @BigintColumn('held_at') heldAt!: number;
  @TextColumn('held_by') heldBy!: string;
  @TextColumn('until_date', nullable) untilDate!: string | null;
  @BigintColumn('released_at', nullable) releasedAt!: number | null;
  @TextColumn('released_by', nullable) releasedBy!: string | null;
}
