import { Injectable } from '@nestjs/common';
import { approvalFingerprint } from '../../domain/bulletins/approval';
import { afterEvent, type ReachedState, type VersionEvent } from '../../domain/bulletins/version-states';
import { Fault } from '../../domain/fault';
import type { Transaction } from '../../platform/database/transaction';
import { MediaService } from '../media';
import { contentToApprove } from './approved-version';
import type { Bulletin, Version, WholeBulletin } from './bulletin';
import { BulletinsRepository } from './bulletins.repository';

/** What the audit says of a version. */
type VersionAction = `version.${ReachedState | 'changed' | 'superseded'}`;

/** Why an approval was voided. */
export type VoidReason = 'content-changed' | 'superseded';

/** Begins changes of bulletins inside units of work. */
@Injectable()
export class BulletinChanges {
  constructor(
    private readonly repository: BulletinsRepository,
    private readonly media: MediaService,
  ) {}

  /**
   * @param seen the edit number its user saw; null when the change must not wait for a reload
   * @param wanted the fields its user set, so that a conflict can say where they differ from what stands now
   * @throws NOT_FOUND, VERSION_CONFLICT
   */
  async begin(tx: Transaction, bulletinId: string, seen: number | null, wanted: object = {}): Promise<BulletinChange> {
    const bulletin = await this.repository.find(tx.manager, bulletinId);
    if (!bulletin) throw new Fault('NOT_FOUND', { what: 'bulletin', id: bulletinId });
    if (seen !== null && bulletin.editNumber !== seen) throw conflict(bulletinId, wanted, bulletin);
    return new BulletinChange(tx, bulletin, this.repository, this.media);
  }
}

/**
 * One change of one bulletin: takes steps of B1's table, writes audit rows and events (X5), and is refused as a whole when somebody
 * else was quicker.
 */
export class BulletinChange {
  constructor(
    readonly tx: Transaction,
    readonly bulletin: WholeBulletin,
    private readonly repository: BulletinsRepository,
    private readonly media: MediaService,
  ) {}

  /** The version of that id; NOT_FOUND where it is not one of this bulletin. */
  version(id: string): Version {
    const version = this.bulletin.versions.find((one) => one.id === id);
    if (!version) throw new Fault('NOT_FOUND', { what: 'version', id });
    return version;
  }

  /** The same, refused when a newer recording took its place. */
  currentVersion(id: string, action: VersionEvent): Version {
    const version = this.version(id);
    if (version.supersededBy !== null)
      throw new Fault('STATE_FORBIDS', { what: 'version', state: 'superseded', action });
    return version;
  }

  /** Takes one step of B1's table: stores the version, its audit row, and the event for those who follow. */
  async step(
    version: Version,
    event: VersionEvent,
    { more = {}, announce }: { more?: Partial<Version>; announce?: { type: string; payload?: object } } = {},
  ): Promise<Version> {
    const state = afterEvent(version.state, event);
    const next: Version = {
      ...version,
      state,
      stateAt: this.tx.nowMs,
      reason: null,
      awaitsChange: false,
      ...more,
    };
    await this.store(version, next, `version.${state}`);
    if (announce) {
      const about = { bulletinId: this.bulletin.id, versionId: version.id, areaCodes: this.bulletin.areaCodes };
      await this.tx.emit({ type: announce.type, payload: { ...about, ...announce.payload } });
    }
    return next;
  }

  /** Changes a version without a step of the table. */
  async store(before: Version, after: Version, action: VersionAction): Promise<void> {
    await this.repository.saveVersion(this.tx.manager, after);
    this.replace(after);
    await this.tx.audit({
      action: `bulletin.${action}`,
      entity: 'bulletin-version',
      entityId: after.id,
      ...differenceOf(before, after),
    });
  }

  async add(version: Version): Promise<void> {
    await this.repository.insertVersion(this.tx.manager, version);
    this.bulletin.versions.push(version);
    await this.tx.audit({
      action: 'bulletin.version-added',
      entity: 'bulletin-version',
      entityId: version.id,
      after: { language: version.language, revision: version.revision, mediaId: version.mediaId },
    });
  }

  /** B2: an approval that no longer covers what stands ends; what has not started is taken off the air by those who follow. */
  async voidIfUncovered(changed: Bulletin): Promise<void> {
    const approved = this.bulletin.versions.filter((version) => version.state === 'approved');
    const media = await this.media.getMany(
      approved.flatMap((version) => version.mediaId ?? []),
      this.tx.manager,
    );
    for (const version of approved) {
      const content = contentToApprove(changed, version, media.get(version.mediaId ?? ''));
      if (content !== null && approvalFingerprint(content) === version.fingerprint) continue;
      await this.void(version, 'content-changed');
    }
  }

  async void(version: Version, reason: VoidReason): Promise<Version> {
    return this.step(version, 'void', { more: { reason }, announce: { type: 'bulletin.voided', payload: { reason } } });
  }

  /** Stores the bulletin itself as changed; its edit number goes up, so that whoever looked at it before must look again. */
  async end(changed: Partial<Bulletin> = {}): Promise<void> {
    const { versions: _, ...before } = this.bulletin;
    if (!(await this.repository.save(this.tx.manager, { ...before, ...changed }))) throw conflict(before.id);
  }

  private replace(version: Version): void {
    const at = this.bulletin.versions.findIndex((one) => one.id === version.id);
    this.bulletin.versions[at] = version;
  }
}

/** The fields of which an audit row must tell: those that differ. */
export function differenceOf<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (from: T): Partial<T> => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}

function conflict(id: string, wanted: object = {}, stands: object = {}): Fault<'VERSION_CONFLICT'> {
  const { before: theirs, after: mine } = differenceOf<Record<string, unknown>>({ ...stands }, { ...wanted });
  const difference = Object.keys(mine).map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
  return new Fault('VERSION_CONFLICT', { what: 'bulletin', id, difference });
}
