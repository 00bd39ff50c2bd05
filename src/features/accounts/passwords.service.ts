import { Inject, Injectable } from '@nestjs/common';
import type { ResetCodeView } from '../../contracts/http/accounts';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { newSecret } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor, Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { AccountsRepository } from './accounts.repository';
import { LoginThrottle } from './login-throttle';
import { hashPassword, hashToken, passwordMatches } from './passwords';
import { SecondStepRepository } from './second-step.repository';
import { SessionEndings } from './session-endings';

const resetLastsMs = 24 * 3_600_000;

/** Changing one's own password, and one-time codes given by the level above or by `loa user reset`. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly accounts: AccountsRepository,
    private readonly steps: SecondStepRepository,
    private readonly throttle: LoginThrottle,
    private readonly endings: SessionEndings,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'passwordMinimum'>,
  ) {}

  /** Changes the own password and ends the user's other sessions. Throws LOGIN_FAILED when the current one is wrong. */
  async change(
    principal: Principal,
    words: { current: string; password: string },
    place: { address: string; keepHash?: string },
  ): Promise<void> {
    await this.throttle.begin(principal.username, place.address);
    const account = await this.accounts.userById(this.read.manager, principal.userId);
    const matches = await passwordMatches(words.current, account?.user.passwordHash ?? null);
    if (!matches) throw new Fault('LOGIN_FAILED', {});
    await this.throttle.succeed(principal.username, place.address);
    const passwordHash = await hashPassword(words.password, this.config.passwordMinimum);
    await this.uow.run(actorOf(principal), async (tx) => {
      await this.accounts.updateUser(tx.manager, principal.userId, { passwordHash });
      await this.accounts.deleteSessionsOf(tx.manager, principal.userId, place.keepHash);
      await tx.audit({ action: 'user.password-changed', entity: 'user', entityId: principal.userId });
    });
  }

  /**
   * Makes a one-time code for a user, good for a day; an earlier one ends. The password in use stays until the code is used.
   * For `loa user reset`; the API asks first whether the caller administers the user (UsersService.resetPassword).
   * Throws NOT_FOUND for an unknown user name.
   */
  async createOneTimeReset(actor: Actor, username: string): Promise<ResetCodeView> {
    const user = await this.accounts.userByName(this.read.manager, username);
    if (!user) throw new Fault('NOT_FOUND', { what: 'user', id: username });
    return this.uow.run(actor, (tx) => this.addReset(tx, user.id));
  }

  /** The same inside a unit of work. */
  async addReset(tx: Transaction, userId: string): Promise<ResetCodeView> {
    const code = newSecret(15);
    const expiresAt = tx.nowMs + resetLastsMs;
    await this.accounts.replaceReset(tx.manager, { codeHash: hashToken(code), userId, expiresAt });
    await tx.audit({ action: 'user.reset-made', entity: 'user', entityId: userId, after: { expiresAt } });
    return { code, expiresAt };
  }

  /**
   * Sets the password with a one-time code and ends every session of the user. The authenticator goes too: every code is given by
   * the level above or at the machine, and who lost phone and paper has no other way back in. Throws RESET_CODE_INVALID.
   */
  async useReset(code: string, password: string, address: string): Promise<void> {
    const codeHash = hashToken(code);
    await this.throttle.begin(codeHash, address);
    const reset = await this.accounts.resetByHash(this.read.manager, codeHash);
    const account = reset && (await this.accounts.userById(this.read.manager, reset.userId));
    if (!account) throw new Fault('RESET_CODE_INVALID', {});
    await this.throttle.succeed(codeHash, address);
    const passwordHash = await hashPassword(password, this.config.passwordMinimum);
    const { user } = account;
    await this.uow.run({ userId: user.id, name: user.username }, async (tx) => {
      const mine = await this.accounts.takeReset(tx.manager, codeHash);
      if (!mine || reset.expiresAt <= tx.nowMs) throw new Fault('RESET_CODE_INVALID', {});
      await this.accounts.updateUser(tx.manager, user.id, { passwordHash });
      await this.accounts.deleteSessionsOf(tx.manager, user.id);
      await this.endings.ended(tx, user.id);
      await tx.audit({ action: 'user.password-reset', entity: 'user', entityId: user.id });
      if (!(await this.steps.removeAuthenticator(tx.manager, user.id))) return;
      const after = { because: 'password-reset' };
      await tx.audit({ action: 'user.authenticator-off', entity: 'user', entityId: user.id, after });
    });
  }
}
