import { Check, Entity, Index } from 'typeorm';
import type { BookingDates, RepeatControl } from '../../domain/scheduling/booking';
import { BigintColumn, IdColumn, IntegerColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

/** What the planner and the manifest must know of the item's audio; fixed while the approval stands (B2). */
export interface BookedAudio {
  language: string;
  versionId: string;
  durationMs: number;
  sha256: string;
  bytes: number;
  mime: string;
  /** Submitted and not approved yet: it holds its place until the freeze (B2). */
  awaits?: boolean;
}

/** What the item is called wherever it is shown, frozen with the approval. */
export interface BookedItem {
  title: string;
  topicCode: string;
  originAreaCode: string;
  relayed: boolean;
}

/** What a device must know of a live programme beside the recording that stands in for it; fixed when it is queued. */
export interface BookedRelay {
  url: string;
  gainDb: number;
  madeBy: string | null;
}

/** An item in the queue (design section 2). */
@Entity('bookings')
@Index('bookings_area', ['areaCode', 'state'])
@Index('bookings_ref', ['ref'])
@Index('bookings_queue', ['areaCode', 'createdAt', 'id'])
@Check('bookings_kind', "kind IN ('bulletin', 'relay', 'rendered')")
@Check('bookings_class', "class IN ('priority', 'normal')")
@Check('bookings_state', "state IN ('active', 'withdrawn')")
@Check('bookings_on_miss', "on_miss IN ('skip', 'next-slot')")
export class BookingEntity {
  @IdColumn() id!: string;
  @TextColumn('kind') kind!: 'bulletin' | 'relay' | 'rendered';
  /** Made from the request at its approval, or by an operator beside it. */
  @TextColumn('origin', { default: 'request' }) origin!: 'request' | 'operator';
  /** The bulletin, or the source of a relay. */
  @TextColumn('ref') ref!: string;
  @TextColumn('area_code') areaCode!: string;
  @JsonColumn('zones', { nullable: true }) zones!: string[] | null;
  @TextColumn('class') class!: 'priority' | 'normal';
  @JsonColumn('audio') audio!: BookedAudio[];
  @JsonColumn('item') item!: BookedItem;
  @TextColumn('topic_code', { default: '' }) topicCode!: string;
  /** The title as searches see it (B8). */
  @TextColumn('search_text', { default: '' }) searchText!: string;
  @JsonColumn('slot_ids') slotIds!: string[];
  @JsonColumn('dates') dates!: BookingDates;
  @IntegerColumn('readings') readings!: number;
  @IntegerColumn('position', { nullable: true }) position!: number | null;
  @BigintColumn('approved_at', { nullable: true }) approvedAt!: number | null;
  @BigintColumn('valid_from_at', { nullable: true }) validFromAt!: number | null;
  @BigintColumn('valid_until_at', { nullable: true }) validUntilAt!: number | null;
  @JsonColumn('repeat', { nullable: true }) repeat!: RepeatControl | null;
  @TextColumn('on_miss') onMiss!: 'skip' | 'next-slot';
  @BigintColumn('late_by_ms', { nullable: true }) lateByMs!: number | null;
  /** Relays only: from the start of the session. */
  @BigintColumn('offset_ms', { nullable: true }) offsetMs!: number | null;
  /** Relays only; their `audio` is the recording behind the source, with the relay's own length. */
  @JsonColumn('relay', { nullable: true }) relay!: BookedRelay | null;
  @TextColumn('state') state!: 'active' | 'withdrawn';
  @TextColumn('withdrawn_because', { nullable: true }) withdrawnBecause!: string | null;
  @IntegerColumn('revision') revision!: number;
  @BigintColumn('created_at') createdAt!: number;
}
