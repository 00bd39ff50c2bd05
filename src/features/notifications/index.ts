import { NoticeDeliveryEntity } from './notice-delivery.entity';
import { NoticeSettingsEntity } from './notice-settings.entity';
import { NoticeEntity } from './notice.entity';
import { PushSubscriptionEntity } from './push-subscription.entity';

export { AiringForecast } from './airing-forecast';
export { NotificationsModule } from './notifications.module';

export const notificationEntities = [NoticeEntity, NoticeDeliveryEntity, NoticeSettingsEntity, PushSubscriptionEntity];
