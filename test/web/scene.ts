import type { Page } from 'playwright-core';
import type { WebStation } from '../support/web/station';

/** A page worth looking at: whose it is, where it is, and what to do there first. Every page of the application stands here. */
export interface Scene {
  name: string;
  /** User name; empty: nobody is signed in. `admin` is the first administrator. */
  who: string;
  path: string | ((station: WebStation) => string | Promise<string>);
  act?: (page: Page) => Promise<void>;
}
