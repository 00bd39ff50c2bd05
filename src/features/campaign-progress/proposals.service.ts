import { Inject, Injectable } from '@nestjs/common';
import type { ProposalsView } from '../../contracts/http/campaign-progress';
import { furthestBehind, paceOf, type CampaignAirtime } from '../../domain/campaigns/pace';
import { ofPhase, type HeardInCommune } from '../../domain/campaigns/progress';
import { proposeBookings, type Candidate } from '../../domain/campaigns/propose';
import { targetsIn, topicCounts } from '../../domain/campaigns/target';
import { Fault } from '../../domain/fault';
import type { Booking } from '../../domain/scheduling/booking';
import { planCommune } from '../../domain/scheduling/plan-commune';
import type { RundownItem } from '../../domain/scheduling/rundown';
import { wallClockAt } from '../../domain/time/wall-clock';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { areaLevels, AreasService } from '../areas';
import { BulletinsService, type ApprovedVersion } from '../bulletins';
import type { Campaign } from '../campaigns';
import { type BookingEntity, type OwnBooking, OwnBookingsService, type PlanGround, PlannerService } from '../schedule';
import { phaseOf, toDomainPhase } from './campaign-phase';
import { bulletinsOf, heardOf, type HeardOfCampaign } from './heard.repository';
import { bookingText, proposalsText } from './progress-texts';

/** One answer's worth: an operator looks at each. */
const mostProposals = 20;

/** An approved bulletin, in all its languages, that a commune may hear. */
interface Approved {
  bulletinId: string;
  contentId: string | null;
  versions: ApprovedVersion[];
}

/** Databases and clock in one parameter. */
@Injectable()
export class ProposalParts {
  readonly communeLevel = areaLevels.indexOf('commune');

  constructor(
    readonly read: ReadDatabase,
    readonly uow: UnitOfWork,
    @Inject(CLOCK) readonly clock: Clock,
  ) {}
}

/** Bookings with which a commune catches up with a campaign: proposed, then queued by an operator. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly parts: ProposalParts,
    private readonly areas: AreasService,
    private readonly bulletins: BulletinsService,
    private readonly planner: PlannerService,
    private readonly own: OwnBookingsService,
  ) {}

  /** Throws NOT_FOUND for an unknown phase, AREA_LEVEL_WRONG for what is no commune. */
  async propose(campaign: Campaign, areaCode: string, phaseId: string | undefined): Promise<ProposalsView> {
    const { name: areaName } = this.commune(areaCode);
    const { read, clock } = this.parts;
    const now = clock.nowMs();
    const zone = this.areas.settingsOf(areaCode).timeZone;
    const today = wallClockAt(zone, now).localDate;
    const phase = phaseOf(campaign, phaseId, today);
    const period = toDomainPhase(phase);
    const [ground] = await this.planner.groundsFor(read.manager, areaCode, now);
    const horizon = ground?.input.window.to ?? today;
    const until = horizon < period.to ? horizon : period.to;
    const heard = ofPhase(period, await heardOf(read.manager, campaign.id, period, [areaCode]));
    const approved = await this.approvedIn(campaign, areaCode, period.contentIds);
    const planned = ground ? this.plannedAhead(ground, approved, now) : [];
    const targets = targetsIn(period.targets, this.areas.ancestorsOf(areaCode));
    const paces = paceOf({ phase: period, targets, heard, planned, today, until });
    const aim = [...paces].sort((a, b) => b.missing.ms - a.missing.ms || b.missing.airings - a.missing.airings)[0];
    const behind = furthestBehind(paces)?.behind ?? { ms: 0, airings: 0 };
    const missing = aim?.missing ?? { ms: 0, airings: 0 };
    const fitting = approved.filter(({ versions }) =>
      topicCounts(aim?.topicCode ?? null, versions[0]?.topicCode ?? ''),
    );
    // Today's sessions may still be open; before the phase nothing counts.
    const from = period.from > today ? period.from : today;
    const { proposals, left } =
      ground && missing.ms + missing.airings > 0
        ? proposeBookings(ground.input, this.candidates(areaCode, fitting, heard, planned, now), missing, {
            from,
            until,
            most: mostProposals,
          })
        : { proposals: [], left: missing };
    const slotNames = new Map(ground?.slots.map((slot) => [slot.id, slot.name]));
    const bookings = proposals.map(({ slotOccurrenceId: _, ...proposal }) => {
      const first = approved.find(({ bulletinId }) => bulletinId === proposal.bulletinId)?.versions[0];
      const { title = '', topicCode = '' } = first ?? {};
      const slotName = slotNames.get(proposal.slotId) ?? proposal.slotId;
      return { ...proposal, title, topicCode, slotName, text: bookingText(title, slotName, zone, proposal.startAt) };
    });
    const text = proposalsText(areaName, behind, missing, left, bookings.length);
    return { areaCode, areaName, phaseId: phase.id, until, behind, missing, left, bookings, text };
  }

  /**
   * Queues bulletins of a campaign as an operator's own bookings, all or none. Throws NOT_FOUND for a bulletin that does not name the
   * campaign or does not reach the commune, STATE_FORBIDS for one that does not stand approved.
   */
  async accept(
    who: Actor,
    campaign: Campaign,
    areaCode: string,
    wanted: readonly OwnBooking[],
  ): Promise<BookingEntity[]> {
    this.commune(areaCode);
    const { read, uow } = this.parts;
    const named = new Set((await bulletinsOf(read.manager, campaign.id)).map(({ id }) => id));
    const foreign = wanted.find(({ bulletinId }) => !named.has(bulletinId));
    if (foreign) throw new Fault('NOT_FOUND', { what: 'bulletin', id: foreign.bulletinId });
    return uow.run(who, async (tx) => {
      const made: BookingEntity[] = [];
      for (const booking of wanted) made.push(await this.own.create(who, areaCode, booking));
      const after = { areaCode, bookings: made.map(({ id, ref }) => ({ id, bulletinId: ref })) };
      await tx.audit({ action: 'campaign.booked', entity: 'campaign', entityId: campaign.id, after });
      return made;
    });
  }

  private commune(areaCode: string): { name: string } {
    const { level, name } = this.areas.get(areaCode);
    if (level !== 'commune') throw new Fault('AREA_LEVEL_WRONG', { code: areaCode, wanted: 'commune', found: level });
    return { name };
  }

  private async approvedIn(campaign: Campaign, areaCode: string, contentIds: readonly string[]): Promise<Approved[]> {
    const path = this.areas.ancestorsOf(areaCode);
    const found: Approved[] = [];
    for (const { id, contentId, approved } of await bulletinsOf(this.parts.read.manager, campaign.id)) {
      if (!approved || (contentId !== null && !contentIds.includes(contentId))) continue;
      const { versions, areaCodes } = await this.bulletins.find(id);
      if (!areaCodes.some((code) => path.includes(code))) continue;
      const standing: ApprovedVersion[] = [];
      for (const version of versions.filter(({ state }) => state === 'approved')) {
        const snapshot = await this.bulletins.approvedVersion(version.id);
        if (snapshot) standing.push(snapshot);
      }
      if (standing.length > 0) found.push({ bulletinId: id, contentId, versions: standing });
    }
    return found;
  }

  /** What of the campaign is planned from now on: in sessions that are frozen and have not begun, and in those the planner would make. */
  private plannedAhead(
    { input, stored }: PlanGround,
    approved: readonly Approved[],
    now: number,
  ): (HeardInCommune & { bulletinId: string })[] {
    const byRef = new Map(approved.map((one) => [one.bulletinId, one]));
    const frozen = stored.filter((row) => row.frozen && row.startAt > now);
    const sessions: { localDate: string; items: readonly RundownItem[] }[] = [
      ...frozen.map(({ localDate, body }) => ({ localDate, items: body.items })),
      ...planCommune(input).rundowns,
    ];
    return sessions.flatMap(({ localDate, items }) =>
      items.flatMap(({ ref, durationMs, state }) => {
        const one = byRef.get(ref);
        if (!one || state === 'held') return [];
        const topicCode = one.versions[0]?.topicCode ?? '';
        const about = { communeCode: input.programmeArea.id, topicName: '', contentId: one.contentId, bulletinId: ref };
        return [{ ...about, localDate, topicCode, ms: durationMs, airings: 1 }];
      }),
    );
  }

  private candidates(
    areaCode: string,
    approved: readonly Approved[],
    heard: readonly HeardOfCampaign[],
    planned: readonly (CampaignAirtime & { bulletinId: string; contentId: string | null })[],
    now: number,
  ): Candidate[] {
    const rows = [...heard, ...planned];
    const airingsOf = (which: (row: (typeof rows)[number]) => boolean): number =>
      rows.filter(which).reduce((total, { airings }) => total + airings, 0);
    return approved.map(({ bulletinId, contentId, versions }) => ({
      booking: this.bookingOf(areaCode, bulletinId, versions, now),
      contentId,
      airings: airingsOf((row) => row.bulletinId === bulletinId),
      contentAirings: airingsOf((row) => row.contentId === contentId),
    }));
  }

  private bookingOf(areaCode: string, ref: string, versions: readonly ApprovedVersion[], now: number): Booking {
    const [first] = versions;
    return {
      ...{ id: 'proposal', kind: 'bulletin', ref, areaId: areaCode, level: this.parts.communeLevel, zones: null },
      audio: versions.map(({ language, versionId, durationMs }) => ({ language, versionId, durationMs })),
      class: first?.priority === 'normal' ? 'normal' : 'priority',
      ...{ slotIds: [], dates: { kind: 'on', dates: [] }, readings: 1, position: null, approvedAt: now },
      ...{ validFromAt: first?.validFrom ?? null, validUntilAt: first?.validUntil ?? null, offsetMs: null },
      ...{ repeat: null, onMiss: 'skip', topicCode: first?.topicCode ?? null, lateByMs: null },
    };
  }
}
