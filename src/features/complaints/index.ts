import { ComplaintEntity, ComplaintEvidenceEntity } from './complaint.entity';

export { ComplaintsModule } from './complaints.module';
export { ComplaintsService } from './complaints.service';
export { EvidenceTaker } from './evidence-taker';

export const complaintEntities = [ComplaintEntity, ComplaintEvidenceEntity];
