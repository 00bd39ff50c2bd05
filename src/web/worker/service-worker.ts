/** The service worker: opens the application without network, shows notices, and sends what waits. Built as a file of its own. */
import { sendWaiting } from '../outbox/send-waiting';
import { syncTag } from '../outbox/waiting';
import { open, renew, show } from './notifications';
import { worker } from './scope';
import { answer, dropOldShells, takeIn } from './shell-files';

worker.addEventListener('install', (event) => event.waitUntil(takeIn().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(dropOldShells().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => answer(event, worker.location.origin));
worker.addEventListener('push', (event) => event.waitUntil(show(event.data)));
worker.addEventListener('notificationclick', (event) => event.waitUntil(open(worker, event.notification)));
worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event.oldSubscription)));
worker.addEventListener('sync', (event) => {
  // Called only once for what a page asked: a page that is sending just now may be closed before it is done.
  if (event.tag === syncTag) event.waitUntil(sendWaiting({ patient: true }));
});
