import { TopicEntity } from './topic.entity';

export { TopicsModule } from './topics.module';
export { type NewTopic, TopicsService } from './topics.service';
export type { Topic, TopicBranch } from './topic';

export const topicEntities = [TopicEntity];
