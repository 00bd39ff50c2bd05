import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { CampaignReportsController } from './campaign-reports.controller';
import { CampaignReportsService } from './campaign-reports.service';
import { ClosingsController } from './closings.controller';
import { ClosingsService } from './closings.service';
import { KeptPapers } from './kept-papers.service';
import { ReportMailJob } from './report-mail.job';
import { ReportsController } from './reports.controller';
import { ReportsService } from './reports.service';
import { SavedReportsController } from './saved-reports.controller';
import { SavedReportsService } from './saved-reports.service';
import { SavedReportsUpkeep } from './saved-reports-upkeep';

/** Reports as papers: PDF, XLSX, DOCX and CSV. */
@Module({
  controllers: [ReportsController, CampaignReportsController, ClosingsController, SavedReportsController],
  providers: [
    ReportsService,
    CampaignReportsService,
    ClosingsService,
    KeptPapers,
    SavedReportsService,
    SavedReportsUpkeep,
    ReportMailJob,
  ],
  exports: [ReportsService],
})
export class ReportsModule {
  /** @param imports the modules of areas, topics, campaigns and their progress, playout and airtime, as the composition root made them */
  static with({ imports }: { imports: NonNullable<ModuleMetadata['imports']> }): DynamicModule {
    return { module: ReportsModule, imports };
  }
}
