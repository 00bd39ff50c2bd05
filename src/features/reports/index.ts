import { ClosingEntity } from './closing.entity';
import { ReportMailEntity } from './report-mail.entity';
import { SavedReportEntity } from './saved-report.entity';

export { CampaignReportsService } from './campaign-reports.service';
export { ClosingsService } from './closings.service';
export { ReportsModule } from './reports.module';
export { ReportsService } from './reports.service';
export { SavedReportsService } from './saved-reports.service';

export const reportEntities = [ClosingEntity, ReportMailEntity, SavedReportEntity];
