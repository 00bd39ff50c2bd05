import { CalendarClock, ClipboardCheck, ListOrdered, RadioTower, Siren, Speaker } from 'lucide-react';
import type { PageEntry } from '../../app/page-list';

/** Pages of the station's operator: what is on, then what is to be done about it. */
export const operatorPages: PageEntry[] = [
  {
    path: '/day',
    roles: ['operator'],
    load: () => import('./day-page'),
    nav: { vi: 'Hôm nay', en: 'Today', icon: RadioTower },
  },
  {
    path: '/build',
    roles: ['operator'],
    load: () => import('./build-page'),
    nav: { vi: 'Xếp lịch', en: 'Build', icon: ListOrdered },
  },
  {
    // An approver is the second person of an order wider than one commune.
    path: '/emergency',
    roles: ['operator', 'approver'],
    load: () => import('../emergency/emergency-page'),
    nav: { vi: 'Phát khẩn', en: 'Emergency', icon: Siren },
  },
  {
    path: '/preflight',
    roles: ['operator', 'approver'],
    load: () => import('../preflight/preflight-page'),
    nav: { vi: 'Kiểm tra', en: 'Pre-flight', icon: ClipboardCheck },
  },
  {
    path: '/preflight/:code/:date',
    roles: ['operator', 'approver'],
    load: () => import('../preflight/preflight-commune-page'),
  },
  {
    path: '/slots',
    roles: ['operator'],
    load: () => import('./slots-page'),
    nav: { vi: 'Khung giờ', en: 'Slots', icon: CalendarClock },
  },
  {
    path: '/devices',
    roles: ['operator'],
    load: () => import('./devices-page'),
    nav: { vi: 'Thiết bị', en: 'Devices', icon: Speaker },
  },
  { path: '/relays', roles: ['operator', 'admin', 'approver'], load: () => import('../relays/relays-page') },
  { path: '/manual', roles: ['staff', 'operator'], load: () => import('../manual/manual-page') },
];
