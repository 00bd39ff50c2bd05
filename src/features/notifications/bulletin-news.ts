import { Injectable, type OnModuleInit } from '@nestjs/common';
import { remarkOf } from '../../contracts/http/media';
import { Fault } from '../../domain/fault';
import type { NoticeData, NoticeKind } from '../../domain/notifications/notice-kinds';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { UsersService } from '../accounts';
import { AreasService } from '../areas';
import { BulletinsService, type WholeBulletin } from '../bulletins';
import { AiringForecast } from './airing-forecast';
import { TellingService } from './telling.service';

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
  /** Of what is queued; a bulletin or a relay. */
  bulletinId: string | null;
  title?: string | null;
  kind: Extract<NoticeKind, 'left-out' | 'carried-over' | 'unplaced' | 'decision-needed' | 'blocked'>;
  reason: string;
  localDate: string;
}

/** Tells what becomes of bulletins: to those who are asked, those who sent them, and those who plan. */
@Injectable()
export class BulletinNews implements OnModuleInit {
  constructor(
    private readonly events: EventDispatcher,
    private readonly telling: TellingService,
    private readonly bulletins: BulletinsService,
    private readonly users: UsersService,
    private readonly areas: AreasService,
    private readonly forecast: AiringForecast,
  ) {}

  onModuleInit(): void {
    this.events.subscribe('approval.asked', (event) => this.onAsked(event));
    this.events.subscribe('bulletin.approved', (event) => this.onApproved(event));
    this.events.subscribe('bulletin.refused', (event) => this.onRefused(event));
    for (const [type, kind] of [
      ['bulletin.returned', 'returned'],
      ['bulletin.voided', 'voided'],
      ['bulletin.recalled', 'recalled'],
    ] as const) {
      this.events.subscribe(type, (event) => this.onAnswer(event, kind));
    }
    this.events.subscribe('plan.news', (event) => this.onPlanNews(event));
  }

  private async onAsked(event: LoaEvent): Promise<void> {
    const { bulletinId, versionId, userIds, reminder } = event.payload as Asked;
    const data = { ...dataOf(await this.bulletins.find(bulletinId)), versionId };
    await this.telling.tell(event, userIds, reminder ? 'approval-reminder' : 'approval-asked', data);
  }

  /** Those who wrote it and sent it hear what became of it. */
  private async onAnswer(event: LoaEvent, kind: NoticeKind, more: Partial<NoticeData> = {}): Promise<void> {
    const { bulletinId, versionId, reason = null } = event.payload as VersionNews;
    const bulletin = await this.bulletins.find(bulletinId);
    await this.telling.tell(event, sendersOf(bulletin, versionId), kind, { ...dataOf(bulletin), reason, ...more });
  }

  private async onApproved(event: LoaEvent): Promise<void> {
    const next = await this.forecast.nextAiring((event.payload as VersionNews).versionId);
    await this.onAnswer(event, 'approved', next);
  }

  private async onRefused(event: LoaEvent): Promise<void> {
    const { reason } = event.payload as VersionNews;
    const remark = reason === undefined ? undefined : remarkOf(reason);
    await this.onAnswer(event, 'refused', remark && { reason: remark.vi, reasonEn: remark.en });
  }

  private async onPlanNews(event: LoaEvent): Promise<void> {
    const { areaCode, bulletinId, title = null, kind, reason, localDate } = event.payload as PlanNews;
    const bulletin = bulletinId === null ? null : await this.bulletinOrOther(bulletinId);
    const operators = await this.users.holding('operator', this.areas.ancestorsOf(areaCode).slice(0, -1));
    const senders = bulletin ? sendersOf(bulletin) : [];
    const about = bulletin ? dataOf(bulletin) : { ...dataOf(null), title };
    const data = { ...about, reason, localDate, place: this.areas.find(areaCode)?.name ?? areaCode };
    await this.telling.tell(event, [...operators, ...senders], kind, data);
  }

  /** null for what is queued and no bulletin, such as a relay. */
  private async bulletinOrOther(id: string): Promise<WholeBulletin | null> {
    try {
      return await this.bulletins.find(id);
    } catch (error) {
      if (error instanceof Fault && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }
}

function sendersOf(bulletin: WholeBulletin, versionId?: string): string[] {
  const versions = bulletin.versions.filter((one) => versionId === undefined || one.id === versionId);
  return [bulletin.createdBy, ...versions.map((one) => one.submittedBy)].filter((id) => id !== null);
}

function dataOf(bulletin: WholeBulletin | null): NoticeData {
  return { bulletinId: bulletin?.id ?? null, title: bulletin?.title ?? null, reason: null, localDate: null };
}
