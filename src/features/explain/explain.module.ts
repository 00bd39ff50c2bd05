import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { BulletinsModule } from '../bulletins';
import { ScheduleModule } from '../schedule';
import { ExplainController } from './explain.controller';
import { ExplainService } from './explain.service';

/** Why something played, or did not (S10). */
@Module({
  imports: [AreasModule, BulletinsModule, ScheduleModule],
  controllers: [ExplainController],
  providers: [ExplainService],
  exports: [ExplainService],
})
export class ExplainModule {}
