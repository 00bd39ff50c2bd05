import { Entity } from 'typeorm';
import type { MasterForm, ProfileId } from '../../../domain/loudness/profile';
import { BigintColumn, IdColumn, JsonColumn, TextColumn } from '../../../platform/database/columns';
import type { Loudness } from '../media';
import type { Rendition } from './rendition';

@Entity('media_renditions')
export class RenditionEntity implements Rendition {
  @IdColumn('original_sha256') originalSha256!: string;
  @IdColumn('profile') profile!: ProfileId;
  @IdColumn('form') form!: MasterForm;
  @TextColumn('sha256') sha256!: string;
  @BigintColumn('bytes') bytes!: number;
  @TextColumn('mime') mime!: string;
  @JsonColumn('after') after!: Loudness;
  @TextColumn('ffmpeg_build') ffmpegBuild!: string;
  @BigintColumn('made_at') madeAt!: number;
}
