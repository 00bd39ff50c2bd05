import { Controller } from '@nestjs/common';
import { findingTexts } from '../../contracts/http/preflight-texts';
import { preflightRoutes, type FindingView } from '../../contracts/http/preflight';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import type { Finding } from '../../domain/scheduling/preflight/finding';
import { actorOf, Allow, CurrentUser } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { AreasService } from '../areas';
import { DayFacts } from '../schedule';
import type { PreflightLine } from './preflight.repository';
import { PreflightService } from './preflight.service';

type Routes = typeof preflightRoutes;
const codeOf = (input: { params: { code: string } }): string => input.params.code;

/** Pre-flight for people: how days stand, and why. */
@Controller()
export class PreflightController {
  constructor(
    private readonly preflight: PreflightService,
    private readonly areas: AreasService,
    private readonly days: DayFacts,
  ) {}

  @Endpoint(preflightRoutes.list)
  @Allow('schedule.read', codeOf)
  async list(@Input() { params, query }: InputOf<Routes['list']>): Promise<ResponseOf<Routes['list']>> {
    const { date = this.preflight.tomorrow(), ...asked } = query;
    const { communes, ...page } = await this.preflight.list(params.code, { date, ...asked });
    return { date, ...page, communes: communes.map((line) => this.lineOf(line)) };
  }

  @Endpoint(preflightRoutes.get)
  @Allow('schedule.read', codeOf)
  async get(@Input() { params }: InputOf<Routes['get']>): Promise<ResponseOf<Routes['get']>> {
    const { preflight, tellings } = await this.preflight.detail(params.code, params.date);
    const slotIds = preflight.findings.flatMap(({ slotId }) => slotId ?? []);
    const bookingIds = preflight.findings.flatMap(({ bookingId }) => bookingId ?? []);
    const [names, bulletins] = await Promise.all([this.days.slotNames(slotIds), this.days.bulletinsOf(bookingIds)]);
    return {
      ...this.lineOf(preflight),
      findings: preflight.findings.map((one) => this.findingOf(one, names, bulletins)),
      told: tellings.map(({ at, because, colour, told, keys }) => {
        return { at, because, colour, people: told, findings: keys.length };
      }),
    };
  }

  @Endpoint(preflightRoutes.run)
  @Allow('preflight.run', codeOf)
  async run(
    @Input() { params, body }: InputOf<Routes['run']>,
    @CurrentUser() user: Principal,
  ): Promise<ResponseOf<Routes['run']>> {
    const date = body.date ?? this.preflight.tomorrow();
    return { date, ...(await this.preflight.runNow(actorOf(user), params.code, date)) };
  }

  private lineOf({ areaCode, localDate, colour, red, amber, because, judgedAt }: PreflightLine) {
    const areaName = this.areas.find(areaCode)?.name ?? areaCode;
    return { areaCode, areaName, localDate, colour, red, amber, because, judgedAt };
  }

  private findingOf(
    one: Finding,
    names: ReadonlyMap<string, string>,
    bulletins: ReadonlyMap<string, string>,
  ): FindingView {
    const areaName = this.areas.find(one.areaCode)?.name ?? one.areaCode;
    const slotName = one.slotId === null ? null : (names.get(one.slotId) ?? null);
    const bulletinId = one.bookingId === null ? null : (bulletins.get(one.bookingId) ?? null);
    const { timeZone } = this.areas.settingsOf(one.areaCode);
    return { ...one, details: [...one.details], areaName, slotName, bulletinId, ...findingTexts(one, timeZone) };
  }
}
