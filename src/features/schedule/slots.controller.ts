import { Controller } from '@nestjs/common';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import { slotsRoutes } from '../../contracts/http/slots';
import type { Principal } from '../../domain/access/principal';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { SlotEditsService, type SlotTarget } from './slot-edits.service';
import { savedSlotsView, slotChangesView, conflictView } from './slot-views';
import { SlotsService } from './slots.service';

type Routes = typeof slotsRoutes;
type Saved = ResponseOf<Routes['change']>;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

/** Editing slots. */
@Controller()
export class SlotsController {
  constructor(
    private readonly slots: SlotsService,
    private readonly edits: SlotEditsService,
    private readonly access: AccessService,
  ) {}

  @Endpoint(slotsRoutes.check)
  @Allow('slot.manage', codeOf)
  async check(@Input() { params, body }: InputOf<Routes['check']>, @CurrentUser() user: Principal): Promise<Saved> {
    return savedSlotsView(await this.slots.add(actorOf(user), params.code, body, true));
  }

  @Endpoint(slotsRoutes.change)
  @Allow('slot.manage')
  async change(@Input() { params, body }: InputOf<Routes['change']>, @CurrentUser() user: Principal): Promise<Saved> {
    const target = await this.targetOf(user, params.id, body);
    return savedSlotsView(await this.edits.change(actorOf(user), target, body));
  }

  @Endpoint(slotsRoutes.pause)
  @Allow('slot.manage')
  async pause(@Input() { params, body }: InputOf<Routes['pause']>, @CurrentUser() user: Principal): Promise<Saved> {
    const target = await this.targetOf(user, params.id, body);
    return savedSlotsView(await this.edits.pause(actorOf(user), target, body.from, body.to, body.note));
  }

  @Endpoint(slotsRoutes.resume)
  @Allow('slot.manage')
  async resume(@Input() { params, body }: InputOf<Routes['resume']>, @CurrentUser() user: Principal): Promise<Saved> {
    const target = await this.targetOf(user, params.id, body);
    return savedSlotsView(await this.edits.resume(actorOf(user), target, body.date));
  }

  @Endpoint(slotsRoutes.copyDays)
  @Allow('slot.manage', codeOf)
  async copyDays(
    @Input() { params, body }: InputOf<Routes['copyDays']>,
    @CurrentUser() user: Principal,
  ): Promise<Saved> {
    return savedSlotsView(await this.edits.copyDays(actorOf(user), params.code, body));
  }

  @Endpoint(slotsRoutes.listChanges)
  @Allow('schedule.read', codeOf)
  async listChanges(@Input() { params }: InputOf<Routes['listChanges']>): Promise<ResponseOf<Routes['listChanges']>> {
    return { changes: slotChangesView(await this.edits.changesOf(params.code)) };
  }

  @Endpoint(slotsRoutes.undo)
  @Allow('slot.manage', codeOf)
  async undo(@Input() { params }: InputOf<Routes['undo']>, @CurrentUser() user: Principal): Promise<Saved> {
    return savedSlotsView(await this.edits.undo(actorOf(user), params.code, params.changeId));
  }

  @Endpoint(slotsRoutes.conflicts)
  @Allow('schedule.read', codeOf)
  async conflicts(@Input() { params }: InputOf<Routes['conflicts']>): Promise<ResponseOf<Routes['conflicts']>> {
    return { conflicts: (await this.slots.conflictsOf(params.code)).map(conflictView) };
  }

  private async targetOf(user: Principal, id: string, body: Omit<SlotTarget, 'id'>): Promise<SlotTarget> {
    const slot = await this.slots.get(id);
    await this.access.require(user, 'slot.manage', slot.areaCode, { what: 'slot', id });
    return { id, revision: body.revision, dryRun: body.dryRun };
  }
}
