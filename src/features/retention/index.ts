import { HoldEntity } from './hold.entity';
import { RetentionRunEntity } from './retention-run.entity';

export { HoldsService, type NewHold } from './holds.service';
export { type Judged, RetentionJudge } from './retention-judge';
export { RetentionModule } from './retention.module';
export { RetentionService } from './retention.service';
export type { KeptFile } from './stored-files.repository';

export const retentionEntities = [HoldEntity, RetentionRunEntity];
