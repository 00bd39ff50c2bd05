import { AiringRollupEntity } from './airing-rollup.entity';
import { CommuneAiringEntity } from './commune-airing.entity';

export const airtimeEntities = [CommuneAiringEntity, AiringRollupEntity];
