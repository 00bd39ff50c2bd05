import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock';
import { type OpenedAt, servesSecurely } from '../config/config';
import { controllersOf, declaredRoutes } from './declared-routes';
import { buildOpenApi } from './openapi';
import { originCheck } from './origin-check';
import { type BodyLimits, ProblemFilter } from './problem.filter';
import { requestLog } from './request-log';
import { ResponseContractInterceptor } from './response-contract.interceptor';
import { webPages } from './web-pages';

export interface HttpOptions extends BodyLimits, OpenedAt {
  logger: Logger;
  clock: Clock;
  /** The one address of the station (`https://loa.example`), or null when pages come from whatever host is called. */
  publicOrigin: string | null;
  /** Proxies in front of the service whose X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Where the browser application was built to; left out, there is none. */
  webDir?: string;
  /** Stands before everything else: answers and returns true, or leaves the request as it came. */
  answerFirst?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/**
 * Gives a Nest application Loa's rim: request log, headers, Origin check, limits, problem details, response contracts and
 * `/api/docs`. Create the application with `bodyParser: false`, call this, then listen. Throws when a route is not declared completely.
 */
export function configureHttp(app: NestExpressApplication, options: HttpOptions): void {
  const declared = declaredRoutes(controllersOf(app));
  const secure = servesSecurely(options);
  app.set('trust proxy', options.trustedProxies);
  app.disable('x-powered-by');
  const { answerFirst } = options;
  if (answerFirst) {
    app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      if (!answerFirst(request, response)) next();
    });
  }
  app.use(requestLog(options.logger, options.clock));
  app.use(
    helmet({
      // A station's own network has no certificate unless the settings say so.
      strictTransportSecurity: secure,
      contentSecurityPolicy: {
        directives: {
          upgradeInsecureRequests: secure ? [] : null,
          mediaSrc: ["'self'", 'blob:'],
          fontSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
        },
      },
    }),
  );
  app.use(originCheck(options.publicOrigin));
  if (options.webDir) app.use(webPages(options.webDir));
  app.use(cookieParser());
  app.useBodyParser('json', { limit: options.jsonLimitBytes });
  app.useGlobalFilters(new ProblemFilter(options));
  app.useGlobalInterceptors(new ResponseContractInterceptor());
  SwaggerModule.setup('api/docs', app, () => buildOpenApi(declared) as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'api/docs/openapi.json',
    customSiteTitle: 'Loa API',
  });
}
