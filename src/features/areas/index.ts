import { AreaEntity, AreaFormerStateEntity, AreaSuccessorEntity } from './area.entity';

export { onlyBelow } from './areas-below.repository';
export { AreasModule } from './areas.module';
export { areasChanged, AreasService, type AreaSettingsChange, type NewZone } from './areas.service';
export { type Area, type AreaLevel, areaLevels, type AreaSettings, inForce, rootAreaCode } from './area';
export type { AreaHit, AreaSearchOptions } from './area-search';
export type { AreaStep } from './area-tree';
export type { ImportRequest } from './import/plan-import';
export const areaEntities = [AreaEntity, AreaFormerStateEntity, AreaSuccessorEntity];
