import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Principal } from '../../domain/access/principal';

/** A request as Express and the pieces of this folder leave it for each other. */
export interface HttpRequest extends IncomingMessage {
  method: string;
  path: string;
  /** The caller's address, behind the proxies that are trusted. */
  ip: string;
  params: Record<string, string | string[]>;
  query: Record<string, unknown>;
  body?: unknown;
  cookies: Record<string, string>;
  /** Request id, also in the log and in every problem's `instance`. */
  id: string;
  log: Logger;
  /** Set by the guard of features/accounts when somebody is signed in. */
  principal?: Principal;
  /** Hash of the session's token, for signing out this one; set with the principal. */
  sessionHash?: string;
  /** When the session's second step was taken (X2); set with the principal. */
  secondStepAt?: number | null;
}
