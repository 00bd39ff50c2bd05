import { Check, Entity, Index } from 'typeorm';
import type { ProfileId } from '../../domain/loudness/profile';
import type { WarningCode } from '../../domain/loudness/verdict-codes';
import {
  BigintColumn,
  BooleanColumn,
  IdColumn,
  JsonColumn,
  RealColumn,
  TextColumn,
} from '../../platform/database/columns';
import type { Loudness, Media, MediaReason, MediaState } from './media';

@Entity('media')
@Index('media_original', ['originalSha256', 'profile'])
@Index('media_master', ['masterSha256'])
@Index('media_area', ['areaCode', 'id'])
@Index('media_uploader', ['uploadedBy', 'uploadedAt'])
@Check('media_state', "state IN ('processing', 'ready', 'soft', 'refused')")
export class MediaEntity implements Media {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('uploaded_by', { nullable: true }) uploadedBy!: string | null;
  @BigintColumn('uploaded_at') uploadedAt!: number;
  @TextColumn('original_name') originalName!: string;
  @TextColumn('original_sha256') originalSha256!: string;
  @BigintColumn('original_bytes') originalBytes!: number;
  @TextColumn('profile') profile!: ProfileId;
  @TextColumn('state') state!: MediaState;
  @TextColumn('reason', { nullable: true }) reason!: MediaReason | null;
  @JsonColumn('warnings') warnings!: WarningCode[];
  @BigintColumn('declared_ms', { nullable: true }) declaredMs!: number | null;
  @BigintColumn('decoded_ms', { nullable: true }) decodedMs!: number | null;
  @BigintColumn('duration_ms', { nullable: true }) durationMs!: number | null;
  @JsonColumn('before') before!: Loudness;
  @JsonColumn('after') after!: Loudness;
  @RealColumn('gain_db', { nullable: true }) gainDb!: number | null;
  @TextColumn('master_sha256', { nullable: true }) masterSha256!: string | null;
  @BigintColumn('master_bytes', { nullable: true }) masterBytes!: number | null;
  @TextColumn('master_mime', { nullable: true }) masterMime!: string | null;
  @TextColumn('peaks_sha256', { nullable: true }) peaksSha256!: string | null;
  @TextColumn('ffmpeg_build', { nullable: true }) ffmpegBuild!: string | null;
  @TextColumn('duplicate_of', { nullable: true }) duplicateOf!: string | null;
  @TextColumn('similar_to', { nullable: true }) similarTo!: string | null;
  @BooleanColumn('attached') attached!: boolean;
  @BigintColumn('normalised_at', { nullable: true }) normalisedAt!: number | null;
  @BigintColumn('original_removed_at', { nullable: true }) originalRemovedAt!: number | null;
  @BigintColumn('master_removed_at', { nullable: true }) masterRemovedAt!: number | null;
}
