import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/principal';
import type { ApproversView } from '../../contracts/http/approvals';
import { actsFor, askedInOrder, coveredBy, isOpen, type RelayItem } from '../../domain/bulletins/approvers';
import { mayApprove, type Hands } from '../../domain/bulletins/approval';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newId } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import type { Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { AccessService, type RoleHolder, UsersService } from '../accounts';
import { AreasService } from '../areas';
import { ApprovalOrderEntity, type DelegationEntity, type StandingApprovalEntity } from './approvers.entity';
import { ApproversRepository } from './approvers.repository';
import type { Bulletin, Version } from './bulletin';

export type NewDelegation = Pick<DelegationEntity, 'toUserId' | 'fromAt' | 'untilAt' | 'reason'>;
export type NewStanding = Pick<StandingApprovalEntity, 'kind' | 'key' | 'topicCode' | 'fromAt' | 'untilAt' | 'reason'>;

export interface Approvers {
  order: ApprovalOrderEntity;
  delegations: DelegationEntity[];
  standing: StandingApprovalEntity[];
}

/** Who approves: the order of an area, lent powers, approvals in advance (B2). */
@Injectable()
export class ApproversService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: ApproversRepository,
    private readonly areas: AreasService,
    private readonly access: AccessService,
    private readonly users: UsersService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What an area itself says, with what is lent and given in advance there. */
  async of(areaCode: string): Promise<Approvers> {
    const now = this.clock.nowMs();
    const [own] = await this.repository.orders(this.read.manager, [areaCode]);
    return {
      order: own ?? emptyOrder(areaCode),
      delegations: await this.repository.delegations(this.read.manager, [areaCode], now),
      standing: await this.repository.standing(this.read.manager, areaCode, now),
    };
  }

  /** Names of who holds a role in an area or above it, by name, then of those others who are mentioned. */
  async peopleOf(areaCode: string, mentioned: readonly string[]): Promise<ApproversView['people']> {
    const above = this.areas.ancestorsOf(areaCode);
    const held = await this.users.holders(['approver', 'operator', 'staff']);
    const here = new Map(
      held.flatMap(({ userId, name, areaCode: at }) => (above.includes(at) ? [[userId, name] as const] : [])),
    );
    const others = [...new Set(mentioned)].filter((id) => !here.has(id));
    const named = await Promise.all(
      others.map(async (id) => ({ id, name: (await this.users.get(id)).user.displayName })),
    );
    return [
      ...[...here].map(([id, name]) => ({ id, name, mayBeLent: true })),
      ...named.map((one) => ({ ...one, mayBeLent: false })),
    ].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  }

  /** Sets order and policy of an area. Throws VERSION_CONFLICT, NOT_FOUND for a user there is not. */
  async setOrder(
    user: Principal,
    wanted: Pick<ApprovalOrderEntity, 'areaCode' | 'userIds' | 'authorMayApprove' | 'revision'>,
  ): Promise<void> {
    for (const userId of wanted.userIds) await this.users.get(userId);
    await this.uow.run(actorOf(user), async (tx) => {
      const { areaCode, revision } = wanted;
      const [stored] = await this.repository.orders(tx.manager, [areaCode]);
      const before = stored ?? emptyOrder(areaCode);
      if (before.revision !== revision) throw new Fault('VERSION_CONFLICT', { what: 'approvers', id: areaCode });
      const after = { ...wanted, revision: revision + 1, updatedAt: tx.nowMs };
      await this.repository.saveOrder(tx.manager, after);
      await tx.audit({ action: 'approvers.set', entity: 'approvers', entityId: areaCode, before, after });
    });
  }

  /** Lends the user's own power to approve to somebody for a time. Throws NOT_FOUND, INPUT_INVALID. */
  async delegate(user: Principal, areaCode: string, wanted: NewDelegation): Promise<void> {
    await this.users.get(wanted.toUserId);
    this.checkDates(wanted);
    await this.uow.run(actorOf(user), async (tx) => {
      const row = {
        id: newId(tx.nowMs),
        areaCode,
        fromUserId: user.userId,
        ...wanted,
        ...fresh(tx),
        handedOverAt: null,
      };
      await this.repository.insertDelegation(tx.manager, row);
      await tx.audit({ action: 'approval.delegated', entity: 'delegation', entityId: row.id, after: row });
      await tx.emit({ type: 'approval.delegated', payload: row });
    });
  }

  async endDelegation(user: Principal, areaCode: string, id: string): Promise<void> {
    await this.uow.run(actorOf(user), async (tx) => {
      const row = await this.repository.delegation(tx.manager, id);
      if (row?.areaCode !== areaCode) throw new Fault('NOT_FOUND', { what: 'delegation', id });
      if (row.fromUserId !== user.userId) throw new Fault('NOT_ALLOWED', { action: 'approval.delegate' });
      if (row.endedAt !== null) return;
      await this.repository.endDelegation(tx.manager, id, tx.nowMs);
      await tx.audit({ action: 'approval.delegation-ended', entity: 'delegation', entityId: id, before: row });
    });
  }

  /** Approves in advance what comes of one kind, key and topic. Throws INPUT_INVALID. */
  async grantStanding(user: Principal, areaCode: string, wanted: NewStanding): Promise<void> {
    this.checkDates(wanted);
    await this.uow.run(actorOf(user), async (tx) => {
      const row = { id: newId(tx.nowMs), areaCode, grantedBy: user.userId, ...wanted, ...fresh(tx) };
      await this.repository.insertStanding(tx.manager, row);
      await tx.audit({
        action: 'standing-approval.granted',
        entity: 'standing-approval',
        entityId: row.id,
        after: row,
      });
      await tx.emit({ type: 'standing-approval.changed', payload: { areaCode } });
    });
  }

  async endStanding(user: Principal, areaCode: string, id: string): Promise<void> {
    await this.uow.run(actorOf(user), async (tx) => {
      const row = await this.repository.standingById(tx.manager, id);
      if (row?.areaCode !== areaCode) throw new Fault('NOT_FOUND', { what: 'standing-approval', id });
      if (row.endedAt !== null) return;
      await this.repository.endStanding(tx.manager, id, tx.nowMs);
      await tx.audit({ action: 'standing-approval.ended', entity: 'standing-approval', entityId: id, before: row });
      await tx.emit({ type: 'standing-approval.changed', payload: { areaCode } });
    });
  }

  /** Passes for an approver of the area, and for who stands in for one; else NOT_FOUND or NOT_ALLOWED. */
  async requireApprover(user: Principal, action: 'bulletin.approve' | 'bulletin.return', of: Bulletin): Promise<void> {
    if (await this.access.may(user, action, of.areaCode)) return;
    const now = this.clock.nowMs();
    const above = this.areas.ancestorsOf(of.areaCode);
    const open = await this.repository.delegations(this.read.manager, above, now);
    for (const fromUserId of actsFor(user.userId, open, now)) {
      if (await this.isApprover(fromUserId, above)) return;
    }
    await this.access.require(user, action, of.areaCode, { what: 'bulletin', id: of.id });
  }

  /** Whether those who had a hand in it may approve it: the nearest area that says so decides. */
  async policyOf(areaCode: string, manager = this.read.manager): Promise<{ authorMayApprove: boolean }> {
    const order = await this.nearestOrder(areaCode, manager);
    return { authorMayApprove: order?.authorMayApprove ?? false };
  }

  /** Whether what is said for an area holds for a bulletin. */
  covers(areaCode: string, bulletin: Bulletin): boolean {
    return this.areas.ancestorsOf(bulletin.areaCode).includes(areaCode);
  }

  /** Who is to be asked for this version, first to last; without a list the approvers of the area, the nearest first. */
  async askedFor(bulletin: Bulletin, version: Version): Promise<string[][]> {
    const now = this.clock.nowMs();
    const above = this.areas.ancestorsOf(bulletin.areaCode);
    const order = await this.nearestOrder(bulletin.areaCode, this.read.manager);
    const listed = order && order.userIds.length > 0 ? order.userIds : await this.users.holding('approver', above);
    const open = await this.repository.delegations(this.read.manager, above, now);
    return askedInOrder(listed, open, handsOf(bulletin, version), order ?? { authorMayApprove: false }, now);
  }

  /** Who stands in for an approver now, each with the area for which they do. */
  async standIns(): Promise<RoleHolder[]> {
    const now = this.clock.nowMs();
    const open = (await this.repository.open(this.read.manager, now)).filter((one) => isOpen(one, now));
    const named = await Promise.all(
      open.map(async ({ fromUserId, toUserId, areaCode }) => {
        if (!(await this.isApprover(fromUserId, this.areas.ancestorsOf(areaCode)))) return [];
        const { user } = await this.users.get(toUserId);
        return user.disabledAt === null ? [{ userId: toUserId, name: user.displayName, areaCode }] : [];
      }),
    );
    return named.flat();
  }

  /** The approval in advance that covers a submission, if its granter may still approve and had no hand in it. */
  async standingFor(
    tx: Transaction,
    bulletin: Bulletin,
    version: Version,
  ): Promise<StandingApprovalEntity | undefined> {
    const above = this.areas.ancestorsOf(bulletin.areaCode);
    const policy = await this.policyOf(bulletin.areaCode, tx.manager);
    for (const one of await this.repository.standing(tx.manager, bulletin.areaCode, tx.nowMs)) {
      const covers =
        coveredBy(one, bulletin, tx.nowMs) && mayApprove(one.grantedBy, handsOf(bulletin, version), policy);
      if (covers && (await this.isApprover(one.grantedBy, above))) return one;
    }
    return undefined;
  }

  /** The same for a relay; of several the one that lasts longest. */
  async standingForRelay(tx: Transaction, item: RelayItem): Promise<StandingApprovalEntity | undefined> {
    const approvers = await this.users.holding('approver', this.areas.ancestorsOf(item.areaCode));
    const covering = (await this.repository.standing(tx.manager, item.areaCode, tx.nowMs)).filter(
      (one) =>
        one.kind === 'relay' &&
        coveredBy(one, item, tx.nowMs) &&
        one.createdAt >= item.since &&
        one.grantedBy !== item.madeBy &&
        approvers.includes(one.grantedBy),
    );
    return covering.sort((a, b) => b.untilAt - a.untilAt)[0];
  }

  private async nearestOrder(areaCode: string, manager: ReadDatabase['manager']) {
    const above = this.areas.ancestorsOf(areaCode);
    const orders = await this.repository.orders(manager, above);
    return above.flatMap((code) => orders.filter((order) => order.areaCode === code))[0];
  }

  private async isApprover(userId: string, above: readonly string[]): Promise<boolean> {
    return (await this.users.holding('approver', above)).includes(userId);
  }

  private checkDates({ fromAt, untilAt }: { fromAt: number; untilAt: number }): void {
    const now = this.clock.nowMs();
    if (fromAt < untilAt && isOpen({ fromAt: now, untilAt, endedAt: null }, now)) return;
    const issue = {
      path: 'untilAt',
      message: 'must be later than fromAt and now',
      messageVi: 'phải sau lúc bắt đầu và sau bây giờ',
    };
    throw new Fault('INPUT_INVALID', { issues: [issue] });
  }
}

/** Who had a hand in a version (B2). */
export function handsOf(bulletin: Bulletin, version: Version): Hands {
  return { createdBy: bulletin.createdBy, changedBy: bulletin.updatedBy, submittedBy: version.submittedBy };
}

const fresh = (tx: Transaction) => ({ endedAt: null, createdAt: tx.nowMs });
const emptyOrder = (areaCode: string): ApprovalOrderEntity => ({
  areaCode,
  userIds: [],
  authorMayApprove: false,
  revision: 0,
  updatedAt: 0,
});
