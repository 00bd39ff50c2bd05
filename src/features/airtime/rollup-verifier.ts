import { Injectable } from '@nestjs/common';
import { foldCommuneAiring, type CommuneAiring } from '../../domain/airtime/commune-airing';
import { cellKey, measureNames, rollUp, type Rollup } from '../../domain/airtime/rollup';
import { ReadDatabase } from '../../platform/database/database';
import type { DeviceAiringEntity } from '../playout';
import type { CommuneAiringEntity } from './commune-airing.entity';
import {
  countCommuneAirings,
  findCommuneAirings,
  findCommunes,
  findDeviceAirings,
  findRollups,
  findStrayAirings,
} from './verify.repository';

export interface Verification {
  airings: number;
  rollups: number;
  /** What is not as the ledger says, the first hundred in words. */
  differences: string[];
}

const mostDifferences = 100;
const pageSize = 2_000;

/**
 * Rebuilds what is kept beside the ledger and compares (`loa verify --rollups`): items on devices against the rows that speak for them,
 * commune airings by `foldCommuneAiring`, sums by `rollUp`; independent of the SQL that keeps them. Changes nothing.
 */
@Injectable()
export class RollupVerifier {
  constructor(private readonly read: ReadDatabase) {}

  async verify(): Promise<Verification> {
    const found: Verification = { airings: 0, rollups: 0, differences: [] };
    found.differences.push(...(await findStrayAirings(this.read.manager, mostDifferences)));
    for (const communeCode of await findCommunes(this.read.manager)) await this.verifyCommune(communeCode, found);
    return { ...found, differences: found.differences.slice(0, mostDifferences) };
  }

  private async verifyCommune(communeCode: string, found: Verification): Promise<void> {
    const airings: CommuneAiring[] = [];
    for await (const group of this.airingsOf(communeCode)) {
      const kept = await findCommuneAirings(this.read.manager, communeCode, [...group.keys()]);
      const keptByKey = new Map(kept.map((airing) => [airing.airingKey, airing]));
      for (const [airingKey, devices] of group) {
        const folded = foldCommuneAiring(devices);
        found.differences.push(...differencesOf(communeCode, airingKey, folded, keptByKey.get(airingKey)));
        if (folded) airings.push(folded);
      }
    }
    found.airings += airings.length;
    const keptCount = await countCommuneAirings(this.read.manager, communeCode);
    if (keptCount !== airings.length) {
      found.differences.push(`commune ${communeCode}: ${keptCount} airings kept, ${airings.length} rebuilt`);
    }
    await this.verifyRollups(communeCode, rollUp(airings), found);
  }

  private async verifyRollups(communeCode: string, rebuilt: Map<string, Rollup>, found: Verification): Promise<void> {
    found.rollups += rebuilt.size;
    for (const kept of await findRollups(this.read.manager, communeCode)) {
      const key = cellKey(kept);
      const right = rebuilt.get(key);
      rebuilt.delete(key);
      for (const name of measureNames) {
        const value = right?.[name] ?? 0;
        if (kept[name] !== value) found.differences.push(`sum ${key}: ${name} ${kept[name]}, rebuilt ${value}`);
      }
    }
    for (const key of rebuilt.keys()) found.differences.push(`sum ${key}: missing`);
  }

  /** Whole airings of a commune, a page at a time. */
  private async *airingsOf(communeCode: string): AsyncGenerator<Map<string, DeviceAiringEntity[]>> {
    let after = '';
    for (;;) {
      const page = await findDeviceAirings(this.read.manager, communeCode, after, pageSize);
      const group = new Map<string, DeviceAiringEntity[]>();
      for (const item of page) group.set(item.airingKey, [...(group.get(item.airingKey) ?? []), item]);
      const last = page.at(-1)?.airingKey ?? '';
      // The last airing of a full page may go on; it is read again with the next, unless it fills the page alone.
      if (page.length === pageSize && group.size > 1) group.delete(last);
      if (group.size > 0) yield group;
      if (page.length < pageSize) return;
      after = [...group.keys()].at(-1) ?? last;
    }
  }
}

function differencesOf(
  communeCode: string,
  airingKey: string,
  folded: CommuneAiring | null,
  kept: CommuneAiringEntity | undefined,
): string[] {
  const name = `airing ${airingKey} of ${communeCode}`;
  if (!folded) return kept ? [`${name}: kept, though no device counts`] : [];
  if (!kept) return [`${name}: missing`];
  return (Object.keys(folded) as (keyof CommuneAiring)[])
    .filter((field) => kept[field] !== folded[field])
    .map((field) => `${name}: ${field} ${String(kept[field])}, rebuilt ${String(folded[field])}`);
}
