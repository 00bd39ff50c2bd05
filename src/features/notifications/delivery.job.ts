import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobRunner } from '../../platform/jobs/job-runner';
import { NOTICE_CHANNELS, type NoticeChannel } from './channels';
import type { NoticeDeliveryEntity } from './notice-delivery.entity';
import { defaultSettings } from './notice-settings.entity';
import { NoticesRepository } from './notices.repository';

export const deliveryJob = 'notice.deliver';

const actor = systemActor('notifications');
/** With the runner's growing pauses: for about an hour and a half. */
export const maxAttempts = 25;
const detailLength = 500;

interface Payload {
  deliveryId: string;
}

/**
 * Brings a notice to one place outside the inbox. What ended is not sent again; only a process that dies between the other side's
 * answer and its row sends twice, under the same id.
 */
@Injectable()
export class DeliveryJob implements OnModuleInit {
  constructor(
    private readonly jobs: JobRunner,
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: NoticesRepository,
    @Inject(NOTICE_CHANNELS) private readonly channels: readonly NoticeChannel[],
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'stationName' | 'publicOrigin'>,
  ) {}

  onModuleInit(): void {
    this.jobs.register(deliveryJob, {
      ...{ concurrency: 4, maxAttempts },
      run: (payload) => this.run((payload as Payload).deliveryId),
      onGivenUp: (payload) => this.save((payload as Payload).deliveryId, { state: 'failed' }),
    });
  }

  private async run(deliveryId: string): Promise<void> {
    const delivery = await this.repository.delivery(this.read.manager, deliveryId);
    if (delivery?.state !== 'waiting') return;
    const attempts = delivery.attempts + 1;
    try {
      await this.save(deliveryId, { attempts, ...(await this.deliver(delivery)) });
    } catch (error) {
      await this.save(deliveryId, { attempts, detail: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  private async deliver({ id, noticeId, channel: name, target }: NoticeDeliveryEntity) {
    const { manager } = this.read;
    const notice = await this.repository.find(manager, noticeId);
    const channel = this.channels.find((one) => one.name === name);
    if (!notice || !channel) return { state: 'failed' as const, detail: 'nothing to send, or no way to' };
    const [settings = defaultSettings] = await this.repository.settings(manager, [notice.userId]);
    const { stationName, publicOrigin: origin } = this.config;
    const { kind, data } = notice;
    return channel.deliver(id, target, { kind, data, language: settings.language, stationName, origin });
  }

  private async save(id: string, { detail, ...change }: Partial<NoticeDeliveryEntity>): Promise<void> {
    await this.uow.run(actor, (tx) =>
      this.repository.saveDelivery(tx.manager, id, {
        ...change,
        ...(change.state ? { endedAt: tx.nowMs } : {}),
        ...(detail ? { detail: detail.slice(0, detailLength) } : {}),
      }),
    );
  }
}
