import { airingOfItem, silenceOver, type Airing } from './airing';
import type { PlayoutState } from './state';
import { insideWindows } from './windows';

/** Silence this long where an item is planned to sound is an alarm (P6). */
export const silenceAlarmMs = 10_000;
/** The last samples of an item, and what a sink still holds back, may be heard this long after its end. */
const fadeMs = 1500;

export interface SoundAlarm {
  code: 'silence-inside' | 'sound-outside';
  airingKey: string | null;
  detail: string;
}

/** What left the sink, by believed time. */
export interface Heard {
  /** When it was last louder than silence; null when it never was. */
  lastSoundAt: number | null;
}

/** What the ear would object to now (P6): sound that nothing planned, and silence where the plan says that something sounds. */
export function soundAlarms(state: PlayoutState, { lastSoundAt }: Heard): SoundAlarm[] {
  return [...soundOutside(state, lastSoundAt), ...silenceInside(state, lastSoundAt)];
}

function soundOutside(state: PlayoutState, lastSoundAt: number | null): SoundAlarm[] {
  if (lastSoundAt === null || state.now - lastSoundAt > 1000) return [];
  const sounding = state.onAir.findLast((o) => o.startAt <= state.now);
  if (!sounding) {
    const late = lastSoundAt > state.freeAt + fadeMs;
    return late ? [{ code: 'sound-outside', airingKey: null, detail: 'sound while nothing is on the air' }] : [];
  }
  const { airing } = sounding;
  if (!airing.windowed || insideWindows(state.windows, state.now - fadeMs, state.now)) return [];
  return [{ code: 'sound-outside', airingKey: airing.airingKey, detail: 'sound outside the airing windows' }];
}

function silenceInside(state: PlayoutState, lastSoundAt: number | null): SoundAlarm[] {
  const silentSince = state.now - silenceAlarmMs;
  if (lastSoundAt !== null && lastSoundAt > silentSince) return [];
  const silent = plannedNow(state).find((airing) => shouldHaveSounded(airing, state, silentSince));
  if (!silent) return [];
  return [{ code: 'silence-inside', airingKey: silent.airingKey, detail: 'nothing heard for ten seconds' }];
}

/** Somebody decided on the silence, or the item is over, or it has not been its turn for ten seconds: no alarm. */
function shouldHaveSounded(airing: Airing, state: PlayoutState, silentSince: number): boolean {
  const onAir = state.onAir.find((o) => o.airing.airingKey === airing.airingKey);
  const startAt = Math.max(onAir?.startAt ?? airing.plannedStartAt, state.readySince.at);
  if (startAt > silentSince || state.clock !== 'good') return false;
  return silenceOver(airing, state.silences, state.now) === null;
}

function plannedNow(state: PlayoutState): Airing[] {
  const { now } = state;
  const planned = state.rundowns
    .filter((r) => r.startAt <= now && now < r.endAt)
    .flatMap((r) => r.items.map((item) => airingOfItem(item, r)))
    .filter((a) => a.plannedStartAt <= now && now < a.plannedStartAt + a.plannedMs);
  const begun = state.onAir.map((o) => o.airing).filter((a) => !planned.some((p) => p.airingKey === a.airingKey));
  return [...begun, ...planned];
}
