import { Check, Entity, Index } from 'typeorm';
import type { ReportMailState } from '../../contracts/http/saved-reports';
import { BigintColumn, IdColumn, IntegerColumn, TextColumn } from '../../platform/database/columns';

/** One period of a kept report on its way to one address, and what became of it. */
@Entity('report_mails')
@Index('report_mails_once', ['savedReportId', 'periodTo', 'address'], { unique: true })
@Check('report_mails_state', "state IN ('waiting', 'sent', 'refused', 'failed')")
export class ReportMailEntity {
  @IdColumn() id!: string;
  @TextColumn('saved_report_id') savedReportId!: string;
  @TextColumn('address') address!: string;
  @TextColumn('period_from') periodFrom!: string;
  @TextColumn('period_to') periodTo!: string;
  /** Where the report lies, in the folder `reports`. */
  @TextColumn('file') file!: string;
  @TextColumn('state') state!: ReportMailState;
  /** Tries so far. */
  @IntegerColumn('attempts') attempts!: number;
  /** The last answer of the other side. */
  @TextColumn('detail', { nullable: true }) detail!: string | null;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('ended_at', { nullable: true }) endedAt!: number | null;
}
