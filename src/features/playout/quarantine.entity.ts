import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A row that could not be booked, kept with its bytes and the reason (L3). Append-only. */
@Entity('ledger_quarantine')
@Index('ledger_quarantine_device', ['deviceId', 'receivedAt'])
export class QuarantineEntity {
  /** Hash of the device and the envelope: the same bad row sent again is kept once. */
  @IdColumn() id!: string;
  @BigintColumn('received_at') receivedAt!: number;
  @TextColumn('device_id') deviceId!: string;
  @TextColumn('boot') boot!: string;
  @BigintColumn('sequence') sequence!: number;
  @TextColumn('reason') reason!: string;
  /** What exactly was wrong, for a technician. */
  @TextColumn('detail') detail!: string;
  /** The envelope as JSON text, its bytes inside: nothing of what came is lost. */
  @TextColumn('envelope') envelope!: string;
}
