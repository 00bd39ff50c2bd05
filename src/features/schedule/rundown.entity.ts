import { Entity, Index } from 'typeorm';
import type { Rundown } from '../../domain/scheduling/rundown';
import {
  BigintColumn,
  BooleanColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../platform/database/columns';

/** What manifest and ledger must know of a planned item, whatever becomes of its bulletin later (L2). */
export interface PlannedAudio {
  kind: 'bulletin' | 'chime' | 'relay';
  title: string;
  topicCode: string | null;
  originAreaCode: string;
  relayed: boolean;
  sha256: string;
  bytes: number;
  mime: string;
  validFrom: number | null;
  validUntil: number | null;
  /** Of a relay; the recording is what stands in for it. */
  relay?: { url: string; gainDb: number };
}

/** What lists of rundowns show. */
export interface RundownSummary {
  items: number;
  /** Without chimes. */
  bulletins: number;
  awaiting: number;
  held: number;
  leftOut: number;
  /** From the first sample to the last, milliseconds. */
  lengthMs: number;
  notes: string[];
}

/** Who changed a frozen rundown, and why. */
export interface Override {
  version: number;
  reason: string;
  byName: string;
  at: number;
}

/** What a programme area airs in one slot occurrence, as last planned; versions count its changes up. */
@Entity('rundowns')
@Index('rundowns_area_start', ['areaCode', 'startAt'])
@Index('rundowns_day', ['localDate', 'areaCode', 'startAt'])
@Index('rundowns_slot', ['areaCode', 'slotId', 'startAt'])
@Index('rundowns_freeze', ['frozen', 'freezeAt'])
export class RundownEntity {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('slot_id') slotId!: string;
  @TextColumn('slot_occurrence_id') slotOccurrenceId!: string;
  @TextColumn('local_date') localDate!: string;
  @BigintColumn('start_at') startAt!: number;
  @BigintColumn('end_at') endAt!: number;
  @BigintColumn('freeze_at') freezeAt!: number;
  @BooleanColumn('frozen') frozen!: boolean;
  @IntegerColumn('version') version!: number;
  @JsonColumn('body') body!: Rundown;
  /** By airing key: the recording as it was when it was planned. */
  @JsonColumn('audio') audio!: Record<string, PlannedAudio>;
  /** Airing keys of items that lost their approval after the freeze (B2, B7): no device gets them, the plan stays as it was. */
  @JsonColumn('withdrawn') withdrawn!: string[];
  /** The figures of lists, so that they need not read the whole; null in rows older than this column. */
  @JsonColumn('summary', { nullable: true }) summary!: RundownSummary | null;
  /** Titles as searches see them (B8). */
  @TextColumn('search_text', { default: '' }) searchText!: string;
  /** Topic codes, each between bars. */
  @TextColumn('topics', { default: '' }) topics!: string;
  /** The last override after the freeze (S5). */
  @JsonColumn('overridden', { nullable: true }) overridden!: Override | null;
  @BigintColumn('planned_at') plannedAt!: number;
}
