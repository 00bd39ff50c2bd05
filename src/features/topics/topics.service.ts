import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { TopicImportReport } from '../../contracts/http/topics';
import { Fault } from '../../domain/fault';
import { foldVietnamese, tidyName } from '../../domain/text/fold';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { planTopics } from './plan-topics';
import { isOfficial, type Topic, type TopicBranch, topicTree } from './topic';
import { findTopic, findTopicsUnder, insertTopic, readTopics, updateTopic, writeTopics } from './topic.repository';

export interface NewTopic {
  parentCode: string;
  nameVi: string;
  nameEn: string;
  /** `<parent>.<number>`; the next free number when left out. */
  code?: string;
}

/**
 * The topics. Questions are answered at once from memory; `load` fills it at start-up and every change refills it after its commit.
 * Changes are units of work of their own: do not call them inside another. Official topics change by importing a list only.
 */
@Injectable()
export class TopicsService implements OnModuleInit {
  private topics = new Map<string, Topic>();

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.load();
  }

  /** Reads all topics anew. Needed once before the first question, and after another process changed them. */
  async load(): Promise<void> {
    this.topics = new Map((await readTopics(this.read.manager)).map((topic) => [topic.code, topic as Topic]));
  }

  /** The topic of a code, retired ones too. Throws TOPIC_UNKNOWN. */
  get(code: string): Topic {
    const topic = this.topics.get(code);
    if (!topic) throw new Fault('TOPIC_UNKNOWN', { code });
    return topic;
  }

  /** The same, or undefined. */
  find(code: string): Topic | undefined {
    return this.topics.get(code);
  }

  /** The topic of a code if new bulletins may use it. Throws TOPIC_UNKNOWN, STATE_FORBIDS when retired. */
  getInUse(code: string): Topic {
    const topic = this.get(code);
    if (topic.retiredAt !== null) {
      throw new Fault('STATE_FORBIDS', { what: topic.nameVi, state: 'retired', action: 'topic.use' });
    }
    return topic;
  }

  /** Official topics with the local ones below them, in the order of their codes. */
  list({ retired = false }: { retired?: boolean } = {}): TopicBranch[] {
    return topicTree([...this.topics.values()].filter(({ retiredAt }) => retired || retiredAt === null));
  }

  /** Imports a list, all or nothing: IMPORT_REJECTED names every faulty row. A dry run writes nothing and reports the errors instead. */
  async importTopics(
    actor: Actor,
    { csv, dryRun = false }: { csv: string; dryRun?: boolean },
  ): Promise<TopicImportReport> {
    if (dryRun) return planTopics(csv, await readTopics(this.read.manager), true).report;
    const report = await this.uow.run(actor, async (tx) => {
      const { report, write } = planTopics(csv, await readTopics(tx.manager), false);
      const { errors, ...counts } = report;
      if (errors.length > 0) throw new Fault('IMPORT_REJECTED', { errors });
      if (write.length === 0) return report;
      await writeTopics(tx.manager, write, tx.nowMs);
      const sha256 = createHash('sha256').update(csv).digest('hex');
      await tx.audit({
        action: 'topics.imported',
        entity: 'topic-list',
        entityId: 'topics',
        after: { ...counts, sha256 },
      });
      return report;
    });
    await this.load();
    return report;
  }

  /** Makes a local topic. Throws TOPIC_UNKNOWN, TOPIC_EXISTS, STATE_FORBIDS below a local or retired topic, INPUT_INVALID. */
  async create(actor: Actor, { parentCode, nameVi, nameEn, code }: NewTopic): Promise<Topic> {
    const made = await this.uow.run(actor, async (tx) => {
      const parent = await findTopic(tx.manager, parentCode);
      if (!parent) throw new Fault('TOPIC_UNKNOWN', { code: parentCode });
      if (!isOfficial(parent) || parent.retiredAt !== null) {
        throw new Fault('STATE_FORBIDS', { what: parent.nameVi, state: stateOf(parent), action: 'topic.create' });
      }
      // Touching the parent makes two topics made at once meet, so that each finds the other's number taken.
      await updateTopic(tx.manager, parentCode, {}, tx.nowMs);
      const taken = (await findTopicsUnder(tx.manager, parentCode)).map((topic) => topic.code);
      const topicCode = code ?? nextCode(parentCode, taken);
      if (!isCodeUnder(parentCode, topicCode))
        throw invalid('code', `must look like ${parentCode}.1`, `cần có dạng ${parentCode}.1`);
      if (taken.includes(topicCode)) throw new Fault('TOPIC_EXISTS', { code: topicCode });
      const topic: Topic = {
        code: topicCode,
        parentCode,
        ...named({ nameVi, nameEn }),
        origin: 'local',
        retiredAt: null,
      };
      await insertTopic(tx.manager, topic, tx.nowMs);
      await tx.audit({ action: 'topic.created', entity: 'topic', entityId: topicCode, after: topic });
      return topic;
    });
    await this.load();
    return made;
  }

  /** Renames a local topic; the names left out stay. Throws TOPIC_UNKNOWN, STATE_FORBIDS for an official one, INPUT_INVALID. */
  async rename(actor: Actor, code: string, names: { nameVi?: string; nameEn?: string }): Promise<Topic> {
    return this.change(actor, 'topic.renamed', code, (topic) =>
      named({ nameVi: names.nameVi ?? topic.nameVi, nameEn: names.nameEn ?? topic.nameEn }),
    );
  }

  /** Takes a local topic out of use; twice is once. Throws TOPIC_UNKNOWN, STATE_FORBIDS for an official one. */
  async retire(actor: Actor, code: string): Promise<Topic> {
    return this.change(actor, 'topic.retired', code, (topic, nowMs) => ({ retiredAt: topic.retiredAt ?? nowMs }));
  }

  private async change(
    actor: Actor,
    action: 'topic.renamed' | 'topic.retired',
    code: string,
    changeOf: (topic: Topic, nowMs: number) => Partial<Topic>,
  ): Promise<Topic> {
    await this.uow.run(actor, async (tx) => {
      const topic = await findTopic(tx.manager, code);
      if (!topic) throw new Fault('TOPIC_UNKNOWN', { code });
      if (isOfficial(topic)) throw new Fault('STATE_FORBIDS', { what: topic.nameVi, state: 'official', action });
      const change = changeOf(topic, tx.nowMs);
      const keys = Object.keys(change) as (keyof Topic)[];
      if (keys.every((key) => change[key] === topic[key])) return;
      await updateTopic(tx.manager, code, change, tx.nowMs);
      const before = Object.fromEntries(keys.map((key) => [key, topic[key]]));
      await tx.audit({ action, entity: 'topic', entityId: code, before, after: change });
    });
    await this.load();
    return this.get(code);
  }
}

function named({
  nameVi,
  nameEn,
}: {
  nameVi: string;
  nameEn: string;
}): Pick<Topic, 'nameVi' | 'nameEn' | 'nameSearch'> {
  const names = { nameVi: tidyName(nameVi), nameEn: tidyName(nameEn) };
  for (const [path, name] of Object.entries(names)) {
    if (name === '' || name.length > 200) throw invalid(path, 'needs 1 to 200 characters', 'cần từ 1 đến 200 ký tự');
  }
  return { ...names, nameSearch: foldVietnamese(names.nameVi) };
}

const stateOf = (topic: Topic): string => (topic.retiredAt === null ? 'local' : 'retired');

/** One more than the highest number ever given, retired ones counted. */
function nextCode(parentCode: string, taken: readonly string[]): string {
  return `${parentCode}.${Math.max(0, ...taken.map((code) => Number(code.slice(parentCode.length + 1)))) + 1}`;
}

const isCodeUnder = (parentCode: string, code: string): boolean =>
  code.startsWith(`${parentCode}.`) && /^[1-9]\d{0,2}$/.test(code.slice(parentCode.length + 1));

function invalid(path: string, message: string, messageVi: string): Fault {
  return new Fault('INPUT_INVALID', { issues: [{ path, message, messageVi }] });
}
