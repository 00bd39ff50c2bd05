import type { Browser } from 'playwright-core';
import type { WebStation } from '../../support/web/station';

/** What the stories share: one station and one browser, there once the tests run. */
export interface BrowserStation {
  readonly station: WebStation;
  readonly browser: Browser;
}
