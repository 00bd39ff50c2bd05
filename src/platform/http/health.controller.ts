import { Controller, Inject } from '@nestjs/common';
import { healthRoutes, type healthSchema } from '../../contracts/http/health';
import type { z } from 'zod';
import { LOA_CONFIG, type LoaConfig, projectVersion } from '../config/config';
import { CLOCK, type Clock } from '../clock/clock';

import { Database } from '../database/database';
import { Public } from './access';
import { Endpoint } from './endpoint';

@Controller()
export class HealthController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: LoaConfig,
    private readonly database: Database,
  ) {}

  @Endpoint(healthRoutes.read)
  @Public()
  async read(): Promise<z.infer<typeof healthSchema>> {
    await this.database.read.manager.query('SELECT 1');
    return {
      status: 'ok',
      name: this.config.stationName,
      version: projectVersion,
      at: this.clock.nowMs(),
      database: this.database.driverName,
    };
  }
}
