/** Policies of areas (S7): inherited downwards, and only ever tightened on the way. */
import { type LocalDate, type Weekday } from '../time/local-date';
import { fromMinuteOfDay, toEndMinuteOfDay, toMinuteOfDay, type LocalTime } from '../time/local-time';
import { type Level } from './slot';

/** Half-open, within one local day; `to` may be "24:00". */
export interface AiringWindow {
  from: LocalTime;
  to: string;
}

export type PolicyLimit = 'windows' | 'maxSessionMinutes' | 'maxSessionsPerDay' | 'weekdays' | 'maxVolumePercent';

export interface PolicyLimits {
  windows: readonly AiringWindow[];
  maxSessionMinutes: number;
  maxSessionsPerDay: number;
  weekdays: readonly Weekday[];
  /** Of full scale, 1 to 100. */
  maxVolumePercent: number;
}

/** A named exception to one limit: it needs an approver at or above the area that set the limit, a reason and an end. */
export interface PolicyException<L extends PolicyLimit = PolicyLimit> {
  id: string;
  limit: L;
  value: PolicyLimits[L];
  /** Both included. */
  from: LocalDate;
  until: LocalDate;
  grantedLevel: Level;
  reason: string;
  /** Who granted it, and who took it back; a revoked one lifts nothing. Epoch milliseconds. */
  grantedBy?: string | undefined;
  grantedAt?: number | undefined;
  revokedBy?: string | undefined;
  revokedAt?: number | undefined;
}

export interface Policy {
  areaId: string;
  level: Level;
  /** What is left out is inherited. */
  limits: Partial<PolicyLimits>;
  exceptions: readonly PolicyException[];
}

/** What holds for an area on a date, which areas set it and which exceptions it rests on. `null` is no limit. */
export interface EffectivePolicy {
  windows: readonly AiringWindow[];
  maxSessionMinutes: number | null;
  maxSessionsPerDay: number | null;
  weekdays: readonly Weekday[] | null;
  maxVolumePercent: number | null;
  setBy: Readonly<Record<PolicyLimit, readonly string[]>>;
  exceptions: readonly PolicyException[];
}

/** The windows when the nation's own policy says nothing. */
export const rootWindows: readonly AiringWindow[] = [{ from: '05:00', to: '21:00' }];

const proposedWindows = [{ from: '05:30', to: '20:00' }] as const;

/** What an area may start from; docs/policies.md names the sources. */
export const policyPresets = {
  'root-default': { windows: rootWindows },
  residential: { windows: proposedWindows },
  'province-default': { windows: proposedWindows, maxSessionMinutes: 60, maxSessionsPerDay: 3 },
  ward: { windows: proposedWindows, maxSessionMinutes: 15, maxSessionsPerDay: 2, weekdays: [1, 2, 3, 4, 5] },
  'rural-commune': { windows: proposedWindows, maxSessionMinutes: 45, maxSessionsPerDay: 3 },
} as const satisfies Record<string, Partial<PolicyLimits>>;

const rootPolicy: Policy = { areaId: 'root', level: 0, limits: { windows: rootWindows }, exceptions: [] };

/** The policy in force on a local date, from the policies of an area and all above it in any order. */
export function effectivePolicyOn(policies: readonly Policy[], date: LocalDate): EffectivePolicy {
  const chain = [...policies].sort((a, b) => a.level - b.level);
  if (chain[0]?.level !== 0 || !chain[0].limits.windows) chain.unshift(rootPolicy);
  const active = policies
    .flatMap(({ exceptions }) => exceptions)
    .filter(({ from, until, revokedAt }) => revokedAt === undefined && from <= date && date <= until);
  const used: PolicyException[] = [];
  const setBy: Record<PolicyLimit, string[]> = {
    windows: [],
    maxSessionMinutes: [],
    maxSessionsPerDay: [],
    weekdays: [],
    maxVolumePercent: [],
  };

  const settle = <L extends PolicyLimit>(
    limit: L,
    tighten: (a: PolicyLimits[L], b: PolicyLimits[L]) => PolicyLimits[L],
  ): PolicyLimits[L] | null => {
    // The last granted one counts; it sets aside what was set at or below the level that granted it.
    const exception = active.filter((one): one is PolicyException<L> => one.limit === limit).at(-1);
    let value: PolicyLimits[L] | null = exception?.value ?? null;
    if (exception) used.push(exception);
    for (const policy of chain) {
      const own = policy.limits[limit];
      if (own === undefined || (exception && exception.grantedLevel <= policy.level)) continue;
      setBy[limit].push(policy.areaId);
      value = value === null ? own : tighten(value, own);
    }
    return value;
  };

  return {
    windows: settle('windows', intersectWindows) ?? rootWindows,
    maxSessionMinutes: settle('maxSessionMinutes', Math.min),
    maxSessionsPerDay: settle('maxSessionsPerDay', Math.min),
    weekdays: settle('weekdays', (a, b) => a.filter((day) => b.includes(day))),
    maxVolumePercent: settle('maxVolumePercent', Math.min),
    setBy,
    exceptions: used,
  };
}

/** A limit that an area would set wider than what holds above it, and who set that; null when it only tightens. */
export function widenedLimit(
  limits: Partial<PolicyLimits>,
  above: EffectivePolicy,
): { limit: PolicyLimit; allowed: string; by: readonly string[] } | null {
  const wider = (limit: PolicyLimit, allowed: string) => ({ limit, allowed, by: above.setBy[limit] });
  const { windows, weekdays } = limits;
  if (windows && minutesIn(intersectWindows(windows, above.windows)) < minutesIn(intersectWindows(windows, windows)))
    return wider('windows', above.windows.map(({ from, to }) => `${from}-${to}`).join(', '));
  if (weekdays && above.weekdays && weekdays.some((day) => !above.weekdays?.includes(day)))
    return wider('weekdays', above.weekdays.join(', '));
  for (const limit of ['maxSessionMinutes', 'maxSessionsPerDay', 'maxVolumePercent'] as const) {
    const [own, most] = [limits[limit], above[limit]];
    if (own !== undefined && most !== null && own > most) return wider(limit, String(most));
  }
  return null;
}

/** Overlapping parts count once. */
function minutesIn(windows: readonly AiringWindow[]): number {
  let [sum, free] = [0, 0];
  for (const { from, to } of windows) {
    const [start, end] = [Math.max(free, toMinuteOfDay(from)), toEndMinuteOfDay(to)];
    sum += Math.max(0, end - start);
    free = Math.max(free, end);
  }
  return sum;
}

/** `effectivePolicyOn` for many dates: computed once where no exception can make dates differ. */
export function policyCalendar(policies: readonly Policy[]): (date: LocalDate) => EffectivePolicy {
  const changing = policies.some(({ exceptions }) => exceptions.length > 0);
  const known = new Map<LocalDate, EffectivePolicy>();
  return (date) => {
    const key = changing ? date : '';
    const policy = known.get(key) ?? effectivePolicyOn(policies, date);
    known.set(key, policy);
    return policy;
  };
}

/** The parts of the day that lie in both. */
export function intersectWindows(a: readonly AiringWindow[], b: readonly AiringWindow[]): AiringWindow[] {
  const both: AiringWindow[] = [];
  for (const one of a) {
    for (const other of b) {
      const from = Math.max(toMinuteOfDay(one.from), toMinuteOfDay(other.from));
      const to = Math.min(toEndMinuteOfDay(one.to), toEndMinuteOfDay(other.to));
      if (from < to) both.push({ from: fromMinuteOfDay(from), to: to === 1440 ? '24:00' : fromMinuteOfDay(to) });
    }
  }
  return both.sort((x, y) => toMinuteOfDay(x.from) - toMinuteOfDay(y.from));
}
