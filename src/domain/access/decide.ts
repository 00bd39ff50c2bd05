import { roleMay, type Action } from './actions';
import type { Grant, Role } from './roles';

/**
 * What one request may do: `allowed`, `forbidden` (visible but not allowed: 403) or `invisible` (404, design section 1).
 */
export type Decision = 'allowed' | 'forbidden' | 'invisible';

/**
 * Decides an action in one area.
 * @param ancestry codes of the area itself and of every area above it, in any order
 */
export function decide(grants: readonly Grant[], action: Action, ancestry: readonly string[]): Decision {
  const covering = grants.filter((grant) => ancestry.includes(grant.areaCode));
  if (covering.some((grant) => roleMay(grant.role, action))) return 'allowed';
  return covering.length > 0 ? 'forbidden' : 'invisible';
}

/** Decides an action that names no area: allowed when the user holds it anywhere; the service then narrows by area. */
export function decideAnywhere(grants: readonly Grant[], action: Action): Decision {
  return grants.some((grant) => roleMay(grant.role, action)) ? 'allowed' : 'forbidden';
}

/**
 * The areas whose subtrees the user sees for an action: the roots of its grants, none of them repeated.
 * What is planned into an area from above is shown by the feature that plans it.
 */
export function grantedRoots(grants: readonly Grant[], action: Action): string[] {
  return [...new Set(grants.filter((grant) => roleMay(grant.role, action)).map((grant) => grant.areaCode))].sort();
}

/** The roles held in an area, through grants on it or above it. */
export function rolesIn(grants: readonly Grant[], ancestry: readonly string[]): Role[] {
  return [...new Set(grants.filter((grant) => ancestry.includes(grant.areaCode)).map((grant) => grant.role))].sort();
}
