import { Controller } from '@nestjs/common';
import { retentionRoutes, type RetentionView } from '../../contracts/http/retention';
import type { InputOf } from '../../contracts/http/route';
import { Allow } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { RetentionService } from './retention.service';

/** What an area has stored, and how long it stays (X1). */
@Controller()
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Endpoint(retentionRoutes.area)
  @Allow('hold.read', ({ params }: InputOf<typeof retentionRoutes.area>) => params.code)
  area(@Input() { params }: InputOf<typeof retentionRoutes.area>): Promise<RetentionView> {
    return this.retention.overview(params.code);
  }
}
