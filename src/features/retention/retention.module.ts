import { Module } from '@nestjs/common';
import { HoldsController } from './holds.controller';
import { HoldsService } from './holds.service';

/** What is kept, and for how long. AccountsModule is global. */
@Module({
  controllers: [HoldsController],
  providers: [HoldsService],
  exports: [HoldsService],
})
export class RetentionModule {}
