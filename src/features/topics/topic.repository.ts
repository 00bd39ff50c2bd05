import type { EntityManager } from 'typeorm';
import type { Topic } from './topic';
import { TopicEntity } from './topic.entity';

export async function readTopics(manager: EntityManager): Promise<TopicEntity[]> {
  return manager.find(TopicEntity);
}

export async function findTopic(manager: EntityManager, code: string): Promise<TopicEntity | null> {
  return manager.findOneBy(TopicEntity, { code });
}

export async function findTopicsUnder(manager: EntityManager, parentCode: string): Promise<TopicEntity[]> {
  return manager.findBy(TopicEntity, { parentCode });
}

export async function insertTopic(manager: EntityManager, topic: Topic, nowMs: number): Promise<void> {
  await manager.insert(TopicEntity, { ...topic, createdAt: nowMs, updatedAt: nowMs });
}

/** Writes new and known topics; a list has dozens. */
export async function writeTopics(manager: EntityManager, topics: readonly Topic[], nowMs: number): Promise<void> {
  for (const topic of topics) {
    const known = await findTopic(manager, topic.code);
    if (known) await updateTopic(manager, topic.code, topic, nowMs);
    else await insertTopic(manager, topic, nowMs);
  }
}

/** Changes one topic. Two changes made at once meet on its row, so that PostgreSQL runs the later one again. */
export async function updateTopic(
  manager: EntityManager,
  code: string,
  change: Partial<Topic>,
  nowMs: number,
): Promise<void> {
  await manager.update(TopicEntity, { code }, { ...change, updatedAt: nowMs });
}
