import { Controller } from '@nestjs/common';
import { campaignsRoutes, type CampaignView } from '../../contracts/http/campaigns';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import { decide, grantedRoots } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AreasService } from '../areas';
import { CampaignsService } from './campaigns.service';

/** Campaigns over HTTP. A campaign may name many areas, so each is decided here and not by the guard (X1). */
@Controller()
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly areas: AreasService,
  ) {}

  @Endpoint(campaignsRoutes.list)
  @Allow('campaign.read')
  async list(
    @Input() _input: InputOf<typeof campaignsRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof campaignsRoutes.list>> {
    return { campaigns: await this.campaigns.list({ seenFrom: viewpoints(user) }) };
  }

  @Endpoint(campaignsRoutes.get)
  @Allow('campaign.read')
  async get(
    @Input() { params }: InputOf<typeof campaignsRoutes.get>,
    @CurrentUser() user: Principal,
  ): Promise<CampaignView> {
    const campaign = await this.campaigns.get(params.id);
    if (this.campaigns.isSeenFrom(campaign, viewpoints(user))) return campaign;
    throw new Fault('NOT_FOUND', { what: 'campaign', id: params.id });
  }

  @Endpoint(campaignsRoutes.create)
  @Allow('campaign.manage')
  async create(
    @Input() { body }: InputOf<typeof campaignsRoutes.create>,
    @CurrentUser() user: Principal,
  ): Promise<CampaignView> {
    this.requireAll(user, body.areaCodes);
    return this.campaigns.create(actorOf(user), body);
  }

  @Endpoint(campaignsRoutes.update)
  @Allow('campaign.manage')
  async update(
    @Input() { params, body }: InputOf<typeof campaignsRoutes.update>,
    @CurrentUser() user: Principal,
  ): Promise<CampaignView> {
    const { id, areaCodes } = await this.campaigns.get(params.id);
    // Seen like a thing of its own: somebody elsewhere cannot tell it from one that does not exist.
    const decisions = areaCodes.map((code) => decide(user.grants, 'campaign.manage', this.areas.ancestorsOf(code)));
    if (decisions.every((one) => one === 'invisible')) throw new Fault('NOT_FOUND', { what: 'campaign', id });
    if (decisions.some((one) => one !== 'allowed')) throw new Fault('NOT_ALLOWED', { action: 'campaign.manage' });
    this.requireAll(user, body.areaCodes);
    return this.campaigns.update(actorOf(user), id, body);
  }

  private requireAll(user: Principal, areaCodes: readonly string[]): void {
    for (const code of areaCodes) {
      const decision = decide(user.grants, 'campaign.manage', this.areas.ancestorsOf(code));
      if (decision === 'invisible') throw new Fault('NOT_FOUND', { what: 'area', id: code });
      if (decision === 'forbidden') throw new Fault('NOT_ALLOWED', { action: 'campaign.manage' });
    }
  }
}

const viewpoints = (user: Principal): string[] => grantedRoots(user.grants, 'campaign.read');
