import { Check, Entity, Index } from 'typeorm';
import type { ChannelName, DeliveryState } from '../../domain/notifications/notice-kinds';
import { BigintColumn, IdColumn, IntegerColumn, TextColumn } from '../../platform/database/columns';

/** One notice on its way to one place outside the inbox, and what became of it. */
@Entity('notice_deliveries')
@Index('notice_deliveries_once', ['noticeId', 'channel', 'target'], { unique: true })
@Check('notice_deliveries_channel', "channel IN ('mail', 'push')")
@Check('notice_deliveries_state', "state IN ('waiting', 'sent', 'refused', 'gone', 'failed')")
export class NoticeDeliveryEntity {
  @IdColumn() id!: string;
  @TextColumn('notice_id') noticeId!: string;
  @TextColumn('channel') channel!: ChannelName;
  /** A mail address, or the id of a push subscription. */
  @TextColumn('target') target!: string;
  @TextColumn('state') state!: DeliveryState;
  /** Tries so far. */
  @IntegerColumn('attempts') attempts!: number;
  /** The last answer of the other side. */
  @TextColumn('detail', { nullable: true }) detail!: string | null;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('ended_at', { nullable: true }) endedAt!: number | null;
}
