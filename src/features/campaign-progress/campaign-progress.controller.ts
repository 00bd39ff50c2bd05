import { Controller } from '@nestjs/common';
import {
  campaignProgressRoutes,
  type CampaignProgressView,
  type ProposalsView,
} from '../../contracts/http/campaign-progress';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Action } from '../../domain/access/actions';
import { grantedRoots } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { CommuneScope } from '../airtime';
import { type Campaign, CampaignsService } from '../campaigns';
import { QueueListsService } from '../schedule';
import { ProgressService } from './progress.service';
import { ProposalsService } from './proposals.service';

type Routes = typeof campaignProgressRoutes;

/** How far a campaign has come and what would help, in the areas of the user (X1). */
@Controller()
export class CampaignProgressController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly progressOf: ProgressService,
    private readonly proposalsOf: ProposalsService,
    private readonly queue: QueueListsService,
    private readonly scope: CommuneScope,
    private readonly access: AccessService,
  ) {}

  @Endpoint(campaignProgressRoutes.progress)
  @Allow('campaign.read')
  async progress(
    @Input() { params, query }: InputOf<Routes['progress']>,
    @CurrentUser() user: Principal,
  ): Promise<CampaignProgressView> {
    const campaign = await this.seen(user, params.id);
    const communes = await this.scope.communesFor(user, 'campaign.read', query.area);
    return this.progressOf.progress(campaign, query.phase, communes, query.limit);
  }

  @Endpoint(campaignProgressRoutes.proposals)
  @Allow('campaign.read')
  async proposals(
    @Input() { params, query }: InputOf<Routes['proposals']>,
    @CurrentUser() user: Principal,
  ): Promise<ProposalsView> {
    const campaign = await this.seenIn(user, 'campaign.read', params.id, query.area);
    return this.proposalsOf.propose(campaign, query.area, query.phase);
  }

  @Endpoint(campaignProgressRoutes.accept)
  @Allow('booking.manage')
  async accept(
    @Input() { params, body }: InputOf<Routes['accept']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['accept']>> {
    const campaign = await this.seenIn(user, 'booking.manage', params.id, body.area);
    const made = await this.proposalsOf.accept(actorOf(user), campaign, body.area, body.bookings);
    return { bookings: made.map((booking) => this.queue.view(booking)) };
  }

  /** A campaign that reaches the area, for somebody who may do this there. */
  private async seenIn(user: Principal, action: Action, id: string, area: string): Promise<Campaign> {
    const campaign = await this.seen(user, id);
    await this.access.require(user, action, area);
    if (!this.campaigns.isSeenFrom(campaign, [area])) throw new Fault('NOT_FOUND', { what: 'campaign', id });
    return campaign;
  }

  private async seen(user: Principal, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.get(id);
    if (this.campaigns.isSeenFrom(campaign, grantedRoots(user.grants, 'campaign.read'))) return campaign;
    throw new Fault('NOT_FOUND', { what: 'campaign', id });
  }
}
