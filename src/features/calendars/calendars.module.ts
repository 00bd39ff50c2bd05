import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { ScheduleModule } from '../schedule';
import { CalendarFeedService } from './calendar-feed.service';
import { CalendarLinksService } from './calendar-links.service';
import { CalendarsController } from './calendars.controller';

/** What communes air, for calendars of other programs. AccountsModule is global. */
@Module({
  imports: [AreasModule, ScheduleModule],
  controllers: [CalendarsController],
  providers: [CalendarLinksService, CalendarFeedService],
})
export class CalendarsModule {}
