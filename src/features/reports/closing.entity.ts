import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A month that a reviewer signed for an area: the report as it was then. Append-only. */
@Entity('report_closings')
@Index('report_closings_once', ['areaCode', 'month'], { unique: true })
export class ClosingEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('area_name') areaName!: string;
  /** `YYYY-MM` of local dates. */
  @TextColumn('month') month!: string;
  @BigintColumn('closed_at') closedAt!: number;
  @TextColumn('closed_by') closedBy!: string;
  @TextColumn('note') note!: string;
  /** The last row the report counts; what came later is an adjustment. */
  @BigintColumn('last_number') lastNumber!: number;
  @TextColumn('seal_root') sealRoot!: string;
  /** The report as JSON text, byte for byte as it was signed. */
  @TextColumn('report') report!: string;
  /** SHA-256 of `report`. */
  @TextColumn('report_hash') reportHash!: string;
}
