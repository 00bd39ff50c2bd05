import { Inject, Injectable } from '@nestjs/common';
import type { Action } from '../../domain/access/actions';
import { decide, decideAnywhere, grantedRoots, type Decision } from '../../domain/access/decide';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { AREA_TREE, type AreaTree } from './area-tree';

/** Asks the access table for a user and an area (X1). Every service decides here what it touches. */
@Injectable()
export class AccessService {
  constructor(@Inject(AREA_TREE) private readonly tree: AreaTree) {}

  /** What the user may do there; an area that does not exist is `invisible`. */
  async decide(principal: Principal, action: Action, areaCode: string): Promise<Decision> {
    const ancestry = await this.tree.ancestorsOf(areaCode);
    return ancestry === null ? 'invisible' : decide(principal.grants, action, ancestry);
  }

  async may(principal: Principal, action: Action, areaCode: string): Promise<boolean> {
    return (await this.decide(principal, action, areaCode)) === 'allowed';
  }

  /**
   * Passes, or throws NOT_FOUND where the area is invisible to the user and NOT_ALLOWED where the role is missing.
   * @param what names the thing asked for in NOT_FOUND, when it is not the area itself
   */
  async require(
    principal: Principal,
    action: Action,
    areaCode: string,
    what: { what: string; id?: string } = { what: 'area', id: areaCode },
  ): Promise<void> {
    const decision = await this.decide(principal, action, areaCode);
    if (decision === 'invisible') throw new Fault('NOT_FOUND', what);
    if (decision === 'forbidden') throw new Fault('NOT_ALLOWED', { action });
  }

  /** Passes when the user holds the action in any area; the service then narrows by `visibleAreaCodes` or `require`. */
  requireAnywhere(principal: Principal, action: Action): void {
    if (decideAnywhere(principal.grants, action) !== 'allowed') throw new Fault('NOT_ALLOWED', { action });
  }

  /** Whether the user holds the action over the whole tree. */
  seesEverything(principal: Principal, action: Action): boolean {
    return grantedRoots(principal.grants, action).includes(this.tree.rootCode());
  }

  /**
   * The areas whose subtrees the user sees for an action, for lists: show what lies in or under any of them. The root's code stands
   * for everything; an empty list for nothing.
   */
  visibleAreaCodes(principal: Principal, action: Action): string[] {
    return this.seesEverything(principal, action) ? [this.tree.rootCode()] : grantedRoots(principal.grants, action);
  }
}
