import { MapPin, ScrollText, ShieldAlert, Tags, Users } from 'lucide-react';
import type { PageEntry } from '../../app/page-list';

/** Pages of whoever looks after people and places. */
export const adminPages: PageEntry[] = [
  {
    path: '/people',
    roles: ['admin'],
    load: () => import('./people-page'),
    nav: { vi: 'Người dùng', en: 'People', icon: Users },
  },
  { path: '/setup', roles: ['admin'], load: () => import('../setup/setup-page') },
  {
    path: '/areas',
    roles: ['admin', 'operator'],
    load: () => import('./areas-page'),
    nav: { vi: 'Địa bàn', en: 'Areas', icon: MapPin },
  },
  {
    path: '/topics',
    roles: ['admin'],
    load: () => import('./topics-page'),
    nav: { vi: 'Lĩnh vực', en: 'Topics', icon: Tags },
  },
  {
    path: '/policies',
    roles: ['admin', 'approver'],
    load: () => import('../policies/policies-page'),
    nav: { vi: 'Giới hạn phát', en: 'Limits', icon: ShieldAlert, short: { vi: 'Giới hạn', en: 'Limits' } },
  },
  { path: '/events', roles: ['admin', 'approver', 'operator'], load: () => import('../events/events-page') },
  {
    path: '/audit',
    roles: ['admin', 'reviewer'],
    load: () => import('../audit/audit-page'),
    nav: { vi: 'Nhật ký', en: 'Audit', icon: ScrollText },
  },
];
