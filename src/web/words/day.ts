import { dictionary } from './dictionary';
import { verb } from './within';

export const dayWords = dictionary({
  title: { vi: 'Hôm nay', en: 'Today' },
  lead: {
    vi: (communes: number, sessions: number, looks: number) =>
      `${communes} nơi · ${sessions} buổi phát · ${looks === 0 ? 'không có việc cần xem' : `${looks} buổi cần xem`}`,
    en: (communes: number, sessions: number, looks: number) =>
      `${communes} place${communes === 1 ? '' : 's'} · ${sessions} session${sessions === 1 ? '' : 's'} · ${looks === 0 ? 'nothing needs a look' : `${looks} ${verb(looks, 'needs', 'need')} a look`}`,
  },
  state: { vi: 'Trạng thái', en: 'State' },
  all: { vi: 'Tất cả', en: 'All' },
  open: { vi: 'Chưa chốt', en: 'Open' },
  frozen: { vi: 'Đã chốt', en: 'Frozen' },
  attention: { vi: 'Cần xem', en: 'Need a look' },
  searchHint: { vi: 'Tên bản tin', en: 'Title' },
  none: { vi: 'Không có buổi phát nào', en: 'No sessions' },
  noneWhat: {
    vi: 'Ngày này chưa có khung giờ, hoặc bộ lọc không thấy gì.',
    en: 'There is no slot on this day, or the filter finds nothing.',
  },
  toSlots: { vi: 'Mở khung giờ', en: 'Open slots' },
  sounded: { vi: 'Loa nào đã phát gì?', en: 'What sounded?' },
  toBuild: { vi: 'Xếp lịch', en: 'Build' },
  now: { vi: 'bây giờ', en: 'now' },
  lanes: { vi: 'Các buổi phát trong ngày', en: 'Sessions of the day' },
  items: { vi: (n: number) => `${n} lượt phát`, en: (n: number) => `${n} play${n === 1 ? '' : 's'}` },
  awaiting: { vi: (n: number) => `${n} chờ duyệt`, en: (n: number) => `${n} to approve` },
  held: { vi: (n: number) => `${n} bị giữ lại`, en: (n: number) => `${n} held` },
  leftOut: { vi: (n: number) => `${n} bị bỏ ra`, en: (n: number) => `${n} left out` },
  problems: { vi: 'Việc cần xem', en: 'What needs a look' },
  showAll: { vi: (n: number) => `Xem cả ${n} việc`, en: (n: number) => `Show all ${n}` },
  'decision-needed': { vi: 'Cần quyết định', en: 'Needs a decision' },
  blocked: { vi: 'Buổi bị chặn', en: 'Session blocked' },
  unplaced: { vi: 'Chưa có chỗ', en: 'No place' },
  'left-out': { vi: 'Bị bỏ ra', en: 'Left out' },
  'carried-over': { vi: 'Chuyển buổi sau', en: 'Carried over' },
});
