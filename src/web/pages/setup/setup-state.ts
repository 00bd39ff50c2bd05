import { useSearchParams } from 'react-router';
import { accountsRoutes, type UserView } from '../../../contracts/http/accounts';
import { areasRoutes, type AreaStepView } from '../../../contracts/http/areas';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { topicsRoutes } from '../../../contracts/http/topics';
import { roles } from '../../../domain/access/roles';
import { useUser } from '../../data/session';
import { useRoute } from '../../data/use-route';

export const steps = ['areas', 'topics', 'place', 'windows', 'people', 'slots'] as const;
export type Step = (typeof steps)[number];

/** Roles that somebody beside the administrator has to hold, and whether for the commune or for the province. */
export const neededRoles = roles.filter((role) => role !== 'admin');
export const root = 'VN';

export interface SetupState {
  ready: boolean;
  province: AreaStepView | null;
  commune: AreaStepView | null;
  users: UserView[];
  done: Record<Step, boolean>;
  open: Step | null;
  go: (change: { step?: Step | ''; province?: string; commune?: string }) => void;
}

/** What the station has already is all that is known of the way so far: left and opened again, on any browser, it goes on there. */
export function useSetup(): SetupState {
  const [params, setParams] = useSearchParams();
  const { id: me } = useUser();
  const provinces = useRoute(areasRoutes.children, { params: { code: root } });
  const topics = useRoute(topicsRoutes.list, { query: {} });
  const people = useRoute(accountsRoutes.listUsers, { query: { limit: 200 } });
  const users = people.data?.users ?? [];
  const grants = users.filter(({ id }) => id !== me).flatMap((user) => user.grants);
  // The first person below the nation tells where the station serves.
  const known =
    grants.find(({ areaCode }) => areaCode !== root && areaCode.length > 2) ??
    grants.find(({ areaCode }) => areaCode !== root);
  const commune = useArea(params.get('commune') ?? known?.areaCode ?? '');
  const above = commune?.path.find(({ level }) => level === 'province');
  const own = useArea(params.get('province') ?? above?.code ?? known?.areaCode ?? '');
  const province = own?.area.level === 'province' ? own.area : null;
  const policy = useRoute(
    scheduleRoutes.readPolicy,
    { params: { code: province?.code ?? '' } },
    { enabled: province !== null },
  );
  const slots = useRoute(
    scheduleRoutes.listSlots,
    { params: { code: province?.code ?? '' } },
    { enabled: province !== null },
  );
  const first = commune?.area.level === 'commune' && (!province || above?.code === province.code) ? commune.area : null;
  const done: Record<Step, boolean> = {
    areas: (provinces.data?.areas.length ?? 0) > 0,
    topics: (topics.data?.topics.length ?? 0) > 0,
    place: province !== null && first !== null,
    windows: Object.keys(policy.data?.limits ?? {}).length > 0,
    people: neededRoles.every((role) => grants.some((grant) => grant.role === role)),
    slots: slots.data?.slots.some(({ retired }) => !retired) ?? false,
  };
  const asked = params.get('step');
  return {
    ready: provinces.data !== undefined && topics.data !== undefined && people.data !== undefined,
    ...{ province, commune: first, users, done },
    open: steps.find((step) => step === asked) ?? (asked === null ? (steps.find((step) => !done[step]) ?? null) : null),
    go: (change) =>
      setParams(
        (former) => {
          const next = new URLSearchParams(former);
          if (!('step' in change)) next.delete('step');
          for (const [name, value] of Object.entries(change)) next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  };
}

function useArea(code: string) {
  return useRoute(areasRoutes.get, { params: { code } }, { enabled: code !== '', staleMs: 600_000 }).data ?? null;
}
