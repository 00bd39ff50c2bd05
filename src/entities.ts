import { areaEntities } from './features/areas';
import { campaignEntities } from './features/campaigns';
import { topicEntities } from './features/topics';

/** Every entity of the features, for the one data source; the platform adds its own. */
export const entities: (new () => object)[] = [...areaEntities, ...topicEntities, ...campaignEntities];
