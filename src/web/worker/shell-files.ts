import { after } from '../clock';
import type { FetchEvent } from './scope';

/** Written by the build: a name that changes with every file, and what a page needs to open without network. */
declare const __LOA_SHELL__: { version: string; files: string[] };

const prefix = 'loa-shell-';
const current = prefix + __LOA_SHELL__.version;
const indexAddress = '/';
/** So long a slow line may take to answer a page before the shell that is here opens instead. */
const patienceMs = 4_000;

/**
 * Takes the whole shell in, or nothing. A build that is being replaced while it is read would mix two versions: what the page names
 * must be among the files of this one.
 */
export async function takeIn(): Promise<void> {
  const cache = await caches.open(current);
  const { files } = __LOA_SHELL__;
  try {
    await cache.addAll(files);
    await cache.add(new Request(indexAddress, { cache: 'reload' }));
    const page = await (await cache.match(indexAddress))?.text();
    const named = [...(page ?? '').matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => address!);
    if (named.length === 0 || named.some((address) => !files.includes(address))) throw new Error('another version');
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

/** The version before stays: a page that is open still asks for its parts. */
export async function dropOldShells(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== current);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

/** Answers what belongs to the shell; answers of the API, which may be wrong a minute later, always come from the station. */
export function answer(event: FetchEvent, origin: string): void {
  const { request } = event;
  const { origin: asked, pathname } = new URL(request.url);
  if (request.method !== 'GET' || asked !== origin || /^\/api(\/|$)/.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/assets/')) event.respondWith(part(request));
  else if (__LOA_SHELL__.files.includes(pathname)) event.respondWith(fetch(request).catch(() => kept(request)));
}

/** The station's own page first, so that nobody keeps an old one; the kept one where the station does not answer. */
async function page(request: Request): Promise<Response> {
  const shell = await caches.match(indexAddress, { cacheName: current });
  if (!shell) return fetch(request);
  return new Promise((resolve) => {
    const useShell = (): void => resolve(shell);
    const cancel = after(patienceMs, useShell);
    fetch(request).then((answer) => {
      cancel();
      resolve(answer.status >= 500 ? shell : answer);
    }, useShell);
  });
}

/** Named after its content, a part is right for ever. */
async function part(request: Request): Promise<Response> {
  const found = await caches.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(current)).put(request, answer.clone()).catch(() => undefined);
  return answer;
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? Response.error();
}
