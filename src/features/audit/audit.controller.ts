import { Controller } from '@nestjs/common';
import { auditRoutes } from '../../contracts/http/audit';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { ReadDatabase } from '../../platform/database/database';
import { Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { findAuditRows } from './audit.repository';

/** The trail of changes, for those who check (X5). */
@Controller()
export class AuditController {
  constructor(
    private readonly read: ReadDatabase,
    private readonly access: AccessService,
  ) {}

  @Endpoint(auditRoutes.list)
  @Allow('audit.read', ({ query }: InputOf<typeof auditRoutes.list>) => query.area)
  async list(
    @Input() { query }: InputOf<typeof auditRoutes.list>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof auditRoutes.list>> {
    const { area, before, limit, ...filter } = query;
    const roots = this.rootsFor(user, area);
    const found = await findAuditRows(this.read.manager, filter, roots, before, limit + 1);
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
  }

  private rootsFor(user: Principal, area: string | undefined): string[] | null {
    if (area !== undefined) return [area];
    return this.access.seesEverything(user, 'audit.read') ? null : this.access.visibleAreaCodes(user, 'audit.read');
  }
}
