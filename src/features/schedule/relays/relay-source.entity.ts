import { Entity, Index } from 'typeorm';
import type { MeasureFault } from '../../../domain/scheduling/relay-measuring';
import {
  BigintColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  RealColumn,
  TextColumn,
} from '../../../platform/database/columns';

/** The recording that is heard when the source is not (P1). */
export interface RelayFallback {
  mediaId: string;
  durationMs: number;
  sha256: string;
  bytes: number;
  mime: string;
}

/**
 * A live programme that may be relayed in an area and below. What is heard of it never changes: an approval in advance stands for this
 * address and this recording (B2); another address is another source.
 */
@Entity('relay_sources')
@Index('relay_sources_area', ['areaCode', 'createdAt'])
export class RelaySourceEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('name') name!: string;
  @TextColumn('topic_code') topicCode!: string;
  @TextColumn('language') language!: string;
  @TextColumn('url') url!: string;
  @RealColumn('gain_db') gainDb!: number;
  /** When the gain was last measured; null: nobody has. */
  @BigintColumn('measured_at', { nullable: true }) measuredAt!: number | null;
  /** When the station listened to it last, and why that told nothing. */
  @BigintColumn('measure_tried_at', { nullable: true }) measureTriedAt!: number | null;
  @TextColumn('measure_fault', { nullable: true }) measureFault!: MeasureFault | null;
  @JsonColumn('fallback') fallback!: RelayFallback;
  @IntegerColumn('revision') revision!: number;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('retired_at', { nullable: true }) retiredAt!: number | null;
}
