import { problemSchema, type Language, type Problem } from './problem';
import { isBinary, type RequestOf, type ResponseOf, type Route } from './route';

/** A refused request, with the service's words in both languages. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.en.detail}`);
    this.name = 'ProblemError';
  }
}

/** The service answered with something that is not Loa's: a proxy's page, another program on the port. */
export class UnexpectedAnswer extends Error {
  constructor(
    readonly status: number,
    readonly routeId: string,
  ) {
    super(`${routeId}: unexpected answer with status ${status}`);
    this.name = 'UnexpectedAnswer';
  }
}

export interface ClientOptions {
  /** Origin of the service, no slash at its end; empty in a browser of the same origin. */
  baseUrl: string;
  /** Bearer token of a session, for programs; a browser sends its cookie by itself. */
  token?: string;
  language?: Language;
  fetch?: typeof fetch;
}

/**
 * The typed client, for browsers, tests and the CLI:
 *
 *     const client = createClient({ baseUrl: 'http://127.0.0.1:3000', token });
 *     const slot = await client.call(slotsRoutes.create, { params: { code: '23538' }, body: rule });
 *     await client.call(bulletinsRoutes.upload, { body: { title }, file: { content: blob, name: 'a.m4a' } });
 *
 * Answers are parsed with the route's response schema; bytes come as the `Response` itself. Throws ProblemError for every refusal.
 */
export interface Client {
  call<R extends Route>(route: R, request: RequestOf<R>, options?: { signal?: AbortSignal }): Promise<ResponseOf<R>>;
  /** The same client with another session. */
  withToken(token: string | undefined): Client;
}

interface LooseRequest {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  file?: { content: Blob; name: string };
}

export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  return {
    withToken: (token) => createClient({ ...options, token }),
    async call(route, request, { signal } = {}) {
      const loose = request as LooseRequest;
      const headers: Record<string, string> = { accept: 'application/json, application/problem+json, */*' };
      if (options.token) headers.authorization = `Bearer ${options.token}`;
      if (options.language) headers['accept-language'] = options.language;
      const body = bodyOf(route, loose, headers);
      const url = options.baseUrl + pathOf(route.path, loose.params) + searchOf(loose.query);
      const answer = await send(url, { method: route.method, headers, body, signal, credentials: 'same-origin' });
      return (await read(route, answer)) as ResponseOf<typeof route>;
    },
  };
}

/** Fills a path's `:name` parts. */
export function pathOf(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(text(params[name])));
}

function searchOf(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) search.append(name, text(one));
  }
  const written = search.toString();
  return written ? `?${written}` : '';
}

function bodyOf(route: Route, request: LooseRequest, headers: Record<string, string>): string | FormData | undefined {
  if (route.upload) {
    const form = new FormData();
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>)) {
      if (value !== undefined && value !== null) form.append(name, text(value));
    }
    if (request.file) form.append(route.upload.field, request.file.content, request.file.name);
    return form;
  }
  if (request.body === undefined) return undefined;
  headers['content-type'] = 'application/json';
  return JSON.stringify(request.body);
}

async function read(route: Route, answer: Response): Promise<unknown> {
  if (!answer.ok) {
    const problem = problemSchema.safeParse(await answer.json().catch(() => undefined));
    throw problem.success ? new ProblemError(problem.data) : new UnexpectedAnswer(answer.status, route.id);
  }
  const response = route.response;
  if (response === undefined) return undefined;
  return isBinary(response) ? answer : response.parse(await answer.json());
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value) ?? '';
}
