import http from 'node:http';
import https from 'node:https';
import { generateRequestDetails } from 'web-push';
import { outsideOnly } from '../network/outside-address';
import { endpointFault } from './push-address';
import type { VapidKeys } from './vapid-keys';

export interface PushTarget {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** `gone`: the browser has withdrawn the subscription. `refused`: the service will not take it, however often it is sent. */
export type PushOutcome = { state: 'sent' | 'gone' | 'refused'; detail: string };

const ttlSeconds = 86_400;
const patienceMs = 20_000;

/** Sends encrypted messages (RFC 8291) to the push services of browsers. */
export class PushSender {
  /**
   * @param options.subject how a push service reaches the station's people: https: or mailto:
   * @param options.insideToo take http and addresses of the own network as well, for tests and closed networks
   */
  constructor(
    private readonly keys: () => VapidKeys,
    private readonly options: { subject: string; insideToo: boolean },
  ) {}

  get publicKey(): string {
    return this.keys().publicKey;
  }

  /** Why an endpoint will never be called, or null. */
  faultOf(endpoint: string): string | null {
    const fault = endpointFault(endpoint);
    return this.options.insideToo && fault !== 'not-a-url' ? null : fault;
  }

  /** Throws where another try may help. */
  async send(target: PushTarget, message: string): Promise<PushOutcome> {
    const fault = this.faultOf(target.endpoint);
    if (fault !== null) return { state: 'refused', detail: fault };
    const { subject } = this.options;
    const request = generateRequestDetails(target, message, {
      vapidDetails: { subject, ...this.keys() },
      TTL: ttlSeconds,
      urgency: 'high',
    });
    const headers = request.headers as http.OutgoingHttpHeaders;
    const status = await this.post(target.endpoint, headers, request.body);
    const detail = `HTTP ${status}`;
    if (status >= 200 && status < 300) return { state: 'sent', detail };
    if (status === 404 || status === 410) return { state: 'gone', detail };
    if (status === 429 || status >= 500) throw new Error(`the push service answered ${status}`);
    return { state: 'refused', detail };
  }

  /** One request, no redirect followed: a push service answers by itself. */
  private post(endpoint: string, headers: http.OutgoingHttpHeaders, body: Buffer): Promise<number> {
    const { request } = endpoint.startsWith('https:') ? https : http;
    const lookup = this.options.insideToo ? {} : { lookup: outsideOnly };
    return new Promise((resolve, reject) => {
      const sent = request(endpoint, { method: 'POST', headers, timeout: patienceMs, ...lookup }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('timeout', () => sent.destroy(new Error('the push service does not answer')));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
