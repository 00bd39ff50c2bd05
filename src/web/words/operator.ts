import type { Language } from '../../contracts/http/problem';
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
  nextPage: { vi: 'Trang sau', en: 'Next page' },
  firstPage: { vi: 'Về trang đầu', en: 'First page' },
  live: { vi: 'Đang phát', en: 'On air' },
  over: { vi: 'Đã qua', en: 'Over' },
  attention: { vi: 'Cần xem', en: 'Needs a look' },
  decide: { vi: 'Cần quyết định', en: 'Needs a decision' },
  frozen: { vi: 'Đã chốt', en: 'Frozen' },
  ready: { vi: 'Sẵn sàng', en: 'Ready' },
  empty: { vi: 'Trống', en: 'Empty' },
});

const reasons: Record<string, Record<Language, string>> = {
  'no-room': { vi: 'buổi phát đã đầy', en: 'the session is full' },
  'longer-than-session': { vi: 'bài dài hơn buổi phát', en: 'longer than the session' },
  'fixed-place-taken': { vi: 'chỗ cố định đã có bài khác', en: 'its fixed place is taken' },
  'validity-ended': { vi: 'đã hết hiệu lực', en: 'no longer valid' },
  'validity-not-begun': { vi: 'chưa có hiệu lực', en: 'not valid yet' },
  'not-approved-in-time': { vi: 'chưa được duyệt kịp', en: 'not approved in time' },
  'left-out-by-operator': { vi: 'trực phát đã bỏ khỏi buổi', en: 'left out by an operator' },
  'session-cancelled': { vi: 'buổi phát bị hủy', en: 'the session is cancelled' },
  'outside-window': { vi: 'ngoài giờ được phép phát', en: 'outside the airing hours' },
  'weekday-not-allowed': { vi: 'ngày này không được phát', en: 'no airing on this weekday' },
  'too-many-sessions': { vi: 'quá số buổi trong ngày', en: 'too many sessions that day' },
  overlapped: { vi: 'bị buổi khác chiếm giờ', en: 'another session takes its time' },
  'no-session-that-day': { vi: 'ngày đó không có buổi phát', en: 'no session that day' },
  'plays-a-day': { vi: 'đã đủ số lần trong ngày', en: 'enough plays that day' },
  gap: { vi: 'chưa đủ khoảng cách giữa hai lần phát', en: 'too soon after the last play' },
  total: { vi: 'đã đủ số lần phát', en: 'all plays are done' },
  'priority-needs-decision': { vi: 'các tin ưu tiên không đủ chỗ, cần chọn', en: 'priority items compete for room' },
  'partly-outside-window': { vi: 'một phần buổi nằm ngoài giờ được phép', en: 'partly outside the airing hours' },
  'session-cap-applies': { vi: 'buổi bị cắt theo thời lượng tối đa', en: 'cut to the longest session allowed' },
  'template-does-not-fit': { vi: 'nhạc hiệu hoặc mục cố định không vừa', en: 'a fixed part does not fit' },
  'decision-not-allowed': { vi: 'một quyết định không thực hiện được', en: 'a decision could not be followed' },
  'repeats-last-session': { vi: 'hơn một nửa lặp lại buổi trước', en: 'more than half repeats the last session' },
  'policy-exception-used': { vi: 'phát theo ngoại lệ được cho phép', en: 'airs by a granted exception' },
};

/** Why an item or a session is not as wished. */
export const reasonText = (code: string, language: Language): string => reasons[code]?.[language] ?? code;

const outcomes: Record<string, Record<Language, string>> = {
  carried: { vi: 'chuyển sang buổi sau', en: 'goes into a later session' },
  'waits-for-next-session': { vi: 'chờ buổi sau', en: 'waits for the next session' },
  unplaced: { vi: 'chưa có chỗ phát', en: 'has no place' },
  'not-due': { vi: 'không phải phát lần này', en: 'not due this time' },
};
export const outcomeText = (code: string, language: Language): string => outcomes[code]?.[language] ?? code;
