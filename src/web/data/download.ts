import { createClient, pathOf } from '../../contracts/http/client';
import type { RequestOf, Route } from '../../contracts/http/route';
import { client } from './client';

/** Where a file of the service lies, for links; the browser streams it to the disk by itself. */
export function fileUrl<R extends Route>(route: R, request: RequestOf<R>): string {
  const { params, query } = request as { params?: Record<string, unknown>; query?: Record<string, unknown> };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) search.append(name, String(one));
  }
  const written = search.toString();
  return pathOf(route.path, params) + (written ? `?${written}` : '');
}

/** Has a file made and asks for its first byte only: what is refused is thrown, and the rest is left to the browser's own download. */
export async function prepareFile<R extends Route>(route: R, request: RequestOf<R>): Promise<void> {
  const first = createClient({
    baseUrl: '',
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), range: 'bytes=0-0' } }),
  });
  await first.call(route, request);
}

/** Fetches a file and hands it to the browser to keep; a refusal is thrown, so that the page can say it. */
export async function saveFile<R extends Route>(route: R, request: RequestOf<R>): Promise<void> {
  const answer = (await client.call(route, request)) as Response;
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = nameIn(answer.headers.get('content-disposition'));
  link.click();
  URL.revokeObjectURL(url);
}

function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? 'loa');
}
