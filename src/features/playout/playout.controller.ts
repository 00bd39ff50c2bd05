import { Controller } from '@nestjs/common';
import { playoutRoutes } from '../../contracts/http/playout';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AccessService } from '../accounts';
import { DevicesService } from '../devices';
import { CorrectionsService } from './corrections.service';
import { PlayoutService } from './playout.service';
import { RundownDevices } from './rundown-devices.service';

/** The ledger for those who check it (X1). */
@Controller()
export class PlayoutController {
  constructor(
    private readonly playout: PlayoutService,
    private readonly corrections: CorrectionsService,
    private readonly devices: DevicesService,
    private readonly access: AccessService,
    private readonly sessions: RundownDevices,
  ) {}

  @Endpoint(playoutRoutes.quarantine)
  @Allow('ledger.verify', ({ params }: InputOf<typeof playoutRoutes.quarantine>) => params.code)
  async quarantine(
    @Input() { params }: InputOf<typeof playoutRoutes.quarantine>,
  ): Promise<ResponseOf<typeof playoutRoutes.quarantine>> {
    const devices = await this.devices.list(params.code);
    return { rows: await this.playout.quarantined(devices.map((device) => device.id)) };
  }

  @Endpoint(playoutRoutes.rundownDevices)
  @Allow('schedule.read')
  async rundownDevices(
    @Input() { params }: InputOf<typeof playoutRoutes.rundownDevices>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof playoutRoutes.rundownDevices>> {
    const { id } = params;
    await this.access.require(user, 'schedule.read', await this.sessions.areaOf(id), { what: 'rundown', id });
    return this.sessions.list(id);
  }

  @Endpoint(playoutRoutes.correct)
  @Allow('ledger.correct')
  async correct(
    @Input() { params, body }: InputOf<typeof playoutRoutes.correct>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<typeof playoutRoutes.correct>> {
    const what = { what: 'ledger row', id: String(params.number) };
    const communeCode = await this.corrections.communeOf(params.number);
    if (communeCode === null) throw new Fault('NOT_FOUND', what);
    await this.access.require(user, 'ledger.correct', communeCode, what);
    const row = await this.corrections.correct(actorOf(user), params.number, body);
    return { receivedNumber: row.receivedNumber, supersedes: params.number };
  }
}
