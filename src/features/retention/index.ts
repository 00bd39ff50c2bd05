import { HoldEntity } from './hold.entity';

export { HoldsService, type NewHold } from './holds.service';
export { RetentionModule } from './retention.module';

export const retentionEntities = [HoldEntity];
