import { Controller } from '@nestjs/common';
import { policiesRoutes } from '../../contracts/http/policies';
import type { InputOf, ResponseOf } from '../../contracts/http/route';
import type { Principal } from '../../domain/access/principal';
import { policyPresets, type PolicyLimits } from '../../domain/scheduling/policy';
import { Allow, CurrentUser, SignedIn } from '../../platform/http/access';
import { Endpoint, Input } from '../../platform/http/endpoint';
import { PoliciesService } from './policies.service';
import { presetTexts } from './preset-texts';
import { policyView, type PolicyView } from './views';

type Routes = typeof policiesRoutes;

/** Presets of limits, and exceptions taken back. */
@Controller()
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  @Endpoint(policiesRoutes.listPresets)
  @SignedIn()
  listPresets(): ResponseOf<Routes['listPresets']> {
    return {
      presets: presetTexts.map(({ code, name, source }) => {
        const { windows, weekdays, ...rest }: Partial<PolicyLimits> = policyPresets[code];
        return {
          code,
          name,
          source,
          limits: {
            ...rest,
            ...(windows ? { windows: windows.map((window) => ({ ...window })) } : {}),
            ...(weekdays ? { weekdays: [...weekdays] } : {}),
          },
        };
      }),
    };
  }

  @Endpoint(policiesRoutes.revokeException)
  @Allow('exception.grant', ({ params }: { params: { code: string } }) => params.code)
  async revokeException(
    @Input() { params }: InputOf<Routes['revokeException']>,
    @CurrentUser() user: Principal,
  ): Promise<PolicyView> {
    return policyView(await this.policies.revokeException(user, params.code, params.id));
  }
}
