import { sign } from 'node:crypto';
import { z } from 'zod';
import { sessionText } from '../../../contracts/device/http-link';
import type { Clock } from '../../../platform/clock/clock';
import type { SigningKey } from '../../../platform/signing/keys';

const answerWithinMs = 20_000;

/** The station did not answer as itself: away, busy, or somebody else's page in its place (a captive portal). */
export class StationAway extends Error {
  override readonly name = 'StationAway';
  constructor(
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** The station answered and will not do it; asking again the same way is useless. */
export class StationRefused extends Error {
  override readonly name = 'StationRefused';
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`the station refuses: ${status} ${code}`);
  }
}

const problemSchema = z.object({ code: z.string() });
const challengeSchema = z.object({ nonce: z.string() });
const sessionSchema = z.object({ token: z.string() });

export interface StationClientOptions {
  stationUrl: string;
  deviceId: string;
  boot: string;
  key: SigningKey;
  clock: Clock;
}

/** Speaks HTTP with the station under the device's session, which it opens when it needs one and again when it has ended. */
export class StationClient {
  private token: string | null = null;
  private opening: Promise<string> | null = null;
  /** This clock less the station's, as its answers tell: to about a second. Null before the first. */
  clockOffsetMs: number | null = null;

  constructor(private options: StationClientOptions) {}

  async get(path: string, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
    return this.withSession((token) => this.fetch(path, { headers: { ...headers, ...bearer(token) } }, signal));
  }

  /** Sends JSON and reads JSON; throws StationAway where what comes is neither the answer nor a problem of the station. */
  async post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const response = await this.withSession((token) => this.fetch(path, json(body, bearer(token))));
    return readJson(response, schema);
  }

  private async withSession(ask: (token: string) => Promise<Response>): Promise<Response> {
    const token = await this.session();
    const response = await ask(token);
    if (response.status !== 401) return await checked(response);
    await response.body?.cancel();
    if (this.token === token) this.token = null;
    return checked(await ask(await this.session()));
  }

  /** The header says whole seconds: half of one is added. A portal's clock is no better or worse than another. */
  private hearTime(response: Response): void {
    const said = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(said)) this.clockOffsetMs = this.options.clock.nowMs() - said - 500;
  }

  private async session(): Promise<string> {
    if (this.token !== null) return this.token;
    this.opening ??= this.open().finally(() => (this.opening = null));
    return this.opening;
  }

  private async open(): Promise<string> {
    const { deviceId, boot, key } = this.options;
    const asked = await this.fetch('/api/device/challenge', json({ deviceId }));
    const { nonce } = await readJson(await checked(asked), challengeSchema);
    const text = Buffer.from(sessionText(deviceId, boot, nonce), 'utf8');
    const signature = sign(null, text, key.privateKey).toString('base64');
    const opened = await this.fetch('/api/device/session', json({ deviceId, boot, nonce, signature }));
    this.token = (await readJson(await checked(opened), sessionSchema)).token;
    return this.token;
  }

  /** Waits a limited time for the head of the answer; its body may take longer, under the caller's signal. */
  private async fetch(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const late = new AbortController();
    const timer = new AbortController();
    void this.options.clock.sleep(answerWithinMs, timer.signal).then(
      () => late.abort(new Error('no answer in time')),
      () => undefined,
    );
    try {
      const signals = signal ? [signal, late.signal] : [late.signal];
      const response = await fetch(new URL(path, this.options.stationUrl), {
        ...init,
        // A portal answers with a redirect to its own page.
        redirect: 'manual',
        signal: AbortSignal.any(signals),
      });
      this.hearTime(response);
      return response;
    } catch (error) {
      throw new StationAway(reasonOf(error));
    } finally {
      timer.abort();
    }
  }
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Passes answers on; a problem of the station becomes StationRefused, everything else that is no success StationAway. */
async function checked(response: Response): Promise<Response> {
  const { status } = response;
  if ((status >= 200 && status < 300) || status === 304 || status === 416) return response;
  const retryAfterMs = retryAfterOf(response);
  const text = await response.text().catch(() => '');
  const problem = problemSchema.safeParse(parsed(text));
  if (problem.success && status >= 400 && status < 500 && status !== 429) {
    throw new StationRefused(status, problem.data.code);
  }
  throw new StationAway(problem.success ? problem.data.code : `status ${status}, not from the station`, retryAfterMs);
}

async function readJson<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const text = await response.text().catch((error: unknown) => {
    throw new StationAway(reasonOf(error));
  });
  const value = schema.safeParse(parsed(text));
  if (value.success) return value.data;
  throw new StationAway('something else than the station answers: a log-in page of the network?');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}
