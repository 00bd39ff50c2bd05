import { Inject, Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import type { EnrolmentView } from '../../contracts/http/accounts';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { newSecret } from '../../platform/clock/identifiers';
import { LOA_CONFIG, type LoaConfig } from '../../platform/config/config';
import { ReadDatabase } from '../../platform/database/database';
import type { Transaction } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { SecretBox } from '../../platform/signing/secret-box';
import { AccountsRepository } from './accounts.repository';
import { LoginThrottle } from './login-throttle';
import { hashToken, passwordMatches } from './passwords';
import type { AuthenticatorEntity } from './second-step.entity';
import { SecondStepRepository } from './second-step.repository';

const periodSeconds = 30;
const recoveryCodes = 10;

/** What a person gives for the second step: the password, or a code where an authenticator is set up. */
export interface Proof {
  password?: string | undefined;
  code?: string | undefined;
}

/**
 * The second step of X2, and the authenticator that may stand for it. A session is stepped up for a few minutes; the guard asks for
 * it on every route whose action needs one.
 */
@Injectable()
export class SecondStepService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly accounts: AccountsRepository,
    private readonly steps: SecondStepRepository,
    private readonly throttle: LoginThrottle,
    private readonly box: SecretBox,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOA_CONFIG) private readonly config: Pick<LoaConfig, 'secondStepMinutes' | 'stationName'>,
  ) {}

  /** Until when a second step taken then holds. */
  holdsUntil(secondStepAt: number | null): number | null {
    return secondStepAt === null ? null : secondStepAt + this.config.secondStepMinutes * 60_000;
  }

  /** Whether it holds now. */
  holds(secondStepAt: number | null): boolean {
    const until = this.holdsUntil(secondStepAt);
    return until !== null && this.clock.nowMs() < until;
  }

  /** What a person sees of the own authenticator. */
  async stateOf(userId: string): Promise<{ authenticator: boolean; recoveryCodesLeft: number }> {
    const authenticator = await this.enabled(userId);
    return { authenticator, recoveryCodesLeft: await this.steps.countRecoveryCodes(this.read.manager, userId) };
  }

  async enabled(userId: string): Promise<boolean> {
    return isOn(await this.steps.authenticatorOf(this.read.manager, userId));
  }

  /** Takes the second step for a session. Throws LOGIN_FAILED, SECOND_FACTOR_NEEDED and TOO_MANY_REQUESTS. */
  async take(principal: Principal, tokenHash: string, proof: Proof, address: string): Promise<number> {
    await this.prove(principal, proof, address);
    return this.uow.run(actorOf(principal), async (tx) => {
      await this.steps.markSecondStep(tx.manager, tokenHash, tx.nowMs);
      await tx.audit({ action: 'session.second-step', entity: 'user', entityId: principal.userId, after: { address } });
      return tx.nowMs + this.config.secondStepMinutes * 60_000;
    });
  }

  /** At log-in: nothing without an authenticator; with one, a code. Throws SECOND_FACTOR_NEEDED and LOGIN_FAILED. */
  async requireAtLogin(userId: string, username: string, code: string | undefined): Promise<void> {
    if (!(await this.enabled(userId))) return;
    if (!code) throw new Fault('SECOND_FACTOR_NEEDED', {});
    if (!(await this.takeCode({ userId, name: username }, code))) throw new Fault('LOGIN_FAILED', {});
  }

  /** Begins setting an authenticator up: its secret is told once, and counts after `confirm`. Needs the password. */
  async enrol(principal: Principal, proof: Proof, address: string): Promise<EnrolmentView> {
    await this.prove(principal, proof, address);
    const secret = new Secret({ size: 20 });
    const sealedSecret = this.box.seal(secret.base32, principal.userId);
    await this.uow.run(actorOf(principal), async (tx) => {
      if (isOn(await this.steps.authenticatorOf(tx.manager, principal.userId)))
        throw new Fault('STATE_FORBIDS', { what: 'authenticator', state: 'enabled', action: 'enrol' });
      await this.steps.replaceAuthenticator(tx.manager, {
        userId: principal.userId,
        sealedSecret,
        confirmedAt: null,
        lastStep: null,
      });
    });
    return { secret: secret.base32, uri: this.totp(secret.base32, principal.username).toString() };
  }

  /** Turns the authenticator on with a first code of it; the recovery codes are told once. Throws LOGIN_FAILED. */
  async confirm(principal: Principal, code: string, address: string): Promise<string[]> {
    await this.throttle.begin(principal.username, address);
    const taken = await this.takeCode(actorOf(principal), code, { unconfirmed: true });
    if (!taken) throw new Fault('LOGIN_FAILED', {});
    await this.throttle.succeed(principal.username, address);
    return this.uow.run(actorOf(principal), async (tx) => {
      await this.steps.confirm(tx.manager, principal.userId, tx.nowMs);
      await tx.audit({ action: 'user.authenticator-on', entity: 'user', entityId: principal.userId });
      return this.newRecoveryCodes(tx, principal.userId);
    });
  }

  /** New recovery codes; the old ones end. */
  async renewRecoveryCodes(principal: Principal, proof: Proof, address: string): Promise<string[]> {
    await this.prove(principal, proof, address);
    if (!(await this.enabled(principal.userId)))
      throw new Fault('STATE_FORBIDS', { what: 'authenticator', state: 'off', action: 'recovery-codes' });
    return this.uow.run(actorOf(principal), (tx) => this.newRecoveryCodes(tx, principal.userId));
  }

  /** Turns the authenticator off; with a code of it, or one from paper. */
  async disable(principal: Principal, proof: Proof, address: string): Promise<void> {
    await this.prove(principal, proof, address);
    await this.uow.run(actorOf(principal), async (tx) => {
      await this.steps.removeAuthenticator(tx.manager, principal.userId);
      await tx.audit({ action: 'user.authenticator-off', entity: 'user', entityId: principal.userId });
    });
  }

  private async prove(principal: Principal, { password, code }: Proof, address: string): Promise<void> {
    await this.throttle.begin(principal.username, address);
    if (await this.enabled(principal.userId)) {
      if (!code) throw new Fault('SECOND_FACTOR_NEEDED', {});
      if (!(await this.takeCode(actorOf(principal), code))) throw new Fault('LOGIN_FAILED', {});
    } else {
      const account = await this.accounts.userById(this.read.manager, principal.userId);
      const matches = await passwordMatches(password ?? '', account?.user.passwordHash ?? null);
      if (!matches) throw new Fault('LOGIN_FAILED', {});
    }
    await this.throttle.succeed(principal.username, address);
  }

  /** True when the code is of the authenticator and new, or a recovery code, which is gone thereafter. */
  private async takeCode(
    actor: { userId: string | null; name: string },
    code: string,
    { unconfirmed = false }: { unconfirmed?: boolean } = {},
  ): Promise<boolean> {
    const userId = actor.userId ?? '';
    const plain = code.replace(/[\s-]/g, '').toLowerCase();
    const authenticator = await this.steps.authenticatorOf(this.read.manager, userId);
    if (!authenticator || (authenticator.confirmedAt === null) !== unconfirmed) return false;
    if (!/^\d{6}$/.test(plain)) {
      if (unconfirmed) return false;
      return this.uow.run(actor, async (tx) => {
        const taken = await this.steps.takeRecoveryCode(tx.manager, userId, hashToken(plain));
        if (taken) await tx.audit({ action: 'user.recovery-code-used', entity: 'user', entityId: userId });
        return taken;
      });
    }
    const now = this.clock.nowMs();
    const totp = this.totp(this.box.open(authenticator.sealedSecret, userId), actor.name);
    const delta = totp.validate({ token: plain, timestamp: now, window: 1 });
    if (delta === null) return false;
    const step = Math.floor(now / 1000 / periodSeconds) + delta;
    return this.uow.run(actor, (tx) => this.steps.takeStep(tx.manager, userId, step));
  }

  private async newRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodes }, () => newRecoveryCode());
    await this.steps.replaceRecoveryCodes(
      tx.manager,
      userId,
      codes.map((code) => hashToken(code.replaceAll('-', ''))),
    );
    await tx.audit({ action: 'user.recovery-codes-made', entity: 'user', entityId: userId });
    return codes;
  }

  private totp(base32: string, label: string): TOTP {
    return new TOTP({
      issuer: this.config.stationName,
      label,
      secret: Secret.fromBase32(base32),
      period: periodSeconds,
    });
  }
}

const isOn = (authenticator: AuthenticatorEntity | null): boolean =>
  authenticator !== null && authenticator.confirmedAt !== null;

/** `abcde-fghij-klmno`: letters only, so that it is never taken for a code of six digits. */
function newRecoveryCode(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz';
  const bytes = Buffer.from(newSecret(30), 'base64url');
  const text = [...bytes.subarray(0, 15)].map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{5})(?=.)/g, '$1-');
}
