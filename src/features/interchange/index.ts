import { InterchangeImportEntity } from './import.entity';

export { InterchangeExport } from './interchange-export.service';
export { InterchangeImport } from './interchange-import.service';
export { InterchangeModule } from './interchange.module';

export const interchangeEntities = [InterchangeImportEntity];
