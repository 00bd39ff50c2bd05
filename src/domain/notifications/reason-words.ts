import type { OrderKind } from '../playout/orders';
import type { LeftOutReason } from '../scheduling/rundown';

interface Words {
  vi: string;
  en: string;
}

const leftOut: Record<LeftOutReason, Words> = {
  'no-room': { vi: 'buổi phát đã đầy', en: 'the session is full' },
  'longer-than-session': { vi: 'bài dài hơn buổi phát', en: 'the item is longer than the session' },
  'fixed-place-taken': { vi: 'giờ cố định đã có bài khác', en: 'its fixed time is taken' },
  'validity-ended': { vi: 'bài đã hết hiệu lực', en: 'it is no longer valid then' },
  'validity-not-begun': { vi: 'bài chưa có hiệu lực', en: 'it is not valid yet then' },
  'not-approved-in-time': { vi: 'chưa được duyệt trước lúc chốt', en: 'it was not approved before the freeze' },
  'kind-excluded': { vi: 'ngày đó không phát loại bài này', en: 'its kind is not aired that day' },
  'left-out-by-operator': { vi: 'người điều hành bỏ ra', en: 'the operator left it out' },
  'session-cancelled': { vi: 'buổi phát bị hủy', en: 'the session is cancelled' },
  'outside-window': { vi: 'ngoài giờ được phép phát', en: 'outside the airing window' },
  'weekday-not-allowed': { vi: 'ngày đó trong tuần không được phát', en: 'not allowed on that weekday' },
  'too-many-sessions': { vi: 'quá số buổi phát trong ngày', en: 'too many sessions that day' },
  overlapped: { vi: 'trùng giờ với buổi phát khác', en: 'another session has that time' },
  'no-session-that-day': { vi: 'ngày đó không có buổi phát', en: 'there is no session that day' },
  'plays-a-day': { vi: 'đã đủ số lần phát trong ngày', en: 'it has had its plays that day' },
  gap: { vi: 'chưa đủ giãn cách giữa hai lần phát', en: 'too soon after its last play' },
  total: { vi: 'đã đủ tổng số lần phát', en: 'it has had all its plays' },
};

const orders: Record<OrderKind, Words> = {
  hold: { vi: 'giữ lại chương trình', en: 'a hold' },
  stop: { vi: 'dừng phát', en: 'a stop' },
  recall: { vi: 'thu hồi bản tin', en: 'a recall' },
  'play-now': { vi: 'phát ngay', en: 'playing now' },
  emergency: { vi: 'phát khẩn cấp', en: 'an emergency announcement' },
};

/** What boxes in the field call out (contracts/device); a code of a newer box stays as it is. */
const alarms: Record<string, Words> = {
  'silence-inside': { vi: 'không có tiếng trong giờ phát', en: 'silence during a programme' },
  'sound-outside': { vi: 'có tiếng ngoài giờ phát', en: 'sound outside programmes' },
  'clock-unset': { vi: 'đồng hồ chưa đúng, chưa phát theo lịch', en: 'its clock is not set, so it plays nothing' },
  'clock-jump': { vi: 'đồng hồ nhảy giờ', en: 'its clock jumped' },
  'manifest-refused': { vi: 'từ chối lệnh phát', en: 'it refused its manifest' },
  'media-missing': { vi: 'thiếu tệp âm thanh', en: 'a recording is missing' },
  'media-corrupt': { vi: 'tệp âm thanh bị hỏng', en: 'a recording is damaged' },
  'store-failed': { vi: 'bộ nhớ của thiết bị bị lỗi', en: 'its store failed' },
  'sink-failed': { vi: 'đầu ra âm thanh bị lỗi', en: 'its sound output failed' },
  'alarms-lost': { vi: 'có báo động bị mất trước khi gửi được', en: 'alarms were lost before they could be sent' },
  'item-failed': { vi: 'một bài không phát được', en: 'an item could not be played' },
};

const all: Record<string, Words> = { ...leftOut, ...orders, ...alarms };

/** The words of a code; null for what a person wrote. */
export function reasonWords(reason: string | null): Words | null {
  return reason !== null && Object.hasOwn(all, reason) ? (all[reason] ?? null) : null;
}
