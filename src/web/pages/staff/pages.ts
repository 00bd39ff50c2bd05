import { ClipboardList, MessageSquareWarning, Mic, RadioTower } from 'lucide-react';
import { roles } from '../../../domain/access/roles';
import type { PageEntry } from '../../app/page-list';

/** Pages of a commune's culture officer, then those of everybody; the first of a role's pages is where it begins. */
export const staffPages: PageEntry[] = [
  {
    path: '/today',
    roles: ['staff', 'approver'],
    load: () => import('./today-page'),
    nav: { vi: 'Hôm nay', en: 'Today', icon: RadioTower },
  },
  {
    path: '/send',
    roles: ['staff'],
    load: () => import('./send-page'),
    nav: { vi: 'Gửi bản tin', en: 'Send', icon: Mic },
  },
  {
    path: '/bulletins',
    roles: ['staff', 'approver', 'operator', 'reviewer'],
    load: () => import('./bulletins-page'),
    nav: { vi: 'Bản tin', en: 'Bulletins', icon: ClipboardList },
  },
  {
    path: '/bulletins/:id',
    roles: ['staff', 'approver', 'operator', 'reviewer'],
    load: () => import('./bulletin-page'),
  },
  {
    path: '/complaints',
    roles: ['staff', 'approver', 'operator', 'reviewer'],
    load: () => import('../complaints/complaints-page'),
    nav: { vi: 'Khiếu nại', en: 'Complaints', icon: MessageSquareWarning },
  },
  {
    path: '/complaints/:id',
    roles: ['staff', 'approver', 'operator', 'reviewer'],
    load: () => import('../complaints/complaint-page'),
  },
  { path: '/notices', roles, load: () => import('../notices/notices-page') },
  { path: '/notices/settings', roles, load: () => import('../notices/notice-settings-page') },
];
