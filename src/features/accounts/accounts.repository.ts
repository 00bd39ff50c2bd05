import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import type { Role } from '../../domain/access/roles';
import { GrantEntity } from './grant.entity';
import { PasswordResetEntity } from './password-reset.entity';
import { SessionEntity } from './session.entity';
import { UserEntity } from './user.entity';

export interface UserWithGrants {
  user: UserEntity;
  grants: GrantEntity[];
}

export interface RoleHolder {
  userId: string;
  name: string;
  areaCode: string;
}

/** Rows of accounts; every method takes the manager of the transaction or of the reading side. */
@Injectable()
export class AccountsRepository {
  /** False when the user name is taken. */
  async insertUser(manager: EntityManager, user: UserEntity): Promise<boolean> {
    await manager.createQueryBuilder().insert().into(UserEntity).values(user).orIgnore().execute();
    return manager.existsBy(UserEntity, { id: user.id });
  }

  async countUsers(manager: EntityManager): Promise<number> {
    return manager.count(UserEntity);
  }

  async userById(manager: EntityManager, id: string): Promise<UserWithGrants | null> {
    const user = await manager.findOneBy(UserEntity, { id });
    return user && { user, grants: await this.grantsOf(manager, [user.id]) };
  }

  async userByName(manager: EntityManager, username: string): Promise<UserEntity | null> {
    return manager.findOneBy(UserEntity, { username });
  }

  /** Users by name after `after`, with their grants. */
  async usersAfter(manager: EntityManager, after: string, limit: number): Promise<UserWithGrants[]> {
    const users = await manager.find(UserEntity, {
      where: { username: MoreThan(after) },
      order: { username: 'ASC' },
      take: limit,
    });
    const grants = await this.grantsOf(
      manager,
      users.map((user) => user.id),
    );
    return users.map((user) => ({ user, grants: grants.filter((grant) => grant.userId === user.id) }));
  }

  async updateUser(manager: EntityManager, id: string, change: Partial<UserEntity>): Promise<void> {
    await manager.update(UserEntity, { id }, change);
  }

  /** False when the user already has this role there. */
  async insertGrant(manager: EntityManager, grant: GrantEntity): Promise<boolean> {
    await manager.createQueryBuilder().insert().into(GrantEntity).values(grant).orIgnore().execute();
    return manager.existsBy(GrantEntity, { id: grant.id });
  }

  async deleteGrant(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(GrantEntity, { id });
  }

  async insertSession(manager: EntityManager, session: SessionEntity): Promise<void> {
    await manager.insert(SessionEntity, session);
  }

  async sessionByHash(manager: EntityManager, tokenHash: string): Promise<SessionEntity | null> {
    return manager.findOneBy(SessionEntity, { tokenHash });
  }

  async deleteSession(manager: EntityManager, tokenHash: string): Promise<void> {
    await manager.delete(SessionEntity, { tokenHash });
  }

  /** Ends the sessions of a user, but one if named. */
  async deleteSessionsOf(manager: EntityManager, userId: string, exceptHash?: string): Promise<void> {
    await manager.delete(SessionEntity, exceptHash ? { userId, tokenHash: Not(exceptHash) } : { userId });
  }

  async deleteExpired(manager: EntityManager, nowMs: number): Promise<void> {
    await manager.delete(SessionEntity, { expiresAt: LessThanOrEqual(nowMs) });
    await manager.delete(PasswordResetEntity, { expiresAt: LessThanOrEqual(nowMs) });
  }

  async replaceReset(manager: EntityManager, reset: PasswordResetEntity): Promise<void> {
    await manager.delete(PasswordResetEntity, { userId: reset.userId });
    await manager.insert(PasswordResetEntity, reset);
  }

  async resetByHash(manager: EntityManager, codeHash: string): Promise<PasswordResetEntity | null> {
    return manager.findOneBy(PasswordResetEntity, { codeHash });
  }

  /** True for the one who took it: a code works once, whoever is faster. */
  async takeReset(manager: EntityManager, codeHash: string): Promise<boolean> {
    return ((await manager.delete(PasswordResetEntity, { codeHash })).affected ?? 0) > 0;
  }

  /** Ids of open accounts with the role in one of the areas, in the order of the areas, then by name. */
  async holding(manager: EntityManager, role: Role, areaCodes: readonly string[]): Promise<string[]> {
    const grants = await manager.findBy(GrantEntity, { role, areaCode: In([...areaCodes]) });
    const ids = [...new Set(grants.map((grant) => grant.userId))];
    if (ids.length === 0) return [];
    const open = await manager.find(UserEntity, {
      where: { id: In(ids), disabledAt: IsNull() },
      order: { username: 'ASC' },
    });
    const nearest = (userId: string): number =>
      Math.min(...grants.filter((one) => one.userId === userId).map((one) => areaCodes.indexOf(one.areaCode)));
    return open.map((user) => user.id).sort((a, b) => nearest(a) - nearest(b));
  }

  /** Every open account that holds one of the roles, with where it does. */
  async holders(manager: EntityManager, roles: readonly Role[]): Promise<RoleHolder[]> {
    const grants = await manager.findBy(GrantEntity, { role: In([...roles]) });
    const open = await manager.find(UserEntity, {
      where: { id: In([...new Set(grants.map(({ userId }) => userId))]), disabledAt: IsNull() },
      order: { username: 'ASC' },
    });
    const names = new Map(open.map(({ id, displayName }) => [id, displayName]));
    return grants.flatMap(({ userId, areaCode }) => {
      const name = names.get(userId);
      return name === undefined ? [] : [{ userId, name, areaCode }];
    });
  }

  private async grantsOf(manager: EntityManager, userIds: string[]): Promise<GrantEntity[]> {
    if (userIds.length === 0) return [];
    return manager.find(GrantEntity, { where: { userId: In(userIds) }, order: { areaCode: 'ASC', role: 'ASC' } });
  }
}
