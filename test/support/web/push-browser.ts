import type { BrowserContext, Page, Worker } from 'playwright-core';
import type { PushService } from '../push-service';

const keyName = 'test.push-key';

/** Has the pages of a browser subscribe at a push service of the test: headless ones have none. */
export async function subscribeAt(context: BrowserContext, push: PushService, name: string): Promise<void> {
  await context.addInitScript(
    ([made, kept]) => {
      const subscription = {
        ...made,
        toJSON: () => made,
        unsubscribe: () => {
          window.localStorage.removeItem(kept);
          return Promise.resolve(true);
        },
      };
      Object.assign(PushManager.prototype, {
        getSubscription: () => Promise.resolve(window.localStorage.getItem(kept) === null ? null : subscription),
        subscribe: ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
          window.localStorage.setItem(kept, btoa(String.fromCharCode(...applicationServerKey)));
          return Promise.resolve(subscription);
        },
      });
    },
    [push.subscription(name), keyName] as const,
  );
}

/** The station's key, in base64url, with which a page has subscribed; null: it has not. */
export async function subscribedWith(page: Page): Promise<string | null> {
  const key = await page.evaluate((name) => window.localStorage.getItem(name), keyName);
  return key && Buffer.from(key, 'base64').toString('base64url');
}

/** Hands the context's service worker what its push service got for it. */
export async function deliver(context: BrowserContext, page: Page, message: unknown): Promise<void> {
  const cdp = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  const found = new Promise<string>((resolve) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL.startsWith(`${origin}/`));
      if (one) resolve(one.registrationId);
    }),
  );
  await cdp.send('ServiceWorker.enable');
  const data = JSON.stringify(message);
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await found, data });
  await cdp.detach();
}

/** What the worker of these tests uses of its scope, and keeps there. */
interface Scope {
  registration: ServiceWorkerRegistration;
  clients: { openWindow(url: string): Promise<unknown> };
  dispatchEvent(event: Event): boolean;
  NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
  opened: string[];
}

/** Taps the newest notification. No command does so: the worker gets an event of its own making, which may open no window. */
export async function tap(worker: Worker): Promise<void> {
  await worker.evaluate(async () => {
    const scope = self as unknown as Scope;
    scope.opened = [];
    scope.clients.openWindow = (url) => Promise.resolve(void scope.opened.push(url));
    const notification = (await scope.registration.getNotifications()).at(-1);
    if (notification) scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });
}

/** The windows that the worker would have opened since the last tap. */
export const openedBy = (worker: Worker): Promise<string[]> => worker.evaluate(() => (self as unknown as Scope).opened);

/** What this browser shows beside its pages. */
export const shownIn = (page: Page): Promise<{ title: string; body: string }[]> =>
  page.evaluate(async () => {
    const all = await (await navigator.serviceWorker.ready).getNotifications();
    return all.map(({ title, body }) => ({ title, body }));
  });
