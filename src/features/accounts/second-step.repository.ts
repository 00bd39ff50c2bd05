import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuthenticatorEntity, RecoveryCodeEntity } from './second-step.entity';
import { SessionEntity } from './session.entity';

/** Rows of authenticators, recovery codes and second steps. */
@Injectable()
export class SecondStepRepository {
  authenticatorOf(manager: EntityManager, userId: string): Promise<AuthenticatorEntity | null> {
    return manager.findOneBy(AuthenticatorEntity, { userId });
  }

  async replaceAuthenticator(manager: EntityManager, authenticator: AuthenticatorEntity): Promise<void> {
    await manager.delete(AuthenticatorEntity, { userId: authenticator.userId });
    await manager.insert(AuthenticatorEntity, authenticator);
  }

  async confirm(manager: EntityManager, userId: string, confirmedAt: number): Promise<void> {
    await manager.update(AuthenticatorEntity, { userId }, { confirmedAt });
  }

  /** True for the one who used the step: of two requests with the same code one wins. */
  async takeStep(manager: EntityManager, userId: string, step: number): Promise<boolean> {
    const taken = await manager
      .createQueryBuilder()
      .update(AuthenticatorEntity)
      .set({ lastStep: step })
      .where('userId = :userId AND (lastStep IS NULL OR lastStep < :step)', { userId, step })
      .execute();
    return (taken.affected ?? 0) > 0;
  }

  /** True where there was one. */
  async removeAuthenticator(manager: EntityManager, userId: string): Promise<boolean> {
    await manager.delete(RecoveryCodeEntity, { userId });
    return ((await manager.delete(AuthenticatorEntity, { userId })).affected ?? 0) > 0;
  }

  async replaceRecoveryCodes(manager: EntityManager, userId: string, hashes: readonly string[]): Promise<void> {
    await manager.delete(RecoveryCodeEntity, { userId });
    await manager.insert(
      RecoveryCodeEntity,
      hashes.map((codeHash) => ({ codeHash, userId })),
    );
  }

  /** True for the one who took it. */
  async takeRecoveryCode(manager: EntityManager, userId: string, codeHash: string): Promise<boolean> {
    return ((await manager.delete(RecoveryCodeEntity, { codeHash, userId })).affected ?? 0) > 0;
  }

  countRecoveryCodes(manager: EntityManager, userId: string): Promise<number> {
    return manager.countBy(RecoveryCodeEntity, { userId });
  }

  async markSecondStep(manager: EntityManager, tokenHash: string, secondStepAt: number): Promise<void> {
    await manager.update(SessionEntity, { tokenHash }, { secondStepAt });
  }
}
