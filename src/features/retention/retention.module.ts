import { Module } from '@nestjs/common';
import { HoldsController } from './holds.controller';
import { HoldsService } from './holds.service';
import { RetentionController } from './retention.controller';
import { RetentionJudge } from './retention-judge';
import { RetentionService } from './retention.service';
import { RetentionUpkeep } from './retention-upkeep';

/** What is kept, and for how long. AccountsModule and the store of audio are global. */
@Module({
  controllers: [HoldsController, RetentionController],
  providers: [HoldsService, RetentionJudge, RetentionService, RetentionUpkeep],
  exports: [HoldsService, RetentionService],
})
export class RetentionModule {}
