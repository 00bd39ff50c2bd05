import {
  CircleCheck,
  CircleDashed,
  History,
  Lock,
  type LucideIcon,
  OctagonAlert,
  Radio,
  TriangleAlert,
} from 'lucide-react';
import type { z } from 'zod';
import type { dayRundownSchema, newsSchema } from '../../../contracts/http/queue-schemas';
import type { Tone } from '../../ui/page';

export type DayRundown = z.infer<typeof dayRundownSchema>;
export type News = z.infer<typeof newsSchema>;
export type SessionState = 'decide' | 'attention' | 'live' | 'over' | 'frozen' | 'ready' | 'empty';

/** Every state by colour and by shape: nobody needs the colours. */
export const stateFaces: Record<SessionState, { tone: Tone; icon: LucideIcon }> = {
  decide: { tone: 'bad', icon: OctagonAlert },
  attention: { tone: 'warn', icon: TriangleAlert },
  live: { tone: 'live', icon: Radio },
  frozen: { tone: 'info', icon: Lock },
  ready: { tone: 'good', icon: CircleCheck },
  empty: { tone: 'neutral', icon: CircleDashed },
  over: { tone: 'neutral', icon: History },
};

type Facts = Pick<DayRundown, 'startAt' | 'endAt' | 'frozen' | 'items' | 'awaiting' | 'held' | 'leftOut' | 'notes'>;

/** Notes that only say how things are. */
const harmless = new Set(['policy-exception-used']);

export const isTrouble = (rundown: Facts): boolean =>
  rundown.awaiting + rundown.held + rundown.leftOut > 0 || rundown.notes.some((code) => !harmless.has(code));

export function stateOf(rundown: Facts, now: number): SessionState {
  if (rundown.endAt <= now) return 'over';
  if (rundown.notes.includes('priority-needs-decision')) return 'decide';
  if (rundown.startAt <= now) return 'live';
  if (isTrouble(rundown)) return 'attention';
  if (rundown.items === 0) return 'empty';
  return rundown.frozen ? 'frozen' : 'ready';
}

/** A row of the day: an area and its sessions. */
export interface Lane {
  areaCode: string;
  areaName: string;
  worst: number;
  sessions: { rundown: DayRundown; state: SessionState }[];
}

const urgency: Record<SessionState, number> = {
  decide: 0,
  attention: 1,
  live: 2,
  empty: 3,
  frozen: 3,
  ready: 3,
  over: 3,
};

/** Areas with problems first, then by name. */
export function lanesOf(rundowns: readonly DayRundown[], now: number): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const rundown of rundowns) {
    const { areaCode, areaName } = rundown;
    const lane = lanes.get(areaCode) ?? { areaCode, areaName, worst: 3, sessions: [] };
    const state = stateOf(rundown, now);
    lane.worst = Math.min(lane.worst, urgency[state]);
    lane.sessions.push({ rundown, state });
    lanes.set(areaCode, lane);
  }
  for (const { sessions } of lanes.values()) sessions.sort((a, b) => a.rundown.startAt - b.rundown.startAt);
  const byName = new Intl.Collator('vi');
  return [...lanes.values()].sort((a, b) => a.worst - b.worst || byName.compare(a.areaName, b.areaName));
}
