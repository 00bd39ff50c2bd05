import { Injectable } from '@nestjs/common';
import type { ResetCodeView } from '../../contracts/http/accounts';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import type { Grant } from '../../domain/access/roles';
import { Fault } from '../../domain/fault';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { AccessService } from './access.service';
import type { UserWithGrants } from './accounts.repository';
import { PasswordsService } from './passwords.service';
import { type NewUser, UsersService } from './users.service';

const pageSize = 200;

/** What an administrator does with the users of the own areas (X1): the level above, never beside it. */
@Injectable()
export class AdministrationService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly access: AccessService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
  ) {}

  /** Users that hold a grant in an area of the caller, by user name; `next` continues. */
  async list(
    caller: Principal,
    after: string,
    limit: number,
  ): Promise<{ users: UserWithGrants[]; next: string | null }> {
    const found: UserWithGrants[] = [];
    for (let from = after; ;) {
      const page = await this.users.page(from, pageSize);
      for (const account of page) {
        if (await this.sees(caller, account)) found.push(account);
        if (found.length > limit) {
          const users = found.slice(0, limit);
          return { users, next: users.at(-1)?.user.username ?? null };
        }
      }
      const last = page.at(-1);
      if (!last || page.length < pageSize) return { users: found, next: null };
      from = last.user.username;
    }
  }

  /** Creates a user; without a password a one-time code comes with it. Grants outside the caller's areas are refused. */
  async create(caller: Principal, wanted: NewUser): Promise<{ account: UserWithGrants; reset: ResetCodeView | null }> {
    for (const grant of wanted.grants) {
      await this.access.require(caller, 'user.manage', grant.areaCode);
      await this.access.require(caller, 'grant.manage', grant.areaCode);
    }
    return this.uow.run(actorOf(caller), async (tx) => {
      const account = await this.users.create(actorOf(caller), wanted);
      const reset = wanted.password === null ? await this.passwords.addReset(tx, account.user.id) : null;
      return { account, reset };
    });
  }

  async addGrant(caller: Principal, userId: string, grant: Grant): Promise<UserWithGrants> {
    await this.requireSeen(caller, await this.users.get(userId));
    await this.access.require(caller, 'grant.manage', grant.areaCode);
    return this.users.addGrant(actorOf(caller), userId, grant);
  }

  async revokeGrant(caller: Principal, userId: string, grantId: string): Promise<UserWithGrants> {
    const account = await this.users.get(userId);
    await this.requireSeen(caller, account);
    const grant = account.grants.find((one) => one.id === grantId);
    if (!grant) throw new Fault('NOT_FOUND', { what: 'grant', id: grantId });
    await this.access.require(caller, 'grant.manage', grant.areaCode, { what: 'grant', id: grantId });
    return this.users.revokeGrant(actorOf(caller), userId, grantId);
  }

  async setDisabled(caller: Principal, userId: string, disabled: boolean): Promise<UserWithGrants> {
    await this.requireWhole(caller, 'user.manage', userId);
    return this.users.setDisabled(actorOf(caller), userId, disabled);
  }

  async resetPassword(caller: Principal, userId: string): Promise<ResetCodeView> {
    await this.requireWhole(caller, 'user.manage', userId);
    return this.uow.run(actorOf(caller), (tx) => this.passwords.addReset(tx, userId));
  }

  /** Who takes over an account takes over every grant of it: the caller must stand above them all. */
  private async requireWhole(caller: Principal, action: Action, userId: string): Promise<void> {
    const account = await this.users.get(userId);
    await this.requireSeen(caller, account);
    for (const grant of account.grants) {
      if (!(await this.access.may(caller, action, grant.areaCode))) throw new Fault('NOT_ALLOWED', { action });
    }
  }

  private async requireSeen(caller: Principal, account: UserWithGrants): Promise<void> {
    if (!(await this.sees(caller, account))) throw new Fault('NOT_FOUND', { what: 'user', id: account.user.id });
  }

  /** A user without any grant is seen from the root alone. */
  private async sees(caller: Principal, { grants }: UserWithGrants): Promise<boolean> {
    if (grants.length === 0) return this.access.seesEverything(caller, 'user.read');
    for (const { areaCode } of grants) if (await this.access.may(caller, 'user.read', areaCode)) return true;
    return false;
  }
}
