import { every } from '../clock';

/** How often a page that stays open looks for a new version; the browser itself looks whenever a page is opened. */
const lookMs = 60 * 60_000;

/** Gives this browser the worker that opens the application without network. Browsers take one over HTTPS and on localhost only. */
export async function installWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  every(lookMs, () => void registration.update().catch(() => undefined));
}

if (import.meta.env.PROD) void installWorker().catch(() => undefined);
