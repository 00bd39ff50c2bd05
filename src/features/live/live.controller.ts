import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { type LiveHint, liveHeartbeatMs, liveRoutes } from '../../contracts/http/live';
import type { InputOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { CurrentUser, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import type { HttpRequest } from '../../platform/http/http-request';
import { SessionsService, tokenOf } from '../accounts';
import { AreasService } from '../areas';
import { type Hint, heardOf } from '../../domain/access/live-hint';
import { LiveHints } from './live-hints';

/** The stream of news for one open page. It sends kinds and areas, never contents. */
@Controller()
export class LiveController {
  constructor(
    private readonly hints: LiveHints,
    private readonly areas: AreasService,
    private readonly sessions: SessionsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Endpoint(liveRoutes.follow)
  @SignedIn()
  follow(
    @Input() _input: InputOf<typeof liveRoutes.follow>,
    @CurrentUser() user: Principal,
    @Req() request: HttpRequest,
    @Res() response: ServerResponse,
  ): void {
    let grants = user.grants;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const here = (name: string): void =>
      void response.write(`id: ${this.hints.markOf()}\nevent: ${name}\ndata: {}\n\n`);
    const tell = (hint: Hint): void => {
      const said: LiveHint | null = heardOf(hint, { userId: user.userId, grants }, (code) =>
        this.areas.ancestorsOf(code),
      );
      if (!said) return;
      response.write(`id: ${this.hints.markOf(hint.sequence)}\ndata: ${JSON.stringify(said)}\n\n`);
    };
    const mark = request.headers['last-event-id'];
    const missed = typeof mark === 'string' ? this.hints.since(mark) : [];
    if (missed === null) here('missed');
    else missed.forEach(tell);
    here('here');
    const detach = this.hints.follow(tell);
    // X1: what the person may see is asked anew with each heartbeat; who has logged out hears no more.
    const stop = this.clock.every(liveHeartbeatMs, async () => {
      const session = await this.sessions.find(tokenOf(request) ?? '');
      if (!session) return end();
      grants = session.principal.grants;
      here('here');
    });
    const end = (): void => {
      stop();
      detach();
      response.end();
    };
    response.on('close', end);
  }
}
