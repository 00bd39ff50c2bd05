import type { Role } from '../../domain/access/roles';
import { adminPages } from '../pages/admin/pages';
import { approverPages } from '../pages/approver/pages';
import { operatorPages } from '../pages/operator/pages';
import { reviewerPages } from '../pages/reviewer/pages';
import { staffPages } from '../pages/staff/pages';
import type { PageEntry } from './page-list';

/** Every page; a role's own list stands beside its pages. The first that a user may open is where that user begins. */
export const allPages: readonly PageEntry[] = [
  ...approverPages,
  ...operatorPages,
  ...reviewerPages,
  ...adminPages,
  ...staffPages,
];

export function pagesFor(roles: readonly Role[]): PageEntry[] {
  return allPages.filter((page) => page.roles.some((role) => roles.includes(role)));
}
