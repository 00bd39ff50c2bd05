import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { PushSender } from '../../platform/push/push-sender';
import { loadOrCreateVapidKeys, type VapidKeys } from '../../platform/push/vapid-keys';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { AiringForecast } from './airing-forecast';
import { NOTICE_CHANNELS } from './channels';
import { DeliveryJob } from './delivery.job';
import { InboxService } from './inbox.service';
import { MailChannel } from './mail-channel';
import { BulletinNews } from './bulletin-news';
import { NoticeSettingsService } from './notice-settings.service';
import { NoticesRepository } from './notices.repository';
import { NotificationsController } from './notifications.controller';
import { PreflightNews } from './preflight-news';
import { PushChannel } from './push-channel';
import { StationNews } from './station-news';
import { SubscriptionsRepository } from './subscriptions.repository';
import { TellingService } from './telling.service';

/** How the composition root says where approved bulletins will be heard. */
export interface ForecastBinding {
  imports: NonNullable<ModuleMetadata['imports']>;
  inject: unknown[];
  create: (...parts: never[]) => AiringForecast;
}

const push: Provider = {
  provide: PushSender,
  inject: [LOA_CONFIG],
  useFactory: ({ dataDir, publicOrigin, mailFrom, pushInside }: LoaConfig) => {
    const { subject, insideToo } = { subject: contactOf(publicOrigin, mailFrom), insideToo: pushInside };
    let keys: VapidKeys | undefined;
    return new PushSender(() => (keys ??= loadOrCreateVapidKeys(dataDir)), { subject, insideToo });
  },
};

/** How a push service reaches the station's people (RFC 8292): some refuse what is neither. */
function contactOf(publicOrigin: string | null, mailFrom: string | null): string {
  if (mailFrom !== null) return `mailto:${mailFrom}`;
  return publicOrigin?.startsWith('https:') ? publicOrigin : 'mailto:loa@station.invalid';
}

/** What people are told, where they read it, and by which ways they hear of it. AccountsModule is global. */
@Module({})
export class NotificationsModule {
  static with(forecast: ForecastBinding): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [AreasModule, BulletinsModule, ...forecast.imports],
      controllers: [NotificationsController],
      providers: [
        { provide: AiringForecast, inject: forecast.inject, useFactory: forecast.create } as Provider,
        { provide: NoticesRepository, useValue: new NoticesRepository() },
        { provide: SubscriptionsRepository, useValue: new SubscriptionsRepository() },
        push,
        MailChannel,
        PushChannel,
        {
          provide: NOTICE_CHANNELS,
          inject: [MailChannel, PushChannel],
          useFactory: (...channels: [MailChannel, PushChannel]) => channels,
        },
        InboxService,
        NoticeSettingsService,
        TellingService,
        DeliveryJob,
        BulletinNews,
        StationNews,
        PreflightNews,
      ],
    };
  }
}
