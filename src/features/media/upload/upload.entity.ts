import { Entity, Index } from 'typeorm';
import type { ProfileId } from '../../../domain/loudness/profile';
import { BigintColumn, IdColumn, IntegerColumn, TextColumn } from '../../../platform/database/columns';
import type { Upload } from './upload';

@Entity('uploads')
@Index('uploads_touched', ['touchedAt'])
export class UploadEntity implements Upload {
  @IdColumn() id!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('uploaded_by') uploadedBy!: string;
  @TextColumn('uploaded_by_name') uploadedByName!: string;
  @TextColumn('original_name') originalName!: string;
  @TextColumn('profile') profile!: ProfileId;
  @IntegerColumn('urgency') urgency!: number;
  @BigintColumn('bytes') bytes!: number;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('touched_at') touchedAt!: number;
  @TextColumn('sha256', { nullable: true }) sha256!: string | null;
  @TextColumn('media_id', { nullable: true }) mediaId!: string | null;
}
