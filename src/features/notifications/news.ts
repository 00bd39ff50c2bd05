import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { NoticeData, NoticeKind } from '../../domain/notifications/notice';
import { newId } from '../../platform/clock/identifiers';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { UsersService } from '../accounts';
import { AreasService } from '../areas';
import { BulletinsService, type WholeBulletin } from '../bulletins';
import { NoticesRepository } from './notices.repository';

const actor = systemActor('notifications');

interface VersionNews {
  bulletinId: string;
  versionId: string;
  reason?: string;
}
interface Asked extends VersionNews {
  userIds: string[];
  reminder: boolean;
}
interface PlanNews {
  areaCode: string;
  bulletinId: string | null;
  kind: Extract<NoticeKind, 'left-out' | 'carried-over' | 'unplaced' | 'decision-needed' | 'blocked'>;
  reason: string;
  localDate: string;
}

/** Turns events into notices in the inboxes of those whom they concern. Hearing an event twice tells once. */
@Injectable()
export class News implements OnModuleInit {
  constructor(
    private readonly events: EventDispatcher,
    private readonly uow: UnitOfWork,
    private readonly repository: NoticesRepository,
    private readonly bulletins: BulletinsService,
    private readonly users: UsersService,
    private readonly areas: AreasService,
  ) {}

  onModuleInit(): void {
    this.events.subscribe('approval.asked', (event) => this.onAsked(event));
    for (const [type, kind] of [
      ['bulletin.returned', 'returned'],
      ['bulletin.approved', 'approved'],
      ['bulletin.voided', 'voided'],
      ['bulletin.recalled', 'recalled'],
    ] as const) {
      this.events.subscribe(type, (event) => this.onAnswer(event, kind));
    }
    this.events.subscribe('plan.news', (event) => this.onPlanNews(event));
  }

  private async onAsked(event: LoaEvent): Promise<void> {
    const { bulletinId, userIds, reminder } = event.payload as Asked;
    const data = dataOf(await this.bulletins.find(bulletinId));
    await this.tell(event, userIds, reminder ? 'approval-reminder' : 'approval-asked', data);
  }

  /** Those who wrote it and sent it hear what became of it. */
  private async onAnswer(event: LoaEvent, kind: NoticeKind): Promise<void> {
    const { bulletinId, versionId, reason } = event.payload as VersionNews;
    const bulletin = await this.bulletins.find(bulletinId);
    await this.tell(event, sendersOf(bulletin, versionId), kind, { ...dataOf(bulletin), reason: reason ?? null });
  }

  private async onPlanNews(event: LoaEvent): Promise<void> {
    const { areaCode, bulletinId, kind, reason, localDate } = event.payload as PlanNews;
    const bulletin = bulletinId === null ? null : await this.bulletins.find(bulletinId);
    const operators = await this.users.holding('operator', this.areas.ancestorsOf(areaCode).slice(0, -1));
    const senders = bulletin ? sendersOf(bulletin) : [];
    await this.tell(event, [...operators, ...senders], kind, { ...dataOf(bulletin), reason, localDate });
  }

  private async tell(event: LoaEvent, userIds: readonly string[], kind: NoticeKind, data: NoticeData): Promise<void> {
    await this.uow.run(actor, (tx) =>
      this.repository.add(
        tx.manager,
        [...new Set(userIds)].map((userId) => {
          return { id: newId(tx.nowMs), userId, event: event.sequence, at: tx.nowMs, kind, data, readAt: null };
        }),
      ),
    );
  }
}

function sendersOf(bulletin: WholeBulletin, versionId?: string): string[] {
  const versions = bulletin.versions.filter((one) => versionId === undefined || one.id === versionId);
  return [bulletin.createdBy, ...versions.map((one) => one.submittedBy)].filter((id) => id !== null);
}

function dataOf(bulletin: WholeBulletin | null): NoticeData {
  return { bulletinId: bulletin?.id ?? null, title: bulletin?.title ?? null, reason: null, localDate: null };
}
