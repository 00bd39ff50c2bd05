import { Controller, StreamableFile } from '@nestjs/common';
import { calendarsRoutes, type CalendarLinkView } from '../../contracts/http/calendars';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser, Public, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { CalendarFeedService } from './calendar-feed.service';
import { CalendarLinksService } from './calendar-links.service';

type Routes = typeof calendarsRoutes;

/** Calendars for other programs. The secret travels in the query, which no log keeps. */
@Controller()
export class CalendarsController {
  constructor(
    private readonly links: CalendarLinksService,
    private readonly feeds: CalendarFeedService,
  ) {}

  @Endpoint(calendarsRoutes.createLink)
  @Allow('schedule.read', ({ params }: InputOf<Routes['createLink']>) => params.code)
  async createLink(
    @Input() { params }: InputOf<Routes['createLink']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['createLink']>> {
    const { link, secret } = await this.links.create(user, params.code);
    return { ...link, path: `/api/calendar.ics?key=${encodeURIComponent(secret)}` };
  }

  @Endpoint(calendarsRoutes.listLinks)
  @SignedIn()
  async listLinks(
    @Input() _input: InputOf<Routes['listLinks']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['listLinks']>> {
    return { links: await this.links.list(user) };
  }

  @Endpoint(calendarsRoutes.revokeLink)
  @SignedIn()
  revokeLink(
    @Input() { params }: InputOf<Routes['revokeLink']>,
    @CurrentUser() user: Principal,
  ): Promise<CalendarLinkView> {
    return this.links.revoke(user, params.id);
  }

  @Endpoint(calendarsRoutes.feed)
  @Public()
  async feed(@Input() { query }: InputOf<Routes['feed']>): Promise<StreamableFile> {
    const calendar = await this.feeds.calendarOf(await this.links.open(query.key));
    const disposition = 'inline; filename="loa.ics"';
    return new StreamableFile(Buffer.from(calendar), { type: 'text/calendar; charset=utf-8', disposition });
  }
}
