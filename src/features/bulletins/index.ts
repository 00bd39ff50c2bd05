import { BulletinAreaEntity, BulletinEntity, BulletinVersionEntity } from './bulletin.entity';

export const bulletinEntities = [BulletinEntity, BulletinAreaEntity, BulletinVersionEntity];
