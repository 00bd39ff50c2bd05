import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { preferredLanguage, problemOf } from '../../contracts/http/problem-of';
import { Fault, isFault } from '../../domain/fault';
import type { HttpRequest } from './http-request';

export interface BodyLimits {
  jsonLimitBytes: number;
  uploadLimitBytes: number;
}

/**
 * Turns whatever was thrown into RFC 9457 problem details. What is not a fault of the caller becomes INTERNAL: its cause goes to the
 * log under the request id, never to the answer.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly limits: BodyLimits) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<HttpRequest>();
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const fault = faultOf(error, request, this.limits);
    if (fault.code === 'INTERNAL') request.log.error({ err: error }, 'request failed');
    if (response.headersSent) {
      // A stream broke in its middle: cutting the connection is the only way left to say so.
      response.destroy();
      return;
    }
    const problem = problemOf(fault, preferredLanguage(request.headers['accept-language']), request.id);
    if (isFault(fault, 'TOO_MANY_REQUESTS')) response.setHeader('retry-after', fault.data.retryAfterSeconds);
    response.setHeader('vary', 'Accept-Language');
    response.statusCode = problem.status;
    response.setHeader('content-type', 'application/problem+json; charset=utf-8');
    response.end(JSON.stringify(problem));
  }
}

/** The fault that an error amounts to. */
export function faultOf(
  error: unknown,
  request: Pick<HttpRequest, 'id' | 'method' | 'path' | 'headers'>,
  limits: BodyLimits,
): Fault {
  if (isFault(error)) return error;
  if (codeOf(error) === 'ENOSPC') return new Fault('DISK_FULL', {}, { cause: error });
  const message = error instanceof Error ? error.message : '';
  switch (statusOf(error)) {
    case 400:
    case 415:
    case 422:
      return new Fault('INPUT_INVALID', {
        issues: [{ path: '', message, messageVi: 'nội dung gửi lên không đọc được' }],
      });
    case 401:
      return new Fault('NOT_SIGNED_IN', {});
    case 403:
      return new Fault('NOT_ALLOWED', { action: `${request.method} ${request.path}` });
    case 404:
    case 405:
      return new Fault('NOT_FOUND', { what: `${request.method} ${request.path}` });
    case 413:
      return /^multipart\//.test(request.headers['content-type'] ?? '')
        ? new Fault('UPLOAD_TOO_LARGE', { limitBytes: limits.uploadLimitBytes })
        : new Fault('BODY_TOO_LARGE', { limitBytes: limits.jsonLimitBytes });
    case 429:
      return new Fault('TOO_MANY_REQUESTS', { retryAfterSeconds: 60 });
    default:
      return new Fault('INTERNAL', { requestId: request.id }, { cause: error });
  }
}

/** Nest's exceptions and those of Express's own middleware (body parser, router) carry a status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : undefined;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}
