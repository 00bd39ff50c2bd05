import { Inbox } from 'lucide-react';
import type { PageEntry } from '../../app/page-list';

/** Pages of a commune's leader and the deputies. */
export const approverPages: PageEntry[] = [
  {
    path: '/inbox',
    roles: ['approver'],
    load: () => import('./inbox-page'),
    nav: { vi: 'Chờ duyệt', en: 'To approve', icon: Inbox },
  },
  { path: '/approvals', roles: ['approver'], load: () => import('./approvals-page') },
  { path: '/inbox/:id/:versionId', roles: ['approver'], load: () => import('./approve-page') },
];
