import { CalendarLinkEntity } from './calendar-link.entity';

export { CalendarFeedService } from './calendar-feed.service';
export { CalendarLinksService } from './calendar-links.service';
export { CalendarsModule } from './calendars.module';
export const calendarEntities = [CalendarLinkEntity];
