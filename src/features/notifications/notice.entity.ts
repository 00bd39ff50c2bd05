import { Entity, Index } from 'typeorm';
import type { NoticeData, NoticeKind } from '../../domain/notifications/notice-kinds';
import { BigintColumn, IdColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

/** One thing one user was told. */
@Entity('notices')
@Index('notices_user', ['userId', 'id'])
@Index('notices_event', ['event', 'userId'], { unique: true })
export class NoticeEntity {
  @IdColumn() id!: string;
  @TextColumn('user_id') userId!: string;
  /** Sequence of the event that tells of it: hearing it twice tells once. */
  @BigintColumn('event') event!: number;
  @BigintColumn('at') at!: number;
  @TextColumn('kind') kind!: NoticeKind;
  @JsonColumn('data') data!: NoticeData;
  @BigintColumn('read_at', { nullable: true }) readAt!: number | null;
}
