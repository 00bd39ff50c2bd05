import { Injectable } from '@nestjs/common';
import { canonicalRequest, sortedOnce } from '../../domain/bulletins/request';
import { tidyName } from '../../domain/text/fold';
import { Fault } from '../../domain/fault';
import type { Transaction } from '../../platform/database/transaction';
import { AreasService, inForce } from '../areas';
import type { Bulletin } from './bulletin';
import { BulletinsRepository } from './bulletins.repository';

/** What its writers may change of a bulletin; undefined leaves a field as it is, null empties it. */
export type ContentChange = {
  [K in ContentField]?: Bulletin[K] | undefined;
};

type ContentField =
  | 'title'
  | 'summary'
  | 'textTwin'
  | 'topicCode'
  | 'priority'
  | 'source'
  | 'author'
  | 'validFrom'
  | 'validUntil'
  | 'areaCodes'
  | 'request'
  | 'campaignId'
  | 'contentId';

/** The words and wishes of a bulletin, brought to one form and checked against topics, areas and campaigns. */
@Injectable()
export class BulletinContent {
  constructor(
    private readonly areas: AreasService,
    private readonly repository: BulletinsRepository,
  ) {}

  /**
   * The bulletin with a change applied: names in NFC (B8), lists sorted, references checked.
   * @throws TOPIC_UNKNOWN, AREA_UNKNOWN, AREAS_OUTSIDE_ORIGIN, INPUT_INVALID
   */
  async apply(tx: Transaction, bulletin: Bulletin, change: ContentChange): Promise<Bulletin> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const next: Bulletin = { ...bulletin, ...given };
    const changed: Bulletin = {
      ...next,
      title: tidyName(next.title),
      summary: next.summary?.normalize('NFC') ?? null,
      textTwin: next.textTwin?.normalize('NFC') ?? null,
      source: next.source === null ? null : tidyName(next.source),
      author: next.author === null ? null : tidyName(next.author),
      areaCodes: sortedOnce(next.areaCodes),
      request: next.request && canonicalRequest(next.request),
    };
    await this.check(tx, bulletin, changed, change);
    return changed;
  }

  private async check(tx: Transaction, before: Bulletin, after: Bulletin, change: ContentChange): Promise<void> {
    const newTopic =
      change.topicCode !== undefined && (change.topicCode !== before.topicCode || before.editNumber === 0);
    if (newTopic && !(await this.repository.topicInUse(tx.manager, after.topicCode))) {
      throw new Fault('TOPIC_UNKNOWN', { code: after.topicCode });
    }
    if (change.areaCodes !== undefined) this.checkAreas(after);
    const { validFrom, validUntil } = after;
    if (validFrom !== null && validUntil !== null && validUntil <= validFrom) {
      throw invalid('validUntil', 'must be later than validFrom', 'phải sau thời điểm bắt đầu có hiệu lực');
    }
    await this.checkCampaign(tx, after, change);
  }

  /** A bulletin is heard where it comes from and below, never beside. */
  private checkAreas({ areaCode, areaCodes }: Bulletin): void {
    for (const code of areaCodes) this.areas.get(code);
    const outside = areaCodes.filter(
      (code) => !this.areas.ancestorsOf(code).includes(areaCode) || !inForce(this.areas.get(code)),
    );
    if (outside.length > 0) throw new Fault('AREAS_OUTSIDE_ORIGIN', { areaCode, outside });
  }

  private isAboveOrBelow(one: string, other: string): boolean {
    return this.areas.ancestorsOf(one).includes(other) || this.areas.ancestorsOf(other).includes(one);
  }

  private async checkCampaign(tx: Transaction, after: Bulletin, change: ContentChange): Promise<void> {
    const { campaignId, contentId } = after;
    if (change.campaignId === undefined && change.contentId === undefined) return;
    if (campaignId === null) {
      if (contentId === null) return;
      throw invalid('campaignId', 'is missing beside contentId', 'còn thiếu kế hoạch của nội dung này');
    }
    // A campaign of another commune is as unknown here as one that does not exist (X1).
    const areaCodes = await this.repository.areasOfCampaign(tx.manager, campaignId);
    const known = areaCodes.some((code) => this.isAboveOrBelow(code, after.areaCode));
    if (known && (await this.repository.campaignHas(tx.manager, campaignId, contentId))) return;
    throw invalid('contentId', 'is not a content of this campaign', 'không phải nội dung của kế hoạch này');
  }
}

function invalid(path: string, message: string, messageVi: string): Fault<'INPUT_INVALID'> {
  return new Fault('INPUT_INVALID', { issues: [{ path, message, messageVi }] });
}
