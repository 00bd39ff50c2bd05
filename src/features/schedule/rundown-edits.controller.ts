import { Controller } from '@nestjs/common';
import { queueRoutes } from '../../contracts/http/queue';
import type { InputOf } from '../../contracts/http/route';
import type { Action } from '../../domain/access/actions';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { AreasService } from '../areas';
import { RundownEditsService, type Editor } from './rundown-edits.service';
import type { RundownEntity } from './rundown.entity';
import { RundownsService } from './rundowns.service';
import type { RundownView } from './views';

type Routes = typeof queueRoutes;

/** Changing single sessions. */
@Controller()
export class RundownEditsController {
  constructor(
    private readonly edits: RundownEditsService,
    private readonly rundowns: RundownsService,
    private readonly areas: AreasService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(queueRoutes.changeRundown)
  @Allow('rundown.order')
  async changeRundown(
    @Input() { params, body }: InputOf<Routes['changeRundown']>,
    @CurrentUser() user: Principal,
  ): Promise<RundownView> {
    const editor = await this.editor(user, 'rundown.order', params.id);
    if (body.reason !== undefined) await this.editor(user, 'rundown.override', params.id);
    return this.shown(await this.edits.change(editor, params.id, body));
  }

  @Endpoint(queueRoutes.addToRundown)
  @Allow('rundown.append')
  async addToRundown(
    @Input() { params, body }: InputOf<Routes['addToRundown']>,
    @CurrentUser() user: Principal,
  ): Promise<RundownView> {
    const editor = await this.editor(user, 'rundown.append', params.id);
    return this.shown(await this.edits.add(editor, params.id, body.bookingId, body.reason));
  }

  @Endpoint(queueRoutes.decideCollision)
  @Allow('rundown.order')
  async decideCollision(
    @Input() { params, body }: InputOf<Routes['decideCollision']>,
    @CurrentUser() user: Principal,
  ): Promise<RundownView> {
    const editor = await this.editor(user, 'rundown.order', params.id);
    return this.shown(await this.edits.decide(editor, params.id, body.bookingIds, body.reason));
  }

  /** Who edits, and the widest area for which they may; NOT_FOUND and NOT_ALLOWED as everywhere. */
  private async editor(user: Principal, action: Action, id: string): Promise<Editor> {
    const { areaCode } = await this.edits.get(id);
    await this.access.require(user, action, areaCode, { what: 'rundown', id });
    let decidesFor = areaCode;
    for (const above of this.areas.ancestorsOf(areaCode)) {
      if (await this.access.may(user, action, above)) decidesFor = above;
    }
    return { actor: actorOf(user), decidesFor };
  }

  private async shown(row: RundownEntity): Promise<RundownView> {
    const [view] = await this.rundowns.viewsOf([row]);
    return view!;
  }
}
