import { Injectable } from '@nestjs/common';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import { AccessService } from '../accounts';
import { AirtimeService } from './airtime.service';
import type { Communes } from './report.repository';

/** The communes a report or an export is about (X1). */
@Injectable()
export class CommuneScope {
  constructor(
    private readonly airtime: AirtimeService,
    private readonly access: AccessService,
  ) {}

  /** Those of an area, or of all areas of the user, as far as the user may do this there; null for the whole nation. */
  async communesFor(user: Principal, action: Action, area: string | undefined): Promise<Communes> {
    if (area !== undefined) {
      await this.access.require(user, action, area);
      return this.airtime.communesOf(area);
    }
    this.access.requireAnywhere(user, action);
    const roots = this.access.visibleAreaCodes(user, action).map((code) => this.airtime.communesOf(code));
    return roots.includes(null) ? null : [...new Set(roots.flatMap((codes) => codes ?? []))];
  }
}
