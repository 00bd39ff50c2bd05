import { AreaEntity, AreaFormerStateEntity, AreaSuccessorEntity } from './area.entity';

export const areaEntities = [AreaEntity, AreaFormerStateEntity, AreaSuccessorEntity];
