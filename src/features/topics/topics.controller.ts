import { Controller, UploadedFile } from '@nestjs/common';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import { type TopicImportReport, topicsRoutes, type TopicView } from '../../contracts/http/topics';
import type { Principal } from '../../domain/access/principal';
import { csvOf, CsvUpload } from '../../platform/csv/csv-upload';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { rootAreaCode } from '../areas';
import { TopicsService } from './topics.service';

/** Topics hold everywhere, so changing them is asked of the nation's area. */
@Controller()
export class TopicsController {
  constructor(private readonly topics: TopicsService) {}

  @Endpoint(topicsRoutes.list)
  @Allow('topic.read')
  list(@Input() { query }: InputOf<typeof topicsRoutes.list>): ResponseOf<typeof topicsRoutes.list> {
    return { topics: this.topics.list(query) };
  }

  @Endpoint(topicsRoutes.create)
  @Allow('topic.manage', () => rootAreaCode)
  create(@Input() { body }: InputOf<typeof topicsRoutes.create>, @CurrentUser() user: Principal): Promise<TopicView> {
    return this.topics.create(actorOf(user), body);
  }

  @Endpoint(topicsRoutes.rename)
  @Allow('topic.manage', () => rootAreaCode)
  rename(
    @Input() { params, body }: InputOf<typeof topicsRoutes.rename>,
    @CurrentUser() user: Principal,
  ): Promise<TopicView> {
    return this.topics.rename(actorOf(user), params.code, body);
  }

  @Endpoint(topicsRoutes.retire)
  @Allow('topic.manage', () => rootAreaCode)
  retire(@Input() { params }: InputOf<typeof topicsRoutes.retire>, @CurrentUser() user: Principal): Promise<TopicView> {
    return this.topics.retire(actorOf(user), params.code);
  }

  @Endpoint(topicsRoutes.import)
  @Allow('topic.manage', () => rootAreaCode)
  @CsvUpload()
  import(
    @Input() { query }: InputOf<typeof topicsRoutes.import>,
    @CurrentUser() user: Principal,
    @UploadedFile() file: Express.Multer.File | undefined,
  ): Promise<TopicImportReport> {
    return this.topics.importTopics(actorOf(user), { ...query, csv: csvOf(file) });
  }
}
