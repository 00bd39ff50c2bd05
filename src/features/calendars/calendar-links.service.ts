import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CalendarLinkView } from '../../contracts/http/calendars';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { newId, newSecret } from '../../platform/clock/identifiers';
import { ReadDatabase } from '../../platform/database/database';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { AccessService, UsersService } from '../accounts';
import { AreasService } from '../areas';
import type { CalendarLinkEntity } from './calendar-link.entity';
import { insertLink, linkByHash, linkOf, linksOf, revokeLink } from './calendar-links.repository';

/** More links than one person's programs need; older ones are to be revoked first. */
const mostLinks = 20;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Secret links to calendars, since programs that show calendars cannot log in. A link never opens more than its user may see. */
@Injectable()
export class CalendarLinksService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly users: UsersService,
    private readonly access: AccessService,
  ) {}

  /** Throws AREA_UNKNOWN, AREA_LEVEL_WRONG, and STATE_FORBIDS for one link too many. */
  async create(user: Principal, areaCode: string): Promise<{ link: CalendarLinkView; secret: string }> {
    const { level } = this.areas.get(areaCode);
    if (level !== 'commune') throw new Fault('AREA_LEVEL_WRONG', { code: areaCode, wanted: 'commune', found: level });
    const secret = newSecret();
    return this.uow.run(actorOf(user), async (tx) => {
      const open = (await linksOf(tx.manager, user.userId)).filter(({ revokedAt }) => revokedAt === null);
      if (open.length >= mostLinks)
        throw new Fault('STATE_FORBIDS', { what: 'calendar-links', state: 'too-many', action: 'calendar-link.create' });
      const id = newId(tx.nowMs);
      const made = { id, userId: user.userId, areaCode, createdAt: tx.nowMs, revokedAt: null };
      await insertLink(tx.manager, { ...made, tokenHash: hashOf(secret) });
      await tx.audit({ action: 'calendar-link.created', entity: 'calendar-link', entityId: id, after: made });
      return { link: this.view(made), secret };
    });
  }

  /** The own links, newest first. */
  async list(user: Principal): Promise<CalendarLinkView[]> {
    return (await linksOf(this.read.manager, user.userId)).map((link) => this.view(link));
  }

  /** Revokes an own link. Throws NOT_FOUND. */
  async revoke(user: Principal, id: string): Promise<CalendarLinkView> {
    return this.uow.run(actorOf(user), async (tx) => {
      const link = await linkOf(tx.manager, user.userId, id);
      if (!link) throw new Fault('NOT_FOUND', { what: 'calendar-link', id });
      if (link.revokedAt !== null) return this.view(link);
      await revokeLink(tx.manager, id, tx.nowMs);
      const after = { revokedAt: tx.nowMs };
      await tx.audit({ action: 'calendar-link.revoked', entity: 'calendar-link', entityId: id, after });
      return this.view({ ...link, ...after });
    });
  }

  /** The commune that a secret opens, as its user's rights are now (X1). NOT_FOUND whatever is wrong with it. */
  async open(secret: string): Promise<string> {
    const link = await linkByHash(this.read.manager, hashOf(secret));
    const principal = link && (await this.users.principalOf(link.userId));
    if (link && principal && (await this.access.may(principal, 'schedule.read', link.areaCode))) return link.areaCode;
    throw new Fault('NOT_FOUND', { what: 'calendar' });
  }

  private view({ id, areaCode, createdAt, revokedAt }: Omit<CalendarLinkEntity, 'tokenHash'>): CalendarLinkView {
    return { id, areaCode, areaName: this.areas.find(areaCode)?.name ?? areaCode, createdAt, revokedAt };
  }
}
