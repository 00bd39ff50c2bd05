import { dictionary } from './dictionary';

export const campaignsWords = dictionary({
  title: { vi: 'Kế hoạch tuyên truyền', en: 'Campaigns' },
  lead: {
    vi: 'Nội dung từng giai đoạn và tiến độ theo nhật ký phát',
    en: 'Contents of each phase, and pace by the ledger',
  },
  none: { vi: 'Chưa có kế hoạch nào', en: 'No campaigns yet' },
  noneWhat: {
    vi: 'Kế hoạch của địa bàn bạn và của cấp trên sẽ hiện ở đây.',
    en: 'Campaigns of your areas and from above appear here.',
  },
  phases: { vi: (n: number) => `${n} giai đoạn`, en: (n: number) => (n === 1 ? '1 phase' : `${n} phases`) },
  phase: { vi: 'Giai đoạn', en: 'Phase' },
  coming: { vi: 'Chưa bắt đầu', en: 'Not begun' },
  running: { vi: 'Đang thực hiện', en: 'Running' },
  over: { vi: 'Đã xong', en: 'Over' },
  contents: { vi: 'Nội dung', en: 'Contents' },
  bulletins: {
    vi: (approved: number, all: number) => `${approved} trên ${all} bản tin đã duyệt`,
    en: (approved: number, all: number) => `${approved} of ${all} bulletins approved`,
  },
  heard: { vi: 'Đã phát', en: 'Heard' },
  airings: { vi: 'Lượt phát', en: 'Airings' },
  reached: { vi: 'Xã đã nghe', en: 'Communes reached' },
  topics: { vi: 'Theo lĩnh vực', en: 'By topic' },
  topic: { vi: 'Lĩnh vực', en: 'Topic' },
  noTopic: { vi: 'Không lĩnh vực', en: 'No topic' },
  weeks: { vi: 'Theo tuần', en: 'By week' },
  week: { vi: 'Tuần', en: 'Week' },
  communes: { vi: 'Theo xã', en: 'By commune' },
  commune: { vi: 'Xã', en: 'Commune' },
  behind: { vi: 'Chậm', en: 'Behind' },
  onPace: { vi: 'Đúng tiến độ', en: 'On pace' },
  airingsBehind: {
    vi: (n: number) => `${n} lượt`,
    en: (n: number) => `${n} airing${n === 1 ? '' : 's'}`,
  },
  notShown: { vi: (n: number) => `và ${n} xã nữa`, en: (n: number) => `and ${n} more communes` },
  propose: { vi: 'Gợi ý xếp lịch', en: 'What would fit' },
  proposeFor: { vi: (name: string) => `Gợi ý xếp lịch: ${name}`, en: (name: string) => `What would fit: ${name}` },
  proposals: { vi: (name: string) => `Gợi ý cho ${name}`, en: (name: string) => `Proposals for ${name}` },
  accept: {
    vi: (n: number) => `Xếp ${n} lượt đã chọn`,
    en: (n: number) => `Queue the ${n} chosen`,
  },
  accepted: { vi: (n: number) => `Đã xếp ${n} lượt`, en: (n: number) => `${n} queued` },
});
