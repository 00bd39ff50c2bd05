import { In, IsNull, LessThanOrEqual, type EntityManager, MoreThan } from 'typeorm';
import { query, sql } from '../../platform/database/sql';
import { ApprovalOrderEntity, DelegationEntity, StandingApprovalEntity } from './approvers.entity';
import { BulletinVersionEntity } from './bulletin.entity';

/** A version that waits for an approval, and how many have been asked for it. */
export interface Waiting {
  bulletinId: string;
  versionId: string;
  submittedAt: number;
  asked: number;
}

/** Rows of the approvers' order. Every call takes the manager of a transaction or of the read side. */
export class ApproversRepository {
  orders(manager: EntityManager, areaCodes: readonly string[]): Promise<ApprovalOrderEntity[]> {
    return manager.findBy(ApprovalOrderEntity, { areaCode: In([...areaCodes]) });
  }

  async saveOrder(manager: EntityManager, order: ApprovalOrderEntity): Promise<void> {
    await manager.save(ApprovalOrderEntity, order);
  }

  /** Delegations in these areas that have not ended by `now`. */
  delegations(manager: EntityManager, areaCodes: readonly string[], now: number): Promise<DelegationEntity[]> {
    return manager.find(DelegationEntity, {
      where: { areaCode: In([...areaCodes]), untilAt: MoreThan(now), endedAt: IsNull() },
      order: { fromAt: 'ASC', id: 'ASC' },
    });
  }

  /** Delegations anywhere that have not ended by `now`. */
  open(manager: EntityManager, now: number): Promise<DelegationEntity[]> {
    return manager.find(DelegationEntity, {
      where: { fromAt: LessThanOrEqual(now), untilAt: MoreThan(now), endedAt: IsNull() },
      order: { fromAt: 'ASC', id: 'ASC' },
    });
  }

  /** False when it was handed over before. */
  async setHandedOver(manager: EntityManager, id: string, handedOverAt: number): Promise<boolean> {
    const where = { id, handedOverAt: IsNull() };
    return (await manager.update(DelegationEntity, where, { handedOverAt })).affected === 1;
  }

  delegation(manager: EntityManager, id: string): Promise<DelegationEntity | null> {
    return manager.findOneBy(DelegationEntity, { id });
  }

  async insertDelegation(manager: EntityManager, row: DelegationEntity): Promise<void> {
    await manager.insert(DelegationEntity, row);
  }

  async endDelegation(manager: EntityManager, id: string, endedAt: number): Promise<void> {
    await manager.update(DelegationEntity, { id }, { endedAt });
  }

  standing(manager: EntityManager, areaCode: string, now: number): Promise<StandingApprovalEntity[]> {
    return manager.find(StandingApprovalEntity, {
      where: { areaCode, untilAt: MoreThan(now), endedAt: IsNull() },
      order: { id: 'ASC' },
    });
  }

  standingById(manager: EntityManager, id: string): Promise<StandingApprovalEntity | null> {
    return manager.findOneBy(StandingApprovalEntity, { id });
  }

  async insertStanding(manager: EntityManager, row: StandingApprovalEntity): Promise<void> {
    await manager.insert(StandingApprovalEntity, row);
  }

  async endStanding(manager: EntityManager, id: string, endedAt: number): Promise<void> {
    await manager.update(StandingApprovalEntity, { id }, { endedAt });
  }

  /** Everything that was submitted and not answered, oldest first. */
  async waiting(manager: EntityManager): Promise<Waiting[]> {
    const rows = await query<Waiting>(
      manager,
      sql`SELECT bulletin_id AS "bulletinId", id AS "versionId", submitted_at AS "submittedAt", asked AS "asked"
          FROM bulletin_versions WHERE state = 'submitted' AND superseded_by IS NULL ORDER BY submitted_at, id`,
    );
    return rows.map((row) => ({ ...row, submittedAt: Number(row.submittedAt), asked: Number(row.asked) }));
  }

  /** False when somebody answered, or asked, in between. */
  async setAsked(manager: EntityManager, versionId: string, before: number, asked: number): Promise<boolean> {
    const where = { id: versionId, state: 'submitted' as const, asked: before };
    return (await manager.update(BulletinVersionEntity, where, { asked })).affected === 1;
  }
}
