import { TopicEntity } from './topic.entity';

export const topicEntities = [TopicEntity];
