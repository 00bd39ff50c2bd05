import path from 'node:path';
import { until } from '../../../src/cli/demo/bulletins';
import { fileOf } from '../../../src/cli/demo/file-of';
import { approvalsRoutes } from '../../../src/contracts/http/approvals';
import { relayRoutes } from '../../../src/contracts/http/relays';
import { scheduleRoutes } from '../../../src/contracts/http/schedule';
import { addDays } from '../../../src/domain/time/local-date';
import { projectRoot } from '../../../src/platform/config/config';
import type { WebStation } from './station';

const year = 365 * 86_400_000;
const sample = path.join(projectRoot, 'audio/samples/bau-cu.wav');

/** A source of the province that Ia Tơi relays; made when a scene first asks. */
export async function relaySource({ cast: { admin, approver, operator }, today }: WebStation): Promise<void> {
  const [province, commune] = [{ code: '51' }, { code: '23538' }];
  const { relays } = await operator.call(relayRoutes.listRelays, { params: commune });
  if (relays.length > 0) return;
  const { id } = await admin.call(relayRoutes.sendRecording, { params: province, file: fileOf(sample) });
  await until(async () => {
    const { state } = await admin.call(relayRoutes.getRecording, { params: { ...province, id } });
    return state !== 'processing';
  });
  const key = 'Đài Tiếng nói Việt Nam, Hệ thời sự chính trị tổng hợp (VOV1)';
  const said = { name: key, topicCode: '3.3', url: 'https://stream.example.vn/vov1/thoi-su-chinh-tri-tong-hop.mp3' };
  const source = await admin.call(relayRoutes.allowRelay, { params: province, body: { ...said, fallbackMediaId: id } });
  const term = { fromAt: Date.now() - 1_000, untilAt: Date.now() + year, reason: 'Tiếp sóng hằng ngày' };
  const standing = { kind: 'relay' as const, key, topicCode: said.topicCode };
  await approver.call(approvalsRoutes.grantStanding, { params: commune, body: { ...standing, ...term } });
  const { slots } = await operator.call(scheduleRoutes.listSlots, { params: commune });
  const place = { relayId: source.id, slotIds: [slots[0]!.id], offsetSeconds: 600, lengthSeconds: 900 };
  const dates = { kind: 'between' as const, from: addDays(today, 2), until: addDays(today, 60) };
  await operator.call(relayRoutes.bookRelay, { params: commune, body: { ...place, dates } });
}
