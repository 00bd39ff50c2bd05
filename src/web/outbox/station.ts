import type { BulletinView } from '../../contracts/http/bulletins';
import type { Problem } from '../../contracts/http/problem';

/**
 * The few requests with which something is sent. The service worker makes them too and would carry every schema along for the typed
 * client; `test/unit/web-outbox.spec.ts` holds the paths to the routes.
 */
export const paths = {
  me: '/api/me',
  uploads: '/api/uploads',
  mediaOf: (upload: string) => `${upload}/media`,
  bulletins: '/api/bulletins',
  bulletin: (id: string) => `/api/bulletins/${id}`,
  submit: (id: string, versionId: string) => `/api/bulletins/${id}/versions/${versionId}/submit`,
};

/** Nobody is signed in. */
export class SignInNeeded extends Error {}

/** The station refused, and will however often it is asked. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Somebody else was faster: what is there now decides. */
const passing = new Set(['VERSION_CONFLICT', 'UPLOAD_OFFSET_WRONG']);

/** What an answer that is no success means; undefined: ask again later. */
export function refusalOf(status: number, text: string): Error | undefined {
  if (status === 401) return new SignInNeeded();
  if (status < 400 || status >= 500 || [408, 423, 429].includes(status)) return undefined;
  try {
    const problem = JSON.parse(text) as Problem;
    return problem.vi && !passing.has(problem.code) ? new Refused(problem) : undefined;
  } catch {
    return undefined;
  }
}

/** Throws SignInNeeded, Refused, or anything else where another try may help. */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const json =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, { method, credentials: 'same-origin', ...json });
  const text = await answer.text();
  if (!answer.ok) throw refusalOf(answer.status, text) ?? new Error(`${path}: ${answer.status}`);
  return JSON.parse(text) as T;
}

export type { BulletinView };
