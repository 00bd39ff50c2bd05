import { Injectable } from '@nestjs/common';
import { AreasService } from '../areas';
import { TopicsService } from '../topics';
import { Places, TopicNames, type Place } from './ports';

/** Places as features/areas knows them. */
@Injectable()
export class PlacesOfAreas extends Places {
  constructor(private readonly areas: AreasService) {
    super();
  }

  async find(codes: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    return new Map(
      codes.flatMap((code): [string, Place][] => {
        const area = this.areas.find(code);
        if (!area) return [];
        const commune = area.level === 'zone' ? this.areas.find(area.parentCode ?? '') : area;
        const { timeZone } = this.areas.settingsOf(code);
        const within = commune?.level === 'commune' ? { code: commune.code, name: commune.name } : null;
        return [[code, { code, name: area.name, commune: within, timeZone }]];
      }),
    );
  }
}

/** Names as features/topics knows them. */
@Injectable()
export class NamesOfTopics extends TopicNames {
  constructor(private readonly topics: TopicsService) {
    super();
  }

  async find(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const branches = this.topics.list({ retired: true });
    const all = branches.flatMap((branch) => [branch, ...branch.topics]);
    return new Map(all.filter((topic) => codes.includes(topic.code)).map((topic) => [topic.code, topic.nameVi]));
  }
}
