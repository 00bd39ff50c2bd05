import type { Cast } from '../../../src/cli/demo/cast';
import { devicesRoutes } from '../../../src/contracts/http/devices';
import { addDays } from '../../../src/domain/time/local-date';
import { PlayoutService } from '../../../src/features/playout';
import type { RunningService } from '../../../src/service';
import { DeviceLog } from '../ledger';
import { aSnapshot } from '../manifest-builder';

const programme = [
  { title: 'Nhạc hiệu', kind: 'chime', topicCode: null, plannedMs: 20_000 },
  { title: 'Lịch tiêm chủng mở rộng cho trẻ dưới năm tuổi', kind: 'bulletin', topicCode: '5.3', plannedMs: 95_000 },
  { title: 'Niêm yết danh sách cử tri', kind: 'bulletin', topicCode: '3.3', plannedMs: 240_000 },
  { title: 'Phòng cháy rừng mùa khô', kind: 'bulletin', topicCode: '2.3', plannedMs: 180_000 },
] as const;

/** Six days as two communes' devices tell them: most of it whole, one bulletin cut short, one that never came. */
export async function bookHeard(service: RunningService, cast: Cast, today: string): Promise<void> {
  const playout = service.app.get(PlayoutService, { strict: false });
  for (const code of ['23535', '23538']) {
    const { devices } = await cast.operator.call(devicesRoutes.list, { params: { code } });
    const log = new DeviceLog(devices[0]!.id);
    for (let day = -6; day < 0; day += 1) {
      let at = Date.parse(`${addDays(today, day)}T05:00:00+07:00`);
      const rows = programme.map((item, place) => {
        const { plannedMs } = item;
        const cut = code === '23538' && day === -2 && place === 2;
        const lost = code === '23535' && day === -3 && place === 1;
        const row = log.result({
          airingKey: `${code}/${day}/${place}`,
          areaCode: code,
          slotOccurrenceId: `${code}/${day}`,
          plannedStartAt: at,
          plannedMs,
          snapshot: aSnapshot({
            title: item.title,
            kind: item.kind,
            topicCode: item.topicCode,
            originAreaCode: code,
            ...(item.kind === 'chime' ? { bulletinId: null, versionId: null } : {}),
          }),
          ...(cut ? { heardMs: 65_000, result: 'partial', reason: 'stopped' } : {}),
          ...(lost ? { heardMs: 0, result: 'missed', reason: 'player-down' } : {}),
        });
        at += plannedMs;
        return row;
      });
      const answers = await playout.ingest(log.deviceId, rows);
      const refused = answers.find((answer) => answer.outcome === 'quarantined');
      if (refused) throw new Error(`a row was set aside: ${JSON.stringify(refused)}`);
    }
  }
}
