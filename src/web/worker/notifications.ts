import { type WorkerScope, worker } from './scope';

/** What the station sends (domain/notifications, `pushOf`): already in the language that its reader chose. */
interface Message {
  id: string;
  title: string;
  body: string;
  page: string;
}

/** A browser demands that something is shown, even for a message that cannot be read. */
const unreadable: Message = {
  id: 'unreadable',
  title: 'Loa',
  body: 'Có thông báo mới / You have a new notice',
  page: '/notices',
};

/** One notification for one id, however often it comes. */
export async function show(data: { json(): unknown } | null): Promise<void> {
  const { id, title, body, page } = read(data);
  const look = { body, tag: id, icon: '/icon-192.png', badge: '/badge-96.png', data: { page } };
  await worker.registration.showNotification(title, look);
}

function read(data: { json(): unknown } | null): Message {
  try {
    return { ...unreadable, ...(data?.json() as Partial<Message>) };
  } catch {
    return unreadable;
  }
}

/** A recording that is being made lives in its page alone: these are not turned over. */
const recordingPages = ['/send', '/emergency'];

/** Opens the notice's page: in a window that shows it, else in one that may leave what it shows, else in a new one. */
export async function open({ clients, location }: WorkerScope, notification: Notification): Promise<void> {
  notification.close();
  const { page = '/' } = (notification.data ?? {}) as { page?: string };
  const asked = new URL(page, location.origin);
  const url = asked.origin === location.origin ? asked.href : location.origin;
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const free = windows.filter((one) => !recordingPages.includes(new URL(one.url).pathname));
  const window = windows.find((one) => one.url === url) ?? free[0];
  if (!window) return void (await clients.openWindow(url));
  // A window that may not come to the front shows the page all the same.
  await window.focus().catch(() => undefined);
  if (window.url !== url) await window.navigate(url).catch(() => clients.openWindow(url));
}

/** The browser has replaced its subscription: the station is told the new one; the old one ends by itself. */
export async function renew(old: PushSubscription | null | undefined): Promise<void> {
  const key = old?.options.applicationServerKey;
  if (!key) return;
  const fresh = await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = fresh.toJSON();
  await fetch('/api/me/push-subscriptions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys }),
  });
}
