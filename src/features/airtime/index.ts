import { AiringRollupEntity } from './airing-rollup.entity';
import { CommuneAiringEntity } from './commune-airing.entity';

export { AirtimeModule } from './airtime.module';
export { AirtimeService, type ReportRequest, type RowsPage, type RowsRequest } from './airtime.service';
export { CommuneScope } from './commune-scope';
export type { Communes } from './report.repository';
export { type Around, type DevicePlace, findSoundRows } from './sound-rows.repository';
export { RollupVerifier, type Verification } from './rollup-verifier';

export const airtimeEntities = [CommuneAiringEntity, AiringRollupEntity];
