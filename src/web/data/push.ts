import { notificationsRoutes } from '../../contracts/http/notifications';
import { client, isFault } from './client';

/** Why this browser cannot be told, or null. `denied`: its user said no, and only the browser's own settings can take that back. */
export type PushHindrance = 'plain' | 'apple' | 'unable' | 'denied';

export function hindrance(): PushHindrance | null {
  if (!isSecureContext) return 'plain';
  const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!able) return isApple() ? 'apple' : 'unable';
  return Notification.permission === 'denied' ? 'denied' : null;
}

/** Safari on phones and tablets takes push once the page stands on the home screen; a tablet calls itself a Mac. */
function isApple(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
}

/** This browser's own subscription as the station names it, or null. */
export async function ownSubscription(): Promise<string | null> {
  const subscription = await subscriptionHere();
  return subscription && idOf(subscription.endpoint);
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

async function idOf(endpoint: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint)));
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Asks the user, then the browser, then the station; false when the user does not want it. Call it within a press of a button. */
export async function subscribe(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const { publicKey } = await client.call(notificationsRoutes.pushKey, {});
  const { serviceWorker } = navigator;
  // Registered again, one that is here already would be waited for until the browser has looked for a newer one.
  if (!(await serviceWorker.getRegistration()))
    await serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  const { pushManager } = await serviceWorker.ready;
  // Made under another key, as after the station was set up anew, one is of no use any more.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
  const { endpoint = '', keys } = made.toJSON();
  const { p256dh = '', auth = '' } = keys ?? {};
  await client.call(notificationsRoutes.subscribe, { body: { endpoint, keys: { p256dh, auth } } });
  return true;
}

/** The station forgets this browser first: what it sends meanwhile would be shown by nobody. Rejects where it cannot be reached. */
export async function unsubscribe(): Promise<void> {
  const subscription = await subscriptionHere();
  if (!subscription) return;
  const id = await idOf(subscription.endpoint);
  await client.call(notificationsRoutes.unsubscribe, { params: { id } }).catch((error: unknown) => {
    // It has forgotten already.
    if (!isFault(error, 'NOT_FOUND')) throw error;
  });
  await subscription.unsubscribe();
}

/** Takes away what this browser still shows of earlier notices. */
export async function clearShown(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const one of (await registration?.getNotifications()) ?? []) one.close();
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
