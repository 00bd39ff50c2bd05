import path from 'node:path';
import { areasRoutes } from '../../contracts/http/areas';
import { campaignsRoutes, type CampaignView } from '../../contracts/http/campaigns';
import { devicesRoutes } from '../../contracts/http/devices';
import { scheduleRoutes } from '../../contracts/http/schedule';
import { topicsRoutes } from '../../contracts/http/topics';
import { addDays } from '../../domain/time/local-date';
import { projectRoot } from '../../platform/config/config';
import { communes, type Cast, type CommuneCode, province } from './cast';
import { fileOf } from './file-of';
import type { Voice } from './voice';

/** Names of the two communes, as the units' list has them. */
export type CommuneNames = Record<CommuneCode, string>;

const listed = (name: string): string => path.join(projectRoot, 'config/data', name);

/** The administrator brings in the official units and topics, and says that embedded devices count in the two communes (L5). */
export async function importLists(admin: Cast['admin'], voice: Voice): Promise<CommuneNames> {
  const units = await admin.call(areasRoutes.import, {
    query: { kind: 'areas-2025', dryRun: 'false' },
    file: fileOf(listed('areas-2025.csv')),
  });
  voice.line(`${units.created} địa bàn / areas: 34 tỉnh, 3.321 xã`);
  const topics = await admin.call(topicsRoutes.import, {
    query: { dryRun: 'false' },
    file: fileOf(listed('topics.csv')),
  });
  voice.line(`${topics.created} lĩnh vực / topics`);
  const names: Partial<CommuneNames> = {};
  for (const code of communes) {
    const { area } = await admin.call(areasRoutes.updateSettings, { params: { code }, body: { countsEmbedded: true } });
    names[code] = area.name;
  }
  const found = await admin.call(areasRoutes.search, { query: { q: 'ia toi' } });
  voice.line(`“ia toi” → ${found.hits[0]?.area.name ?? 'không thấy / not found'} (${found.hits[0]?.area.code ?? '-'})`);
  return names as CommuneNames;
}

/** Zones, a device for each commune, and the windows that let a demo sound at any hour. Returns the devices by commune. */
export async function furnish(
  cast: Cast,
  names: CommuneNames,
  today: string,
  voice: Voice,
): Promise<Record<CommuneCode, string>> {
  const devices: Partial<Record<CommuneCode, string>> = {};
  for (const code of communes) {
    for (const name of ['Thôn 1', 'Thôn 2'])
      await cast.operator.call(areasRoutes.createZone, { params: { code }, body: { name } });
    const device = await cast.operator.call(devicesRoutes.create, {
      params: { code },
      body: { kind: 'embedded', name: `Loa ${names[code]}`, place: 'Trong máy chủ của đài', sink: 'auto' },
    });
    devices[code] = device.id;
    await cast.nation.call(scheduleRoutes.grantException, {
      params: { code },
      body: {
        windows: [{ from: '00:00', to: '24:00' }],
        from: today,
        until: addDays(today, 1),
        reason: 'Chạy thử Loa vào giờ bất kỳ / trying Loa out at any hour',
      },
    });
    voice.line(
      `${names[code]}: 2 cụm, 1 thiết bị; được phát 00:00-24:00 đến hết ${addDays(today, 1)} (ngoại lệ / exception)`,
    );
  }
  return devices as Record<CommuneCode, string>;
}

/** A campaign with two dated phases, each with its list of contents. */
export async function planCampaign(operator: Cast['operator'], today: string, voice: Voice): Promise<CampaignView> {
  const year = Number(today.slice(0, 4));
  const campaign = await operator.call(campaignsRoutes.create, {
    body: {
      title: 'Tuyên truyền thực hiện Nghị quyết Đại hội Đảng bộ xã',
      areaCodes: [...communes],
      phases: [
        {
          title: 'Giai đoạn 1',
          fromDate: today,
          toDate: `${year}-12-31`,
          contents: [
            { text: 'Nội dung cơ bản của nghị quyết', topicCodes: ['3.1'] },
            { text: 'Bầu cử: quyền và nghĩa vụ của cử tri', topicCodes: ['3.3'] },
          ],
        },
        {
          title: 'Giai đoạn 2',
          fromDate: `${year + 1}-01-01`,
          toDate: `${year + 5}-12-31`,
          contents: [{ text: 'Kết quả thực hiện, gương điển hình ở thôn', topicCodes: ['3.1', '6.1'] }],
        },
      ],
    },
  });
  voice.line(
    `kế hoạch / campaign “${campaign.title}”: ${campaign.phases.map((phase) => `${phase.title} đến ${phase.toDate}`).join(', ')}`,
  );
  return campaign;
}

export { province };
