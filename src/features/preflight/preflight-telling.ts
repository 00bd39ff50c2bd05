import { Injectable } from '@nestjs/common';
import { findingKey, type Colour } from '../../domain/scheduling/preflight/finding';
import { newId } from '../../platform/clock/identifiers';
import type { Transaction } from '../../platform/database/transaction';
import { UsersService, type RoleHolder } from '../accounts';
import { AreasService } from '../areas';
import { ApproversService } from '../bulletins';
import type { PreflightCause, PreflightTellingEntity } from './preflight.entity';
import type { JudgedCommune } from './preflight-judge';
import { PreflightRepository } from './preflight.repository';

/** The event that tells people: one sentence for each, whatever number of communes is theirs. */
export const preflightTold = 'preflight.told';

/** Recipients in one event. */
const portion = 500;

interface Recipient {
  userId: string;
  /** The names of the communes: the first, and how many more. */
  place: string;
  findings: number;
}

/** Tells approvers, those who stand in for one, and operators of what pre-flight found (S8), and remembers whom, of what and when. */
@Injectable()
export class PreflightTelling {
  private readonly repository = new PreflightRepository();

  constructor(
    private readonly users: UsersService,
    private readonly areas: AreasService,
    private readonly approvers: ApproversService,
  ) {}

  /**
   * At a time of day everything found is told, and again what is still red; after a change only what was not told before. Returns how many
   * communes had something to tell.
   */
  async tell(
    tx: Transaction,
    judged: readonly JudgedCommune[],
    date: string,
    because: PreflightCause,
  ): Promise<number> {
    const worth = judged.filter(({ judgement }) => judgement.colour !== 'green');
    if (worth.length === 0) return 0;
    const earlier = await this.earlier(tx, worth, date);
    const holders = [...(await this.users.holders(['approver', 'operator'])), ...(await this.approvers.standIns())];
    const rows: PreflightTellingEntity[] = [];
    for (const { communeCode, judgement } of worth) {
      const keys = judgement.findings.filter(({ level }) => level !== 'info').map(findingKey);
      const before = earlier.get(communeCode);
      const isNew = keys.some((key) => !before?.has(key));
      if (!isNew && !(because === 'time' && judgement.red > 0)) continue;
      rows.push({
        ...{ id: newId(tx.nowMs), areaCode: communeCode, localDate: date, at: tx.nowMs, because },
        ...{ colour: judgement.colour, told: this.peopleOf(communeCode, holders), keys },
      });
    }
    await this.repository.addTellings(tx.manager, rows);
    await this.emit(tx, rows, worth, date);
    return rows.length;
  }

  /** Keys of what was told of each commune's day. */
  private async earlier(
    { manager }: Transaction,
    judged: readonly JudgedCommune[],
    date: string,
  ): Promise<Map<string, Set<string>>> {
    const codes = judged.map(({ communeCode }) => communeCode);
    const told = new Map<string, Set<string>>();
    for (const { areaCode, keys } of await this.repository.tellings(manager, codes, date)) {
      const known = told.get(areaCode) ?? new Set();
      for (const key of keys) known.add(key);
      told.set(areaCode, known);
    }
    return told;
  }

  /** Those of the commune and of the areas above it, the nation left out. */
  private peopleOf(communeCode: string, holders: readonly RoleHolder[]): PreflightTellingEntity['told'] {
    const above = this.areas.ancestorsOf(communeCode).slice(0, -1);
    const found = holders.filter(({ areaCode }) => above.includes(areaCode));
    return [...new Map(found.map(({ userId, name }) => [userId, { userId, name }])).values()];
  }

  private async emit(
    tx: Transaction,
    rows: readonly PreflightTellingEntity[],
    judged: readonly JudgedCommune[],
    localDate: string,
  ): Promise<void> {
    const found = new Map(judged.map(({ communeCode, judgement }) => [communeCode, judgement]));
    const communesOf = new Map<string, string[]>();
    for (const { areaCode, told } of rows) {
      for (const { userId } of told) communesOf.set(userId, [...(communesOf.get(userId) ?? []), areaCode]);
    }
    const to: Record<Exclude<Colour, 'green'>, Recipient[]> = { red: [], amber: [] };
    for (const [userId, codes] of communesOf) {
      const sum = (level: 'red' | 'amber'): number =>
        codes.reduce((all, code) => all + (found.get(code)?.[level] ?? 0), 0);
      const [first = ''] = codes;
      const name = this.areas.find(first)?.name ?? first;
      const place = codes.length === 1 ? name : `${name} +${codes.length - 1}`;
      const level = sum('red') > 0 ? 'red' : 'amber';
      to[level].push({ userId, place, findings: sum(level) });
    }
    for (const level of ['red', 'amber'] as const) {
      for (let i = 0; i < to[level].length; i += portion) {
        const recipients = to[level].slice(i, i + portion);
        await tx.emit({ type: preflightTold, payload: { kind: `preflight-${level}`, localDate, to: recipients } });
      }
    }
  }
}
