import { MediaEntity } from './media.entity';

export const mediaEntities = [MediaEntity];
