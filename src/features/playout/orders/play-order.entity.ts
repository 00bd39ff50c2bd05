import { Check, Entity, Index } from 'typeorm';
import type { Order, OrderContent, OrderKind, OrderState, SilenceTarget } from '../../../domain/playout/orders';
import { BigintColumn, BooleanColumn, IdColumn, JsonColumn, TextColumn } from '../../../platform/database/columns';

const nullable = { nullable: true };

/** A hold, stop, recall, play-now or emergency, and who gave and ended it. Never deleted: the ledger names it. */
@Entity('play_orders')
@Index('play_orders_area', ['areaCode', 'id'])
@Index('play_orders_bulletin', ['bulletinId'])
@Check('play_orders_kind', "kind IN ('hold', 'stop', 'recall', 'play-now', 'emergency')")
@Check('play_orders_state', "state IN ('waiting', 'in-force', 'ended', 'cancelled')")
export class PlayOrderEntity implements Order {
  @IdColumn() id!: string;
  @TextColumn('kind') kind!: OrderKind;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('state') state!: OrderState;
  /** What a recall takes off the air. */
  @TextColumn('bulletin_id', nullable) bulletinId!: string | null;
  @JsonColumn('content') content!: OrderContent;
  /** What was to fall silent, as it was asked; null for what plays. */
  @JsonColumn('target', nullable) target!: SilenceTarget | null;
  /** The bookings a hold has decided about in the plan, to be released with it. */
  @JsonColumn('decided') decided!: { slotOccurrenceId: string; bookingId: string }[];
  @TextColumn('reason') reason!: string;
  @BigintColumn('requested_at') requestedAt!: number;
  @TextColumn('requested_by_id', nullable) requestedById!: string | null;
  @TextColumn('requested_by') requestedBy!: string;
  @BigintColumn('from_at', nullable) fromAt!: number | null;
  @BigintColumn('until_at', nullable) untilAt!: number | null;
  @TextColumn('second_by', nullable) secondBy!: string | null;
  @BooleanColumn('broken_glass') brokenGlass!: boolean;
  @BigintColumn('ended_at', nullable) endedAt!: number | null;
  @TextColumn('ended_by', nullable) endedBy!: string | null;
}

/** Whether one device has heard of an order's beginning and end. */
@Entity('play_order_devices')
@Index('play_order_devices_device', ['deviceId'])
export class PlayOrderDeviceEntity {
  @IdColumn('order_id') orderId!: string;
  @IdColumn('device_id') deviceId!: string;
  /** When it said so; null: not yet. */
  @BigintColumn('begun_at', nullable) begunAt!: number | null;
  @BigintColumn('ended_at', nullable) endedAt!: number | null;
}
