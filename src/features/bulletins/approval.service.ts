import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/principal';
import { approvalFingerprint, mayApprove } from '../../domain/bulletins/approval';
import { afterEvent } from '../../domain/bulletins/version-states';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import { systemActor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { MediaService } from '../media';
import { contentToApprove } from './approved-version';
import { ApproversService, handsOf } from './approvers.service';
import type { Version } from './bulletin';
import { BulletinsRepository } from './bulletins.repository';
import { BulletinsService } from './bulletins.service';
import { type BulletinChange, BulletinChanges } from './change';

/** Which version, and the edit number its user saw. */
export interface VersionSeen {
  bulletinId: string;
  versionId: string;
  seen: number;
}

const clockwork = systemActor('bulletins');

/** Submitting, approving, returning and recalling, each in the area of origin. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly repository: BulletinsRepository,
    private readonly bulletins: BulletinsService,
    private readonly media: MediaService,
    private readonly changes: BulletinChanges,
    private readonly approvers: ApproversService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Sends a version to be approved: `bulletin.submitted`.
   * @throws STATE_FORBIDS, REQUEST_MISSING, CHANGE_NEEDED (returned and not changed since), VERSION_CONFLICT, NOT_FOUND, NOT_ALLOWED
   */
  async submit(user: Principal, { bulletinId, versionId, seen }: VersionSeen): Promise<void> {
    await this.bulletins.require(user, 'bulletin.submit', bulletinId);
    await this.uow.run(actorOf(user), async (tx) => {
      const begun = await this.changes.begin(tx, bulletinId, seen);
      const version = begun.currentVersion(versionId, 'submit');
      const { request, priority } = begun.bulletin;
      afterEvent(version.state, 'submit');
      if (version.awaitsChange) throw new Fault('CHANGE_NEEDED', { versionId, reason: version.reason ?? '' });
      if (request === null) throw new Fault('REQUEST_MISSING', { bulletinId });
      const sent = await begun.step(version, 'submit', {
        more: {
          submittedAt: tx.nowMs,
          submittedBy: user.userId,
          approvedAt: null,
          approvedBy: null,
          fingerprint: null,
          standingApprovalId: null,
          asked: 0,
        },
        announce: { type: 'bulletin.submitted', payload: { request, priority, language: version.language } },
      });
      const standing = await this.approvers.standingFor(tx, begun.bulletin, sent);
      if (standing) await this.grant(begun, sent, { approvedBy: standing.grantedBy, standingApprovalId: standing.id });
      await begun.end();
    });
  }

  /**
   * Approves content and request as seen (B2): `bulletin.approved`, which queues it.
   * @throws AUTHOR_MAY_NOT_APPROVE, STATE_FORBIDS, VERSION_CONFLICT when anything changed since it was looked at, NOT_FOUND, NOT_ALLOWED
   */
  async approve(user: Principal, { bulletinId, versionId, seen }: VersionSeen): Promise<void> {
    await this.approvers.requireApprover(user, 'bulletin.approve', await this.bulletins.find(bulletinId));
    await this.uow.run(actorOf(user), async (tx) => {
      const begun = await this.changes.begin(tx, bulletinId, seen);
      const version = begun.currentVersion(versionId, 'approve');
      afterEvent(version.state, 'approve');
      const { bulletin } = begun;
      const policy = await this.approvers.policyOf(bulletin.areaCode, tx.manager);
      if (!mayApprove(user.userId, handsOf(bulletin, version), policy)) {
        throw new Fault('AUTHOR_MAY_NOT_APPROVE', { bulletinId });
      }
      await this.grant(begun, version, { approvedBy: user.userId, standingApprovalId: null });
      await begun.end();
    });
  }

  private async grant(
    begun: BulletinChange,
    version: Version,
    by: Pick<Version, 'approvedBy' | 'standingApprovalId'>,
  ): Promise<void> {
    const { bulletin, tx } = begun;
    const media = version.mediaId === null ? null : await this.media.find(version.mediaId, tx.manager);
    const content = contentToApprove(bulletin, version, media ?? undefined);
    if (content === null) throw new Fault('REQUEST_MISSING', { bulletinId: bulletin.id });
    const { request, priority } = bulletin;
    await begun.step(version, 'approve', {
      more: { approvedAt: tx.nowMs, ...by, fingerprint: approvalFingerprint(content) },
      announce: { type: 'bulletin.approved', payload: { request, priority, language: version.language } },
    });
  }

  /** Gives a version back with the reason: `bulletin.returned`. Throws as `submit`. */
  async return(user: Principal, { bulletinId, versionId, seen }: VersionSeen, reason: string): Promise<void> {
    await this.approvers.requireApprover(user, 'bulletin.return', await this.bulletins.find(bulletinId));
    await this.uow.run(actorOf(user), async (tx) => {
      const begun = await this.changes.begin(tx, bulletinId, seen);
      const version = begun.currentVersion(versionId, 'return');
      await begun.step(version, 'return', {
        more: { reason: reason.normalize('NFC'), awaitsChange: true },
        announce: { type: 'bulletin.returned', payload: { reason, submittedBy: version.submittedBy } },
      });
      await begun.end();
    });
  }

  /**
   * Takes every approved version off the air, for good (B7): `bulletin.recalled` for each.
   * @throws STATE_FORBIDS when none is approved, NOT_FOUND, NOT_ALLOWED
   */
  async recall(user: Principal, bulletinId: string, reason: string): Promise<void> {
    await this.bulletins.require(user, 'bulletin.recall', bulletinId);
    await this.uow.run(actorOf(user), async (tx) => {
      const begun = await this.changes.begin(tx, bulletinId, null);
      const { versions } = begun.bulletin;
      const approved = versions.filter((version) => version.state === 'approved');
      if (approved.length === 0) {
        const state = versions.at(-1)?.state ?? 'draft';
        throw new Fault('STATE_FORBIDS', { what: 'bulletin', state, action: 'recall' });
      }
      for (const version of approved) {
        await begun.step(version, 'recall', {
          more: { reason: reason.normalize('NFC') },
          announce: { type: 'bulletin.recalled', payload: { reason, by: user.username } },
        });
      }
      await begun.end();
    });
  }

  /** Ends approvals whose validity is over: `bulletin.expired`. Asked every minute; asking again changes nothing. */
  async expireDue(): Promise<void> {
    for (const bulletinId of await this.repository.ended(this.read.manager, this.clock.nowMs())) {
      await this.uow.run(clockwork, async (tx) => {
        const begun = await this.changes.begin(tx, bulletinId, null);
        const { validUntil, versions } = begun.bulletin;
        if (validUntil === null || validUntil > tx.nowMs) return;
        const approved = versions.filter((version) => version.state === 'approved');
        for (const version of approved) {
          await begun.step(version, 'expire', { announce: { type: 'bulletin.expired' } });
        }
        if (approved.length > 0) await begun.end();
      });
    }
  }
}
