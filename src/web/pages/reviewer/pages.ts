import { CalendarCheck2, ChartBar, ListChecks, ShieldCheck } from 'lucide-react';
import type { PageEntry } from '../../app/page-list';

/** Pages of whoever answers for what was aired. */
export const reviewerPages: PageEntry[] = [
  {
    path: '/airtime',
    roles: ['reviewer', 'operator'],
    load: () => import('./airtime-page'),
    nav: { vi: 'Thời lượng', en: 'Airtime', icon: ChartBar },
  },
  {
    // Why something played or did not, asked from any item; everybody may ask.
    path: '/explain',
    roles: ['staff', 'approver', 'operator', 'reviewer'],
    load: () => import('../explain/explain-page'),
  },
  { path: '/airtime/rows', roles: ['reviewer', 'operator'], load: () => import('./rows-page') },
  {
    path: '/months',
    roles: ['reviewer'],
    load: () => import('./months-page'),
    nav: { vi: 'Ký tháng', en: 'Months', icon: CalendarCheck2 },
  },
  { path: '/months/:code/:month', roles: ['reviewer', 'operator'], load: () => import('./month-page') },
  {
    path: '/seals',
    roles: ['reviewer', 'operator'],
    load: () => import('./seals-page'),
    nav: { vi: 'Niêm phong', en: 'Seals', icon: ShieldCheck },
  },
  {
    path: '/campaigns',
    roles: ['reviewer', 'operator'],
    load: () => import('./campaigns-page'),
    nav: { vi: 'Kế hoạch', en: 'Campaigns', icon: ListChecks },
  },
  { path: '/campaigns/new', roles: ['operator'], load: () => import('../campaigns/campaign-form-page') },
  { path: '/campaigns/:id/edit', roles: ['operator'], load: () => import('../campaigns/campaign-form-page') },
  {
    path: '/campaigns/:id',
    roles: ['reviewer', 'operator'],
    load: () => import('./campaign-page'),
  },
];
