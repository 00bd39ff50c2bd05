import { until } from '../../../src/cli/demo/bulletins';
import { devicesRoutes } from '../../../src/contracts/http/devices';
import { manualRoutes, type ManualSessionView } from '../../../src/contracts/http/manual';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { wallClockAt } from '../../../src/domain/time/wall-clock';
import { type WebStation, zone } from './station';

const minute = 60_000;
const code = '23538';

/** The amplifier of Ia Tơi, with a session that begins within the hour; made when a story or a scene first asks. */
export async function manualDevice({ cast: { operator } }: WebStation): Promise<string> {
  const { devices } = await operator.call(devicesRoutes.list, { params: { code } });
  const known = devices.find(({ kind }) => kind === 'manual');
  // A story may have stopped the commune since: its sessions are not waited for again.
  if (known) return known.id;
  const body = { kind: 'manual' as const, name: 'Tăng âm nhà văn hóa thôn 1' };
  const { id } = await operator.call(devicesRoutes.create, { params: { code }, body });
  const now = Date.now();
  // One that is under way began before the station had anything to play in it.
  const near = ({ startAt }: { startAt: number }): boolean => startAt > now + minute && startAt < now + 55 * minute;
  const today = wallClockAt(zone, now).localDate;
  const days = { from: today, to: wallClockAt(zone, now + 60 * minute).localDate };
  const { rundowns } = await operator.call(scheduleRoutes.listRundowns, { params: { code }, query: days });
  if (!rundowns.some(near)) {
    let startAt = now + 20 * minute;
    while (rundowns.some((one) => one.startAt < startAt + 10 * minute && one.endAt > startAt - minute))
      startAt += minute;
    const { localDate, localTime } = wallClockAt(zone, startAt);
    const terms = { startLocal: localTime, lengthMinutes: 10, validFrom: localDate, validTo: localDate };
    const rule = { zone, weekdays: [1, 2, 3, 4, 5, 6, 7] as (1 | 2 | 3 | 4 | 5 | 6 | 7)[], ...terms };
    await operator.call(scheduleRoutes.createSlot, { params: { code }, body: { name: 'Buổi phát thêm', rule } });
  }
  const whole = (session: ManualSessionView): boolean => near(session) && session.items.length > 0;
  await until(async () => {
    const { sessions } = await operator.call(manualRoutes.sessions, { params: { id } });
    return sessions.some(whole);
  });
  return id;
}
