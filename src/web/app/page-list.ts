import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Role } from '../../domain/access/roles';

/** One page: where, for whom, and its code, which is loaded when it is first opened. */
export interface PageEntry {
  /** As react-router has it: `/bulletins/:id`. */
  path: string;
  /** Held anywhere, one of these opens the page; the service decides about every area by itself. */
  roles: readonly Role[];
  load: () => Promise<{ default: ComponentType }>;
  /** Stands in the navigation when it has one; pages are listed in the order of their list. In a phone's bar by its short name. */
  nav?: { vi: string; en: string; icon: LucideIcon; short?: { vi: string; en: string } };
}
