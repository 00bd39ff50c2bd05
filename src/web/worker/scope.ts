/** What the service worker uses of its global scope; the compiler's own library for it excludes the one for pages. */
export interface WorkerScope {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<WorkerWindow[]>;
    openWindow(url: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  location: { origin: string };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationEvent) => void): void;
  addEventListener(type: 'pushsubscriptionchange', listener: (event: SubscriptionEvent) => void): void;
  addEventListener(type: 'sync', listener: (event: SyncEvent) => void): void;
}

export interface WorkerWindow {
  url: string;
  focus(): Promise<WorkerWindow>;
  navigate(url: string): Promise<unknown>;
}

/** The browser keeps the worker alive until the work is done. */
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

export interface FetchEvent extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface PushEvent extends Lasting {
  data: { json(): unknown } | null;
}

interface NotificationEvent extends Lasting {
  notification: Notification;
}

interface SubscriptionEvent extends Lasting {
  oldSubscription?: PushSubscription | null;
}

interface SyncEvent extends Lasting {
  tag: string;
}

export const worker = self as unknown as WorkerScope;
