import { Check, Entity, Index } from 'typeorm';
import type { ReportFormat } from '../../contracts/http/reports';
import type { SavedReportKind } from '../../contracts/http/saved-reports';
import type { ReportSchedule } from '../../domain/reports/saved';
import { BigintColumn, IdColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

const nullable = { nullable: true };

/** A report of an area that is kept, and drawn up by itself each week or month. */
@Entity('saved_reports')
@Index('saved_reports_area', ['areaCode', 'id'])
@Check('saved_reports_schedule', "schedule IN ('by-hand', 'weekly', 'monthly')")
export class SavedReportEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('name') name!: string;
  @TextColumn('kind') kind!: SavedReportKind;
  /** The campaign it is about; null for every other kind. */
  @TextColumn('campaign_id', nullable) campaignId!: string | null;
  @TextColumn('format') format!: ReportFormat;
  @TextColumn('schedule') schedule!: ReportSchedule;
  /** Addresses it goes to when it was drawn up by itself; null: to none. */
  @JsonColumn('mail_to', nullable) mailTo!: string[] | null;
  @BigintColumn('created_at') createdAt!: number;
  @TextColumn('created_by') createdBy!: string;
  /** Last day of the period that was drawn up last, and where it lies. */
  @TextColumn('last_to', nullable) lastTo!: string | null;
  @BigintColumn('last_at', nullable) lastAt!: number | null;
  @TextColumn('last_file', nullable) lastFile!: string | null;
}
