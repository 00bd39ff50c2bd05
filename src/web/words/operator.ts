import type { Language } from '../../contracts/http/problem';
import { planWords } from '../../contracts/http/plan-words';
import { dictionary } from './dictionary';

/** What the operator's pages share. */
export const operatorWords = dictionary({
  place: { vi: 'Địa bàn', en: 'Area' },
  choosePlace: { vi: 'Chọn địa bàn', en: 'Choose an area' },
  findPlace: { vi: 'Tìm theo tên hoặc mã', en: 'Search by name or code' },
  nothingFound: { vi: 'Không có địa bàn nào như vậy.', en: 'No such area.' },
  formerly: { vi: (name: string) => `trước là ${name}`, en: (name: string) => `formerly ${name}` },
  dayBefore: { vi: 'Ngày trước', en: 'Day before' },
  dayAfter: { vi: 'Ngày sau', en: 'Day after' },
  date: { vi: 'Ngày', en: 'Date' },
  backToToday: { vi: 'Về hôm nay', en: 'Back to today' },
  search: { vi: 'Tìm', en: 'Search' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  save: { vi: 'Lưu', en: 'Save' },
  reason: { vi: 'Lý do', en: 'Reason' },
  reasonHint: { vi: 'Ghi vào nhật ký, ít nhất 3 chữ.', en: 'Goes into the log; at least 3 letters.' },
  live: { vi: 'Đang phát', en: 'On air' },
  over: { vi: 'Đã qua', en: 'Over' },
  attention: { vi: 'Cần xem', en: 'Needs a look' },
  decide: { vi: 'Cần quyết định', en: 'Needs a decision' },
  frozen: { vi: 'Đã chốt', en: 'Frozen' },
  ready: { vi: 'Sẵn sàng', en: 'Ready' },
  empty: { vi: 'Trống', en: 'Empty' },
});

/** Why an item or a session is not as wished. */
export const reasonText = (code: string, language: Language): string => planWords(code)[language];

const outcomes: Record<string, Record<Language, string>> = {
  carried: { vi: 'chuyển sang buổi sau', en: 'goes into a later session' },
  'waits-for-next-session': { vi: 'chờ buổi sau', en: 'waits for the next session' },
  unplaced: { vi: 'chưa có chỗ phát', en: 'has no place' },
  'not-due': { vi: 'không phải phát lần này', en: 'not due this time' },
};
export const outcomeText = (code: string, language: Language): string => outcomes[code]?.[language] ?? code;
