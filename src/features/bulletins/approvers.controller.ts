import { Controller } from '@nestjs/common';
import { approvalsRoutes, type ApproversView } from '../../contracts/http/approvals';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { ApproversService } from './approvers.service';

const here = (input: { params: { code: string } }): string => input.params.code;

/** Every command answers with what then holds in the area. */
@Controller()
export class ApproversController {
  constructor(private readonly approvers: ApproversService) {}

  @Endpoint(approvalsRoutes.get)
  @Allow('approver.read', here)
  get(@Input() { params }: InputOf<typeof approvalsRoutes.get>): Promise<ApproversView> {
    return this.now(params.code);
  }

  @Endpoint(approvalsRoutes.setOrder)
  @Allow('approver.order', here)
  async setOrder(
    @Input() { params, body }: InputOf<typeof approvalsRoutes.setOrder>,
    @CurrentUser() user: Principal,
  ): Promise<ApproversView> {
    await this.approvers.setOrder(user, { areaCode: params.code, ...body });
    return this.now(params.code);
  }

  @Endpoint(approvalsRoutes.delegate)
  @Allow('approval.delegate', here)
  async delegate(
    @Input() { params, body }: InputOf<typeof approvalsRoutes.delegate>,
    @CurrentUser() user: Principal,
  ): Promise<ApproversView> {
    await this.approvers.delegate(user, params.code, body);
    return this.now(params.code);
  }

  @Endpoint(approvalsRoutes.endDelegation)
  @Allow('approval.delegate', here)
  async endDelegation(
    @Input() { params }: InputOf<typeof approvalsRoutes.endDelegation>,
    @CurrentUser() user: Principal,
  ): Promise<ApproversView> {
    await this.approvers.endDelegation(user, params.code, params.id);
    return this.now(params.code);
  }

  @Endpoint(approvalsRoutes.grantStanding)
  @Allow('bulletin.approve', here)
  async grantStanding(
    @Input() { params, body }: InputOf<typeof approvalsRoutes.grantStanding>,
    @CurrentUser() user: Principal,
  ): Promise<ApproversView> {
    await this.approvers.grantStanding(user, params.code, body);
    return this.now(params.code);
  }

  @Endpoint(approvalsRoutes.endStanding)
  @Allow('bulletin.approve', here)
  async endStanding(
    @Input() { params }: InputOf<typeof approvalsRoutes.endStanding>,
    @CurrentUser() user: Principal,
  ): Promise<ApproversView> {
    await this.approvers.endStanding(user, params.code, params.id);
    return this.now(params.code);
  }

  private async now(areaCode: string): Promise<ApproversView> {
    const { order, ...lent } = await this.approvers.of(areaCode);
    const { userIds, authorMayApprove, revision } = order;
    const mentioned = [
      ...userIds,
      ...lent.delegations.flatMap(({ fromUserId, toUserId }) => [fromUserId, toUserId]),
      ...lent.standing.map(({ grantedBy }) => grantedBy),
    ];
    const people = await this.approvers.peopleOf(areaCode, mentioned);
    return { areaCode, userIds, authorMayApprove, revision, ...lent, people };
  }
}
