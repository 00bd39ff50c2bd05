import { Check, Entity } from 'typeorm';
import type { NoticeKind } from '../../domain/notifications/notice-kinds';
import type { NoticeLanguage } from '../../domain/notifications/message';
import { BigintColumn, BooleanColumn, IdColumn, JsonColumn, TextColumn } from '../../platform/database/columns';

/** In which language and by which ways one user wants to be told; without a row what `defaultSettings` says. */
@Entity('notice_settings')
@Check('notice_settings_language', "language IN ('vi', 'en')")
export class NoticeSettingsEntity {
  @IdColumn('user_id') userId!: string;
  @TextColumn('language') language!: NoticeLanguage;
  @TextColumn('email', { nullable: true }) email!: string | null;
  @BooleanColumn('mail') mail!: boolean;
  @BooleanColumn('push') push!: boolean;
  /** Kinds that stay in the inbox. */
  @JsonColumn('inbox_only') inboxOnly!: NoticeKind[];
  @BigintColumn('updated_at') updatedAt!: number;
}

export type NoticeSettings = Omit<NoticeSettingsEntity, 'userId' | 'updatedAt'>;

/** Push rings on the devices that asked for it, mail needs an address first. */
export const defaultSettings: NoticeSettings = {
  language: 'vi',
  email: null,
  mail: false,
  push: true,
  inboxOnly: [],
};
