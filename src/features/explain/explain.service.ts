import { Inject, Injectable } from '@nestjs/common';
import { soundedIn } from '../../domain/complaints/what-sounded';
import { Fault } from '../../domain/fault';
import {
  explainAiring,
  soundingOf,
  type AiringAnswer,
  type DeviceAtInstant,
  type Sounding,
} from '../../domain/scheduling/explain-airing';
import { addDays } from '../../domain/time/local-date';
import { toMinuteOfDay } from '../../domain/time/local-time';
import { resolveLocalTime, wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { findSoundRows } from '../airtime';
import { AreasService } from '../areas';
import { StoredDecisions } from '../schedule';
import { ExplainRepository } from './explain.repository';

export interface Heard extends DeviceAtInstant {
  deviceId: string;
  sounding: Sounding;
}

/** Answers "why did this play", "why didn't it" and "what sounded here then" from what is stored (S10). */
@Injectable()
export class ExplainService {
  private readonly repository = new ExplainRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly decisions: StoredDecisions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws AREA_UNKNOWN, AREA_LEVEL_WRONG. */
  async why(areaCode: string, bulletinId: string, at: number): Promise<AiringAnswer & { sessionAt: number | null }> {
    const communeCode = this.communeOf(areaCode);
    const facts = await this.decisions.of(areaCode, bulletinId, at);
    const keys = facts.session?.rundown.items.map(({ airingKey }) => airingKey) ?? [];
    const results = await this.repository.results(this.read.manager, communeCode, keys);
    const answer = explainAiring({ ...facts, results, now: this.clock.nowMs() });
    return { ...answer, sessionAt: facts.session?.rundown.startAt ?? null };
  }

  /** What each device of a commune or zone, or one of them, sounded at an instant. Throws as `why`; NOT_FOUND for a device elsewhere. */
  async heard(areaCode: string, at: number, deviceId?: string): Promise<Heard[]> {
    const communeCode = this.communeOf(areaCode);
    const near = (await this.repository.devicesAt(this.read.manager, communeCode, at)).filter(
      ({ id, zone }) =>
        (areaCode === communeCode || zone === null || zone === areaCode) && (deviceId === undefined || id === deviceId),
    );
    if (deviceId !== undefined && near.length === 0) throw new Fault('NOT_FOUND', { what: 'device', id: deviceId });
    const day = wallClockAt(this.areas.settingsOf(areaCode).timeZone, at).localDate;
    const dates = { from: addDays(day, -1), to: addDays(day, 1) };
    const { manager } = this.read;
    const moment = { communeCode, from: at, to: at + 1, fromDate: dates.from, toDate: dates.to };
    const [rows, awaited, alarmed, written] = await Promise.all([
      findSoundRows(manager, moment),
      this.repository.awaitedAt(manager, communeCode, dates, at),
      this.repository.alarmedAt(manager, communeCode, at),
      this.repository.lastWrittenAt(manager, communeCode, dates.from),
    ]);
    return near.map(({ id, name, emptiedAt }) => {
      const row = rows.find((one) => one.deviceId === id && soundedIn(one, at, at + 1));
      const heard: DeviceAtInstant = {
        ...{
          device: name,
          title: row?.title ?? null,
          startAt: row?.actualStartAt ?? null,
          endAt: row?.actualEndAt ?? null,
        },
        ...{ awaited: awaited.has(id), alarmed: alarmed.has(id) },
        heardAt: latest(emptiedAt, written.get(id) ?? null),
      };
      return { deviceId: id, ...heard, sounding: soundingOf(heard, at) };
    });
  }

  /** The instant of a local date and time in an area (T2). Throws AREA_UNKNOWN. */
  momentOf(areaCode: string, local: string): { at: number; zone: string } {
    const { timeZone: zone } = this.areas.settingsOf(areaCode);
    const [date = '', time = ''] = local.split('T');
    return { at: resolveLocalTime(zone, date, toMinuteOfDay(time)).at, zone };
  }

  /** Whether a bulletin was ever queued for the area, itself or from above. */
  isQueued(areaCode: string, bulletinId: string): Promise<boolean> {
    return this.decisions.isQueued(areaCode, bulletinId);
  }

  private communeOf(areaCode: string): string {
    const { level, parentCode } = this.areas.get(areaCode);
    if (level === 'commune') return areaCode;
    if (level === 'zone' && parentCode !== null) return parentCode;
    throw new Fault('AREA_LEVEL_WRONG', { code: areaCode, wanted: 'commune', found: level });
  }
}

const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
