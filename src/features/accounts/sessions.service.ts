import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newSecret } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { AccountsRepository, type UserWithGrants } from './accounts.repository';
import { LoginThrottle } from './login-throttle';
import { hashToken, passwordMatches } from './passwords';
import { SecondStepService } from './second-step.service';
import { SessionEndings } from './session-endings';
import { principalOf } from './views';

export interface OpenedSession {
  /** Told once; only its hash is kept. */
  token: string;
  expiresAt: number;
  account: UserWithGrants;
}

export interface FoundSession {
  tokenHash: string;
  principal: Principal;
  secondStepAt: number | null;
}

/** Log-in, log-out, and who a token belongs to. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly accounts: AccountsRepository,
    private readonly throttle: LoginThrottle,
    private readonly secondStep: SecondStepService,
    private readonly endings: SessionEndings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'sessionHours'>,
  ) {}

  /** Opens a session. Throws LOGIN_FAILED (whatever was wrong), SECOND_FACTOR_NEEDED and TOO_MANY_REQUESTS. */
  async logIn(username: string, password: string, address: string, code?: string): Promise<OpenedSession> {
    await this.throttle.begin(username, address);
    const user = await this.accounts.userByName(this.read.manager, username);
    const matches = await passwordMatches(password, user?.passwordHash ?? null);
    if (!user || !matches || user.disabledAt !== null) throw new Fault('LOGIN_FAILED', {});
    await this.secondStep.requireAtLogin(user.id, user.username, code);
    await this.throttle.succeed(username, address);
    const token = newSecret();
    return this.uow.run({ userId: user.id, name: user.username }, async (tx) => {
      const account = await this.accounts.userById(tx.manager, user.id);
      // Between the check and here the password may have been changed or the account closed.
      if (!account || account.user.passwordHash !== user.passwordHash || account.user.disabledAt !== null) {
        throw new Fault('LOGIN_FAILED', {});
      }
      const expiresAt = tx.nowMs + this.config.sessionHours * 3_600_000;
      const session = {
        tokenHash: hashToken(token),
        userId: user.id,
        createdAt: tx.nowMs,
        expiresAt,
        secondStepAt: null,
      };
      await this.accounts.deleteExpired(tx.manager, tx.nowMs);
      await this.accounts.insertSession(tx.manager, session);
      await tx.audit({ action: 'session.opened', entity: 'user', entityId: user.id, after: { address, expiresAt } });
      return { token, expiresAt, account };
    });
  }

  /** The session of a token, with the grants as they are now; null when it is unknown, over, or its user's account closed. */
  async find(token: string): Promise<FoundSession | null> {
    const tokenHash = hashToken(token);
    const session = await this.accounts.sessionByHash(this.read.manager, tokenHash);
    if (!session || session.expiresAt <= this.clock.nowMs()) return null;
    const account = await this.accounts.userById(this.read.manager, session.userId);
    if (!account || account.user.disabledAt !== null) return null;
    return { tokenHash, principal: principalOf(account), secondStepAt: session.secondStepAt };
  }

  /** Ends the session of this hash. */
  async logOut(principal: Principal, tokenHash: string): Promise<void> {
    await this.uow.run(actorOf(principal), async (tx) => {
      await this.accounts.deleteSession(tx.manager, tokenHash);
      await tx.audit({ action: 'session.closed', entity: 'user', entityId: principal.userId });
    });
  }

  async logOutEverywhere(principal: Principal): Promise<void> {
    await this.uow.run(actorOf(principal), async (tx) => {
      await this.accounts.deleteSessionsOf(tx.manager, principal.userId);
      await this.endings.ended(tx, principal.userId);
      await tx.audit({ action: 'session.closed-everywhere', entity: 'user', entityId: principal.userId });
    });
  }
}
