import { NoticeEntity } from './notice.entity';

export { NotificationsModule } from './notifications.module';

export const notificationEntities = [NoticeEntity];
