import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/principal';
import type { Grant, Role } from '../../domain/access/roles';
import { Fault } from '../../domain/fault';
import { newId, newSecret } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { type Actor, systemActor, type Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AccountsRepository, type RoleHolder, type UserWithGrants } from './accounts.repository';
import { AREA_TREE, type AreaTree } from './area-tree';
import { hashPassword } from './passwords';
import { SessionEndings } from './session-endings';
import { principalOf } from './views';

export interface NewUser {
  /** As the contract's `usernameSchema` leaves it. */
  username: string;
  displayName: string;
  /** null: the user sets one with a one-time code. */
  password: string | null;
  grants: Grant[];
}

/**
 * Users and their grants, without asking who may: AdministrationService asks; the command line and the first start stand above.
 * Every change leaves its audit row (X5).
 */
@Injectable()
export class UsersService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly accounts: AccountsRepository,
    @Inject(AREA_TREE) private readonly tree: AreaTree,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'passwordMinimum'>,
    private readonly endings: SessionEndings,
  ) {}

  /** Throws USER_EXISTS, PASSWORD_TOO_SHORT, and NOT_FOUND for a grant in an area that does not exist. */
  async create(actor: Actor, wanted: NewUser): Promise<UserWithGrants> {
    for (const grant of wanted.grants) await this.requireArea(grant.areaCode);
    const passwordHash =
      wanted.password === null ? null : await hashPassword(wanted.password, this.config.passwordMinimum);
    return this.uow.run(actor, (tx) => this.insert(tx, wanted, passwordHash));
  }

  /**
   * On a database without users: makes `admin` over the whole tree and gives its password, to be printed once; else null.
   */
  async ensureFirstAdmin(): Promise<{ username: string; password: string } | null> {
    if ((await this.accounts.countUsers(this.read.manager)) > 0) return null;
    const username = 'admin';
    const password = newSecret(12);
    const passwordHash = await hashPassword(password, this.config.passwordMinimum);
    const grants: Grant[] = [{ role: 'admin', areaCode: this.tree.rootCode() }];
    return this.uow.run(systemActor('first-start'), async (tx) => {
      if ((await this.accounts.countUsers(tx.manager)) > 0) return null;
      await this.insert(tx, { username, displayName: 'Quản trị', password, grants }, passwordHash);
      return { username, password };
    });
  }

  /** Throws NOT_FOUND. */
  async get(userId: string): Promise<UserWithGrants> {
    const account = await this.accounts.userById(this.read.manager, userId);
    if (!account) throw new Fault('NOT_FOUND', { what: 'user', id: userId });
    return account;
  }

  /** A user as the access table sees it, with the grants as they are now; null for an unknown or closed account. */
  async principalOf(userId: string): Promise<Principal | null> {
    const account = await this.accounts.userById(this.read.manager, userId);
    return account && account.user.disabledAt === null ? principalOf(account) : null;
  }

  /** Ids of the open accounts that hold a role in one of these areas, those of the first area first, then by name. */
  holding(role: Role, areaCodes: readonly string[], manager = this.read.manager): Promise<string[]> {
    return this.accounts.holding(manager, role, areaCodes);
  }

  /** Everybody who holds one of the roles anywhere. */
  holders(roles: readonly Role[]): Promise<RoleHolder[]> {
    return this.accounts.holders(this.read.manager, roles);
  }

  /** Users by name after `after`. */
  page(after: string, limit: number): Promise<UserWithGrants[]> {
    return this.accounts.usersAfter(this.read.manager, after, limit);
  }

  /** Gives a role in an area; a grant that exists stays as it is. Throws NOT_FOUND. */
  async addGrant(actor: Actor, userId: string, grant: Grant): Promise<UserWithGrants> {
    await this.requireArea(grant.areaCode);
    return this.change(actor, userId, async (tx) => {
      const id = newId(tx.nowMs);
      const added = await this.accounts.insertGrant(tx.manager, { id, userId, ...grant, createdAt: tx.nowMs });
      if (added) await tx.audit({ action: 'user.granted', entity: 'user', entityId: userId, after: grant });
    });
  }

  /** Takes a role away; open sessions lose it with their next request. Throws NOT_FOUND. */
  async revokeGrant(actor: Actor, userId: string, grantId: string): Promise<UserWithGrants> {
    return this.change(actor, userId, async (tx, { grants }) => {
      const grant = grants.find((one) => one.id === grantId);
      if (!grant) throw new Fault('NOT_FOUND', { what: 'grant', id: grantId });
      const { role, areaCode } = grant;
      await this.accounts.deleteGrant(tx.manager, grantId);
      await tx.audit({ action: 'user.revoked', entity: 'user', entityId: userId, before: { role, areaCode } });
    });
  }

  /** Closes or reopens an account; closing ends its sessions. Throws NOT_FOUND. */
  async setDisabled(actor: Actor, userId: string, disabled: boolean): Promise<UserWithGrants> {
    return this.change(actor, userId, async (tx, { user }) => {
      if ((user.disabledAt !== null) === disabled) return;
      const disabledAt = disabled ? tx.nowMs : null;
      await this.accounts.updateUser(tx.manager, userId, { disabledAt });
      if (disabled) {
        await this.accounts.deleteSessionsOf(tx.manager, userId);
        await this.endings.ended(tx, userId);
      }
      const action = disabled ? 'user.disabled' : 'user.enabled';
      const before = { disabledAt: user.disabledAt };
      await tx.audit({ action, entity: 'user', entityId: userId, before, after: { disabledAt } });
    });
  }

  private async insert(tx: Transaction, wanted: NewUser, passwordHash: string | null): Promise<UserWithGrants> {
    const { username, displayName } = wanted;
    const id = newId(tx.nowMs);
    const user = { id, username, displayName, passwordHash, createdAt: tx.nowMs, disabledAt: null };
    if (!(await this.accounts.insertUser(tx.manager, user))) throw new Fault('USER_EXISTS', { username });
    for (const { role, areaCode } of wanted.grants) {
      const grant = { id: newId(tx.nowMs), userId: id, role, areaCode, createdAt: tx.nowMs };
      await this.accounts.insertGrant(tx.manager, grant);
    }
    const after = { username, displayName, grants: wanted.grants };
    await tx.audit({ action: 'user.created', entity: 'user', entityId: id, after });
    return this.load(tx, id);
  }

  private change(
    actor: Actor,
    userId: string,
    work: (tx: Transaction, account: UserWithGrants) => Promise<void>,
  ): Promise<UserWithGrants> {
    return this.uow.run(actor, async (tx) => {
      await work(tx, await this.load(tx, userId));
      return this.load(tx, userId);
    });
  }

  private async load(tx: Transaction, userId: string): Promise<UserWithGrants> {
    const account = await this.accounts.userById(tx.manager, userId);
    if (!account) throw new Fault('NOT_FOUND', { what: 'user', id: userId });
    return account;
  }

  private async requireArea(code: string): Promise<void> {
    if ((await this.tree.ancestorsOf(code)) === null) throw new Fault('NOT_FOUND', { what: 'area', id: code });
  }
}
