import { Injectable } from '@nestjs/common';
import { wallClockAt } from '../../domain/time/wall-clock';
import { AreasService } from '../areas';
import { BulletinsService } from '../bulletins';
import { PreviewService } from './preview.service';

/** The first session of an approved version, by the wall clock of its place. */
export interface FirstAiring {
  place: string;
  localDate: string;
  startLocal: string;
  endLocal: string;
  /** Other places that hear it as well. */
  morePlaces: number;
}

/** Tells where what was just approved will be heard, before the plan is made: the planner's answer, as the sender's preview is. */
@Injectable()
export class NextAiringsService {
  constructor(
    private readonly bulletins: BulletinsService,
    private readonly previews: PreviewService,
    private readonly areas: AreasService,
  ) {}

  /** `airs` null: nowhere in the coming days, for the reason given; undefined when it is approved no more. */
  async nextAiring(versionId: string): Promise<{ airs: FirstAiring | null; reason: string | null } | undefined> {
    const version = await this.bulletins.approvedVersion(versionId);
    if (!version) return undefined;
    const { areas, notShown } = await this.previews.preview(version.areaCode, version);
    const heard = areas.filter(({ sessions }) => sessions.length > 0);
    const first = heard
      .flatMap(({ areaCode, areaName, sessions }) => sessions.map((session) => ({ areaCode, areaName, session })))
      .sort((a, b) => a.session.startAt - b.session.startAt)[0];
    if (!first) return { airs: null, reason: areas.flatMap(({ misses }) => misses)[0]?.reason ?? null };
    const { areaCode, areaName: place, session } = first;
    const { timeZone } = this.areas.settingsOf(areaCode);
    const local = (at: number): string => wallClockAt(timeZone, at).localTime.slice(0, 5);
    const { localDate, startAt, endAt } = session;
    const morePlaces = heard.length - 1 + notShown;
    return { airs: { place, localDate, startLocal: local(startAt), endLocal: local(endAt), morePlaces }, reason: null };
  }
}
