import { Injectable } from '@nestjs/common';
import type { BookingDates } from '../../domain/scheduling/booking';
import type { DayProgramme, PreflightDay } from '../../domain/scheduling/preflight/day';
import type { Policy } from '../../domain/scheduling/policy';
import { ReadDatabase } from '../../platform/database/database';
import { areaLevels, AreasService } from '../areas';
import { DayFactsRepository, type DueSession } from './day-facts.repository';
import { LostRecordingsRepository } from './lost-recordings.repository';
import type { PlanNewsEntity } from './plan-news.entity';
import type { RundownEntity } from './rundown.entity';
import { ScheduleRepository } from './schedule.repository';

/** One commune's day as it is stored. */
export interface CommuneDay extends Pick<PreflightDay, 'voided'> {
  communeCode: string;
  languages: string[] | null;
  programmes: DayProgramme[];
  /** Of every recording the programmes need. */
  sha256s: ReadonlyMap<string, string>;
}

/** The stored plan of one day, of many communes at once: what pre-flight judges. */
@Injectable()
export class DayFacts {
  private readonly days = new DayFactsRepository();
  private readonly lost = new LostRecordingsRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly repository: ScheduleRepository,
    private readonly areas: AreasService,
  ) {}

  /** The days of these communes, each with its zones that have a plan of their own. */
  async of(communeCodes: readonly string[], date: string): Promise<CommuneDay[]> {
    const { manager } = this.read;
    const zonesOf = new Map(communeCodes.map((code) => [code, this.areas.zonesOf(code).map((zone) => zone.code)]));
    const areaCodes = communeCodes.flatMap((code) => [code, ...(zonesOf.get(code) ?? [])]);
    const above = [...new Set(communeCodes.flatMap((code) => this.areas.ancestorsOf(code)))];
    const [rundowns, news, voided, policyOf] = await Promise.all([
      this.days.rundowns(manager, areaCodes, date),
      this.days.news(manager, areaCodes, date),
      this.days.voided(manager, above),
      this.policyChains(),
    ]);
    const names = await this.namesIn(rundowns, news);
    const rundownsOf = byArea(rundowns);
    const newsOf = byArea(news);
    return communeCodes.map((communeCode) => {
      const ancestors = this.areas.ancestorsOf(communeCode);
      const zones = (zonesOf.get(communeCode) ?? []).filter((code) => rundownsOf.has(code) || newsOf.has(code));
      const mine = [communeCode, ...zones].flatMap((code) => rundownsOf.get(code) ?? []);
      return {
        communeCode,
        languages: this.areas.settingsOf(communeCode).languages,
        programmes: [communeCode, ...zones].map((areaCode) => ({
          areaCode,
          policies: policyOf(areaCode),
          rundowns: (rundownsOf.get(areaCode) ?? []).map(({ body, audio, withdrawn }) => {
            return { rundown: body, audio, withdrawn };
          }),
          news: (newsOf.get(areaCode) ?? []).map(({ bulletinId, ...row }) => ({ ...row, ref: bulletinId })),
          names,
        })),
        voided: voided
          .filter((row) => ancestors.includes(row.areaCode) && wants(row.dates, date))
          .map((row) => ({ bookingId: row.id, title: row.item.title })),
        sha256s: new Map(
          mine.flatMap(({ audio }) => Object.entries(audio).map(([key, { sha256 }]) => [key, sha256] as const)),
        ),
      };
    });
  }

  /** The communes in force for which anything can be planned: a slot stands there, above or below. */
  async plannedCommunes(): Promise<string[]> {
    const roots = await this.repository.slotAreas(this.read.manager);
    const communes = roots.flatMap((root) => this.areas.communesUnder(root).map((area) => area.code));
    return [...new Set(communes)].sort();
  }

  /** Sessions with something to say that start in [fromAt, untilAt). */
  starting(dates: { from: string; to: string }, fromAt: number, untilAt: number): Promise<DueSession[]> {
    return this.days.starting(this.read.manager, dates, fromAt, untilAt);
  }

  /** Recordings that devices are not told of, since the store had lost them when it was looked at last. */
  lostRecordings(): Promise<Set<string>> {
    return this.lost.all(this.read.manager);
  }

  slotNames(ids: readonly string[]): Promise<Map<string, string>> {
    return this.days.slotNames(this.read.manager, [...new Set(ids)]);
  }

  /** The bulletins behind bookings; a booking without one (a relay, a programme) is left out. */
  bulletinsOf(bookingIds: readonly string[]): Promise<Map<string, string>> {
    return this.days.bulletins(this.read.manager, [...new Set(bookingIds)]);
  }

  private async namesIn(
    rundowns: readonly RundownEntity[],
    news: readonly PlanNewsEntity[],
  ): Promise<Map<string, string>> {
    const slotIds = [...rundowns, ...news].flatMap(({ slotId }) => slotId ?? []);
    const ids = news.flatMap(({ bookingId, kind, details }) =>
      kind === 'decision-needed' ? details : (bookingId ?? []),
    );
    const { manager } = this.read;
    const [slots, titles] = await Promise.all([
      this.days.slotNames(manager, [...new Set(slotIds)]),
      this.days.titles(manager, [...new Set(ids)]),
    ]);
    return new Map([...slots, ...titles]);
  }

  /** The policies of an area and all above it, from one reading of all. */
  private async policyChains(): Promise<(areaCode: string) => readonly Policy[]> {
    const rows = await this.repository.allPolicies(this.read.manager);
    const known = new Map(
      rows.flatMap(({ areaCode: areaId, limits, exceptions }) => {
        const area = this.areas.find(areaId);
        return area ? [[areaId, { areaId, level: areaLevels.indexOf(area.level), limits, exceptions }] as const] : [];
      }),
    );
    return (areaCode) => this.areas.ancestorsOf(areaCode).flatMap((code) => known.get(code) ?? []);
  }
}

function wants(dates: BookingDates, date: string): boolean {
  if (dates.kind === 'on') return dates.dates.includes(date);
  return dates.from <= date && (dates.until === null || date <= dates.until);
}

function byArea<T extends { areaCode: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.areaCode);
    if (group) group.push(row);
    else groups.set(row.areaCode, [row]);
  }
  return groups;
}
