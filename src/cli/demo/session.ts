import type { Client } from '../../contracts/http/client';
import { scheduleRoutes } from '../../contracts/http/schedule';
import { weekdayOf } from '../../domain/time/local-date';
import { wallClockAt } from '../../domain/time/wall-clock';
import type { EmbeddedDevices } from '../../features/playout';
import { SystemClock } from '../../platform/clock/system-clock';
import { until, type Chimes } from './bulletins';
import { communes, type Cast, type CommuneCode } from './cast';
import type { CommuneNames } from './stage';
import type { Voice } from './voice';
import type { ExpectedItem } from './yardstick';

const zone = 'Asia/Ho_Chi_Minh';
/** Planning, signing, handing out and decoding need no longer before the first sample, on the slow ffmpeg too. */
const leadMs = 10_000;
const minuteMs = 60_000;
/** Between items. */
const roomMs = 5_000;
/** Before the first sample: a rundown that is not complete by then is what it is. */
const planByMs = 2_000;
const lookMs = 250;
/** For the last rows to be taken into the ledger. */
const patienceMs = 20_000;
const clock = new SystemClock();

/** What one commune will hear, as planned. */
export interface PlannedSession {
  code: CommuneCode;
  localDate: string;
  startAt: number;
  /** End of the last item. */
  endAt: number;
  items: { title: string; airingKey: string; topicCode: string | null; startAt: number; durationMs: number }[];
}

/** The session begins with the next full second that leaves time to prepare. */
export function nextStart(now: number): { startAt: number; localDate: string; startLocal: string } {
  const startAt = Math.ceil((now + leadMs) / 1000) * 1000;
  const { localDate, localTime, restMs } = wallClockAt(zone, startAt);
  return { startAt, localDate, startLocal: `${localTime}:${String(restMs / 1000).padStart(2, '0')}` };
}

/** The operator makes the slot in both communes; the planner fills it from the queue. */
export async function makeSlots(
  cast: Cast,
  names: CommuneNames,
  chimes: Chimes,
  expected: ExpectedItem[],
  now: number,
  voice: Voice,
): Promise<PlannedSession[]> {
  const { startAt, localDate, startLocal } = nextStart(now);
  const tunes = (list: Chimes['opening']): { mediaId: string; title: string }[] =>
    list.map(({ mediaId, title }) => ({ mediaId, title }));
  for (const code of communes) {
    const ofCommune = expected.filter((item) => item.code === code);
    const lengthMs = ofCommune.reduce((sum, item) => sum + item.durationMs, 0);
    const rule = {
      zone,
      weekdays: [weekdayOf(localDate)],
      startLocal,
      lengthMinutes: Math.ceil((lengthMs + roomMs) / minuteMs),
      validFrom: localDate,
      validTo: localDate,
      exceptions: [],
    };
    await cast.operator.call(scheduleRoutes.createSlot, {
      params: { code },
      body: {
        name: 'Buổi chạy thử',
        rule,
        opening: tunes(chimes.opening),
        closing: tunes(chimes.closing),
      },
    });
  }
  const planned: PlannedSession[] = [];
  for (const code of communes) {
    await until(async () => {
      const session = await readPlan(cast.operator, code, localDate, startAt);
      // What is missing after all is said at the end, with the difference.
      const complete = expected.filter((item) => item.code === code).length;
      if (!session || (session.items.length < complete && clock.nowMs() < startAt - planByMs)) return false;
      planned.push(session);
      return true;
    });
  }
  for (const session of planned) {
    voice.line(
      `${names[session.code]} ${startLocal}: ${session.items.length} mục / items, ${((session.endAt - session.startAt) / 1000).toFixed(1)} s`,
    );
  }
  return planned;
}

async function readPlan(
  operator: Client,
  code: CommuneCode,
  localDate: string,
  startAt: number,
): Promise<PlannedSession | null> {
  const { rundowns } = await operator.call(scheduleRoutes.listRundowns, {
    params: { code },
    query: { from: localDate, to: localDate },
  });
  const rundown = rundowns.find((one) => one.startAt === startAt);
  if (!rundown) return null;
  const items = rundown.items.map(({ title, airingKey, topicCode, startAt: at, durationMs }) => ({
    title,
    airingKey,
    topicCode,
    startAt: at,
    durationMs,
  }));
  return {
    code,
    localDate,
    startAt,
    endAt: Math.max(startAt, ...items.map((item) => item.startAt + item.durationMs)),
    items,
  };
}

/** Tells live what each device plays, until the last item is over and every row was taken into the ledger. */
export async function watch(
  planned: PlannedSession[],
  names: CommuneNames,
  live: EmbeddedDevices,
  devices: Record<CommuneCode, string>,
  voice: Voice,
): Promise<void> {
  const over = Math.max(...planned.map((session) => session.endAt));
  const first = Math.min(...planned.map((session) => session.startAt));
  const communeOf = new Map(communes.map((code) => [devices[code], code]));
  live.listen((deviceId, message) => {
    const code = communeOf.get(deviceId);
    if (message.kind !== 'started' || !code) return;
    const late = `${message.latenessMs < 0 ? '' : '+'}${message.latenessMs.toFixed(1)} ms`;
    voice.line(`▶ ${names[code].padEnd(9)} ${clockTime(message.startAt)} ${late.padStart(8)}  ${message.title}`);
  });
  const now = (): number => clock.nowMs();
  const settled = (): boolean =>
    communes.every((code) => {
      const status = live.status(devices[code]);
      return status !== null && status.at > over && status.sounding === null && status.outbox === 0;
    });
  voice.line(`còn ${Math.max(0, (first - now()) / 1000).toFixed(0)} giây / seconds to go …`);
  while (!settled() && now() < over + patienceMs) await clock.sleep(lookMs);
}

const clockTime = (at: number): string =>
  new Intl.DateTimeFormat('vi', { timeZone: zone, timeStyle: 'medium' }).format(at);
