import { Controller, Inject } from '@nestjs/common';
import { eventsRoutes } from '../../contracts/http/events';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { datesOfEvent } from '../../domain/scheduling/schedule-event';
import { addDays } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { AreasService } from '../areas';
import { EventsService } from './events.service';
import type { ScheduleEventEntity } from './schedule-event.entity';
import { conflictView } from './slot-views';

type Routes = typeof eventsRoutes;
type EventView = ResponseOf<Routes['revoke']>;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

/** Named events. */
@Controller()
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly areas: AreasService,
    private readonly access: AccessService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Endpoint(eventsRoutes.declare)
  @Allow('exception.grant', codeOf)
  async declare(
    @Input() { params, body: { dryRun, ...wanted } }: InputOf<Routes['declare']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['declare']>> {
    const { event, conflicts, saved } = await this.events.declare(actorOf(user), params.code, wanted, dryRun);
    return { event: this.view(event), conflicts: conflicts.map(conflictView), saved };
  }

  @Endpoint(eventsRoutes.list)
  @Allow('schedule.read', codeOf)
  async list(@Input() { params }: InputOf<Routes['list']>): Promise<ResponseOf<Routes['list']>> {
    return { events: (await this.events.listFor(params.code)).map((event) => this.view(event)) };
  }

  @Endpoint(eventsRoutes.revoke)
  @Allow('exception.grant')
  async revoke(
    @Input() { params, body }: InputOf<Routes['revoke']>,
    @CurrentUser() user: Principal,
  ): Promise<EventView> {
    const { areaCode } = await this.events.get(params.id);
    await this.access.require(user, 'exception.grant', areaCode, { what: 'event', id: params.id });
    return this.view(await this.events.revoke(actorOf(user), params.id, body.revision));
  }

  private view(event: ScheduleEventEntity): EventView {
    const { effects, slotIds, dates } = event;
    const today = wallClockAt(this.areas.settingsOf(event.areaCode).timeZone, this.clock.nowMs()).localDate;
    return {
      ...event,
      dates: dates.kind === 'dates' ? dates : { ...dates },
      effects: effects.map((effect) =>
        effect.kind === 'exclude'
          ? { kind: 'exclude', sounds: [...effect.sounds], topicCodes: [...effect.topicCodes] }
          : { ...effect },
      ),
      slotIds: slotIds === null ? null : [...slotIds],
      days: datesOfEvent(event, { from: today, to: addDays(today, 400) }).slice(0, 100),
    };
  }
}
