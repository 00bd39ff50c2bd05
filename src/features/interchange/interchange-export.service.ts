import { Inject, Injectable } from '@nestjs/common';
import type { InterchangeQuery } from '../../contracts/http/interchange';
import { interchangeFormat, interchangeVersion } from '../../contracts/interchange/check';
import { isoAt, toBanTin, toLichPhat, toNhatKyPhat } from '../../domain/interchange/mapping';
import { addDays } from '../../domain/time/local-date';
import { spanOfLocalDate } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { AirtimeService } from '../airtime';
import { AreasService, rootAreaCode } from '../areas';
import { LedgerEvidence } from '../playout';
import { findBulletins, findPlannedItems } from './interchange.repository';

const pageSize = 200;

/** Writes files for provincial systems, a page at a time, in the national field names. */
@Injectable()
export class InterchangeExport {
  constructor(
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly airtime: AirtimeService,
    @Inject(LedgerEvidence) private readonly evidence: Pick<LedgerEvidence, 'lastSeal'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'stationName' | 'zone'>,
  ) {}

  /** The file as JSON text, one record a line. Throws AREA_UNKNOWN before the first. */
  async *write(query: InterchangeQuery): AsyncGenerator<string> {
    this.areas.get(query.area);
    const head = {
      ...{
        DinhDang: interchangeFormat,
        PhienBan: interchangeVersion,
        Loai: query.kind,
        DonVi: this.config.stationName,
      },
      ThoiDiemXuat: isoAt(this.config.zone, this.clock.nowMs()),
      ...(query.kind === 'NhatKyPhat' ? { NiemPhong: await this.seal() } : {}),
    };
    yield `${JSON.stringify(head).slice(0, -1)},"DuLieu":[`;
    let before = '\n';
    for await (const records of this.pages(query)) {
      if (records.length === 0) continue;
      yield before + records.map((record) => JSON.stringify(record)).join(',\n');
      before = ',\n';
    }
    yield '\n]}\n';
  }

  /** What the play logs stand on: the last sealed day and its root (L4); null before the first. */
  private async seal(): Promise<{ Ngay: string; MaGoc: string } | null> {
    const seal = await this.evidence.lastSeal();
    return seal && { Ngay: seal.day, MaGoc: seal.root };
  }

  private pages(query: InterchangeQuery): AsyncGenerator<object[]> {
    switch (query.kind) {
      case 'BanTin':
        return this.bulletins(query);
      case 'LichPhat':
        return this.plans(query);
      case 'NhatKyPhat':
        return this.log(query);
    }
  }

  private async *bulletins({ area, from, to }: InterchangeQuery): AsyncGenerator<object[]> {
    const { zone } = this.config;
    const span = { from: spanOfLocalDate(zone, from).startAt, to: spanOfLocalDate(zone, addDays(to, 1)).startAt };
    for (let after = ''; ;) {
      const page = await findBulletins(this.read.manager, this.codesUnder(area), span, after, pageSize);
      yield page.map(({ versionId: _versionId, ...bulletin }) => toBanTin(bulletin));
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last.versionId;
    }
  }

  private async *plans({ area, from, to }: InterchangeQuery): AsyncGenerator<object[]> {
    for (const code of this.codesUnder(area)) {
      const items = await findPlannedItems(this.read.manager, code, { from, to });
      if (items.length > 0) yield items.map((item) => toLichPhat(item, this.zoneOf(code)));
    }
  }

  /** Rows that speak: what a later row replaced is not told twice. */
  private async *log({ area, from, to }: InterchangeQuery): AsyncGenerator<object[]> {
    const communes = this.airtime.communesOf(area);
    for await (const rows of this.airtime.stream({ from, to, communes })) {
      yield rows
        .filter((row) => row.speaks && row.itemKind !== 'chime')
        .map(({ topic, device, commune, area: place, ...row }) => {
          const codes = { topicCode: topic.code, deviceId: device.id, communeCode: commune.code, areaCode: place.code };
          return toNhatKyPhat({ ...row, ...codes }, this.zoneOf(commune.code));
        });
    }
  }

  private codesUnder(area: string): string[] {
    return [area, ...this.areas.descendantsOf(area).map(({ code }) => code)];
  }

  private zoneOf(code: string): string {
    return this.areas.settingsOf(this.areas.find(code) ? code : rootAreaCode).timeZone;
  }
}
