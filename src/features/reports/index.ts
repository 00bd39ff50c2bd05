import { ClosingEntity } from './closing.entity';

export { ClosingsService } from './closings.service';
export { ReportsModule } from './reports.module';
export { ReportsService } from './reports.service';

export const reportEntities = [ClosingEntity];
