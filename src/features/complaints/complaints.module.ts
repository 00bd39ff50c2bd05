import { Module } from '@nestjs/common';
import { AreasModule } from '../areas';
import { RetentionModule } from '../retention';
import { ComplaintsController } from './complaints.controller';
import { ComplaintsService } from './complaints.service';
import { EvidenceTaker } from './evidence-taker';

/** The register of complaints. AccountsModule is global. */
@Module({
  imports: [AreasModule, RetentionModule],
  controllers: [ComplaintsController],
  providers: [ComplaintsService, EvidenceTaker],
  exports: [ComplaintsService],
})
export class ComplaintsModule {}
