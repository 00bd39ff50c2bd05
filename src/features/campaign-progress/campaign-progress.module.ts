import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { CampaignProgressController } from './campaign-progress.controller';
import { ProgressService } from './progress.service';
import { ProposalParts, ProposalsService } from './proposals.service';

/** Campaigns measured by the ledger, and bookings that help. */
@Module({
  controllers: [CampaignProgressController],
  providers: [ProposalParts, ProgressService, ProposalsService],
  exports: [ProgressService],
})
export class CampaignProgressModule {
  /** @param imports the modules of areas, campaigns, bulletins, schedule and airtime, as the composition root made them */
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: CampaignProgressModule, imports };
  }
}
