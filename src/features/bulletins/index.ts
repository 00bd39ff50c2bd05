import { ApprovalOrderEntity, DelegationEntity, StandingApprovalEntity } from './approvers.entity';
import { BulletinAreaEntity, BulletinEntity, BulletinSendEntity, BulletinVersionEntity } from './bulletin.entity';

export { ApprovalReminders } from './approval-reminders';
export { ApproversService } from './approvers.service';
export { ApprovalService, type VersionSeen } from './approval.service';
export type { ApprovedVersion } from './approved-version';
export type { SubmittedVersion } from './queued-version';
export type { Bulletin, Version, WholeBulletin } from './bulletin';
export type { ContentChange } from './bulletin-content';
export { BulletinsModule } from './bulletins.module';
export { type BulletinQuery, BulletinsService, type BulletinWithMedia } from './bulletins.service';
export { type NewBulletin, type Recording, WritingService } from './writing.service';

export const bulletinEntities = [
  BulletinEntity,
  BulletinAreaEntity,
  BulletinSendEntity,
  BulletinVersionEntity,
  ApprovalOrderEntity,
  DelegationEntity,
  StandingApprovalEntity,
];
