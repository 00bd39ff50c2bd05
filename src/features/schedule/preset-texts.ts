import type { policyPresets } from '../../domain/scheduling/policy';

interface PresetText {
  code: Exclude<keyof typeof policyPresets, 'root-default'>;
  name: { vi: string; en: string };
  source: { vi: string; en: string };
}

/** What presets are called, and where they come from (docs/policies.md). */
export const presetTexts: readonly PresetText[] = [
  {
    code: 'province-default',
    name: { vi: 'Mặc định của tỉnh', en: 'Province default' },
    source: {
      vi: 'Đề xuất của Loa: 05:30-20:00, để tỉnh chỉnh lại',
      en: 'Proposed by Loa: 05:30-20:00, for the province to adjust',
    },
  },
  {
    code: 'ward',
    name: { vi: 'Phường', en: 'Ward' },
    source: {
      vi: 'Hà Nội, cấp quận: nhiều nhất 2 buổi, 15 phút, 5 ngày một tuần',
      en: 'Hà Nội, urban districts: at most 2 sessions, 15 minutes, 5 days a week',
    },
  },
  {
    code: 'rural-commune',
    name: { vi: 'Xã nông thôn', en: 'Rural commune' },
    source: {
      vi: 'Hà Nội, cấp huyện: nhiều nhất 45 phút một buổi, kể cả tiếp sóng',
      en: 'Hà Nội, rural districts: at most 45 minutes a session, relay included',
    },
  },
  {
    code: 'residential',
    name: { vi: 'Khu dân cư', en: 'Residential' },
    source: { vi: 'Chỉ giới hạn giờ: 05:30-20:00', en: 'Hours only: 05:30-20:00' },
  },
];
