import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** One browser of one user. */
@Entity('push_subscriptions')
@Index('push_subscriptions_user', ['userId'])
export class PushSubscriptionEntity {
  /** A digest of the endpoint: a browser that subscribes again, for whomever, is one. */
  @IdColumn() id!: string;
  @TextColumn('user_id') userId!: string;
  @TextColumn('endpoint') endpoint!: string;
  @TextColumn('p256dh') p256dh!: string;
  @TextColumn('auth') auth!: string;
  @BigintColumn('created_at') createdAt!: number;
}
