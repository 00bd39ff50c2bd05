import type { Browser } from 'playwright-core';
import { findChromium, openChromium } from '../support/web/chromium';
import { openWebStation, type WebStation } from '../support/web/station';
import { closedStories } from './stories/closed';
import { installedStories } from './stories/installed';
import { fourPeopleStories } from './stories/four-people';
import { firstRunStories } from './stories/first-run';
import { officeStories } from './stories/offices';
import { operatorStories } from './stories/operator';
import { peopleStories } from './stories/people';
import { pushStories } from './stories/push';
import { reviewerStories } from './stories/reviewer';

const chromium = findChromium();
if (typeof chromium === 'string') console.warn(chromium);

/** One station and one browser for every story: setting them up takes longer than most stories do. */
(typeof chromium === 'string' ? describe.skip : describe)('in a browser', () => {
  let station: WebStation;
  let browser: Browser;
  beforeAll(async () => {
    station = await openWebStation();
    browser = await openChromium();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await station?.close();
  });
  const at = {
    get station() {
      return station;
    },
    get browser() {
      return browser;
    },
  };

  describe('the operator', () => operatorStories(at));
  describe('the installed application', () => installedStories(at));
  describe('the people of a commune', () => peopleStories(at));
  describe('the reviewer', () => reviewerStories(at));
  if (process.env.LOA_TEST_LONG === '1') {
    describe('the application with no page open', () => closedStories(at));
    describe('web push', () => pushStories(at));
    describe('the first administrator', () => firstRunStories(at));
    describe('the offices', () => officeStories(at));
    describe('four people', () => fourPeopleStories(at));
  }
});
