import type { Page } from 'playwright-core';
import type { WebStation } from '../support/web/station';

/** A page worth looking at: whose it is, where it is, and what to do there first. Every page of the application stands here. */
export interface Scene {
  name: string;
  /** User name; empty: nobody is signed in. `admin` is the first administrator. */
  who: string;
  path: string | ((station: WebStation) => string);
  act?: (page: Page) => Promise<void>;
}

export const scenes: Scene[] = [
  { name: 'log-in', who: '', path: '/' },
  { name: 'staff-today', who: 'y.nhung', path: '/today' },
  { name: 'staff-send', who: 'y.nhung', path: '/send' },
  { name: 'staff-bulletins', who: 'y.nhung', path: '/bulletins' },
  { name: 'staff-bulletin', who: 'y.nhung', path: ({ approved }) => `/bulletins/${approved.id}` },
  { name: 'approver-inbox', who: 'ba.lan', path: '/inbox' },
  {
    name: 'approver-approve',
    who: 'ba.lan',
    path: ({ submitted }) => `/inbox/${submitted.id}/${submitted.versions[0]!.id}`,
  },
  { name: 'unknown', who: 'y.nhung', path: '/khong-co' },
];
