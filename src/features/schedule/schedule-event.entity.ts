import { Check, Entity, Index } from 'typeorm';
import type { EventDates, EventEffect } from '../../domain/scheduling/schedule-event';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

export const eventKinds = ['tet', 'holiday', 'mourning', 'disaster', 'congress', 'other'] as const;

/** A named event (T4): who granted it for what, why, and until when. It is revoked, never deleted. */
@Entity('schedule_events')
@Index('schedule_events_area', ['areaCode'])
@Check('schedule_events_kind', "kind IN ('tet', 'holiday', 'mourning', 'disaster', 'congress', 'other')")
export class ScheduleEventEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('kind') kind!: (typeof eventKinds)[number];
  @TextColumn('name') name!: string;
  @JsonColumn('dates') dates!: EventDates;
  @JsonColumn('effects') effects!: EventEffect[];
  @JsonColumn('slot_ids', { nullable: true }) slotIds!: string[] | null;
  @TextColumn('reason') reason!: string;
  @TextColumn('granted_by') grantedBy!: string;
  @BigintColumn('granted_at') grantedAt!: number;
  @TextColumn('revoked_by', { nullable: true }) revokedBy!: string | null;
  @BigintColumn('revoked_at', { nullable: true }) revokedAt!: number | null;
  @IntegerColumn('revision') revision!: number;
}
