import { Inject, Injectable } from '@nestjs/common';
import type { DayProgramme, PreflightDay } from '../../domain/scheduling/preflight/day';
import type { Judgement } from '../../domain/scheduling/preflight/finding';
import { judgeDay } from '../../domain/scheduling/preflight/judge-day';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { AudioStore } from '../../platform/storage/audio-store';
import { DeviceReadiness } from '../devices';
import { DayFacts, type CommuneDay } from '../schedule';
import type { AudioCheckEntity } from './preflight.entity';
import { PreflightRepository } from './preflight.repository';

/** Whether this machine can take live relays: its ffmpeg is a native one. */
export const NATIVE_FFMPEG = Symbol('NativeFfmpeg');

export interface JudgedCommune {
  communeCode: string;
  judgement: Judgement;
}

export interface RecordingsNow {
  lost: string[];
  found: string[];
}

/** Gathers what is stored of a day and has it judged; nothing is written. */
@Injectable()
export class PreflightJudge {
  private readonly repository = new PreflightRepository();

  constructor(
    private readonly read: ReadDatabase,
    private readonly days: DayFacts,
    private readonly readiness: DeviceReadiness,
    private readonly store: AudioStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NATIVE_FFMPEG) private readonly nativeFfmpeg: boolean,
  ) {}

  /** @param present recordings known to be in the store; grows, so that many communes look each up once */
  async judge(
    communeCodes: readonly string[],
    date: string,
    present = new Map<string, boolean>(),
  ): Promise<JudgedCommune[]> {
    const facts = await this.factsOf(communeCodes, date, present);
    return facts.map((day) => ({ communeCode: day.communeCode, judgement: judgeDay(day) }));
  }

  /** All that the days are judged from. */
  async factsOf(
    communeCodes: readonly string[],
    date: string,
    present = new Map<string, boolean>(),
  ): Promise<PreflightDay[]> {
    const now = this.clock.nowMs();
    const [days, devices, checks] = await Promise.all([
      this.days.of(communeCodes, date),
      this.readiness.devicesOf(communeCodes),
      this.repository.checks(this.read.manager, communeCodes, date),
    ]);
    await this.lookUp(new Set(days.flatMap(({ sha256s }) => [...sha256s.values()])), present);
    return days.map((day) => {
      const ofCommune = <T extends { communeCode: string }>(list: readonly T[]): T[] =>
        list.filter(({ communeCode }) => communeCode === day.communeCode);
      return {
        communeCode: day.communeCode,
        date,
        now,
        programmes: day.programmes.map((programme) => withMissing(programme, day, present)),
        voided: day.voided,
        languages: day.languages,
        devices: ofCommune(devices),
        audioChecks: latestOf(ofCommune(checks)),
        relays: { nativeFfmpeg: this.nativeFfmpeg },
      };
    });
  }

  /**
   * What became of recordings since they were looked at last: of `known`, lost then, and of those just looked at. A store in which nothing
   * is left is a disk that is away, and devices hold much of what was in it: then nothing is said.
   */
  async recordingsNow(known: ReadonlySet<string>, present: Map<string, boolean>): Promise<RecordingsNow> {
    await this.lookUp(known, present);
    const lost = [...present.keys()].filter((sha256) => present.get(sha256) === false && !known.has(sha256));
    const found = [...known].filter((sha256) => present.get(sha256) === true);
    if (lost.length > 0 && (await this.store.isEmpty('masters'))) return { lost: [], found };
    return { lost, found };
  }

  private async lookUp(wanted: ReadonlySet<string>, present: Map<string, boolean>): Promise<void> {
    const unknown = [...wanted].filter((sha256) => !present.has(sha256));
    await Promise.all(
      unknown.map(async (sha256) => present.set(sha256, (await this.store.size('masters', sha256)) !== null)),
    );
  }
}

function withMissing(programme: DayProgramme, day: CommuneDay, present: ReadonlyMap<string, boolean>): DayProgramme {
  const isMissing = (key: string): boolean => present.get(day.sha256s.get(key) ?? '') === false;
  return {
    ...programme,
    rundowns: programme.rundowns.map((one) => {
      const missing = Object.keys(one.audio).filter(isMissing);
      if (missing.length === 0) return one;
      const audio = Object.entries(one.audio).map(([key, known]) => [
        key,
        { ...known, missing: missing.includes(key) },
      ]);
      return { ...one, audio: Object.fromEntries(audio) as typeof one.audio };
    }),
  };
}

/** Of each session the check nearest to it. */
function latestOf(checks: readonly AudioCheckEntity[]): AudioCheckEntity[] {
  return [...new Map(checks.map((check) => [check.rundownId, check])).values()];
}
