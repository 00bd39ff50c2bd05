import { Entity, Index } from 'typeorm';
import { BigintColumn, IdColumn, TextColumn } from '../../platform/database/columns';

/** A secret link to the calendar of a commune: of its secret only the hash is kept. */
@Entity('calendar_links')
@Index('calendar_links_token', ['tokenHash'], { unique: true })
@Index('calendar_links_user', ['userId', 'createdAt'])
export class CalendarLinkEntity {
  @IdColumn() id!: string;
  @TextColumn('user_id') userId!: string;
  @TextColumn('area_code') areaCode!: string;
  @TextColumn('token_hash') tokenHash!: string;
  @BigintColumn('created_at') createdAt!: number;
  @BigintColumn('revoked_at', { nullable: true }) revokedAt!: number | null;
}
