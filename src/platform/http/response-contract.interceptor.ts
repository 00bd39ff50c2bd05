import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { isBinary } from '../../contracts/http/route';
import { routeOf } from './endpoint';

/**
 * What leaves is what the contract says: unknown keys are dropped (nothing leaks by accident) and an answer that does not fit is a
 * fault of ours, INTERNAL, not a surprise in somebody's browser.
 */
export class ResponseContractInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(context.getHandler());
    const response = route?.response;
    if (!route || isBinary(response)) return next.handle();
    return next.handle().pipe(
      map((value) => {
        if (!response) return undefined;
        const parsed = response.safeParse(value);
        if (parsed.success) return parsed.data;
        const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
        throw new Error(`the answer of ${route.id} does not fit its contract: ${issues.slice(0, 5).join('; ')}`);
      }),
    );
  }
}
