import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { NoticeKind } from '../../domain/notifications/notice-kinds';
import { EventDispatcher, type LoaEvent } from '../../platform/events/event-dispatcher';
import { TellingService } from './telling.service';

interface PreflightFound {
  kind: Extract<NoticeKind, 'preflight-red' | 'preflight-amber'>;
  localDate: string;
  to: { userId: string; place: string; findings: number }[];
}

/** Tells what pre-flight found (S8): to each, in one sentence, of the communes that are theirs. */
@Injectable()
export class PreflightNews implements OnModuleInit {
  constructor(
    private readonly events: EventDispatcher,
    private readonly telling: TellingService,
  ) {}

  onModuleInit(): void {
    this.events.subscribe('preflight.told', (event) => this.onTold(event));
  }

  private async onTold(event: LoaEvent): Promise<void> {
    const { kind, localDate, to } = event.payload as PreflightFound;
    const nothing = { bulletinId: null, title: null };
    for (const { userId, place, findings } of to)
      await this.telling.tell(event, [userId], kind, { ...nothing, place, reason: String(findings), localDate });
  }
}
