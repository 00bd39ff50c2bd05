import type { LeftOutReason } from './rundown';

/** Why an item or a session does not air as wished, for the middle of a sentence. */
export const leftOutTexts: Record<LeftOutReason, { vi: string; en: string }> = {
  'no-room': { vi: 'buổi phát đã đầy', en: 'the session is full' },
  'longer-than-session': { vi: 'bài dài hơn buổi phát', en: 'it is longer than the session' },
  'fixed-place-taken': { vi: 'giờ cố định đã có bài khác', en: 'its fixed time is taken' },
  'validity-ended': { vi: 'bài đã hết hiệu lực', en: 'it is no longer valid then' },
  'validity-not-begun': { vi: 'bài chưa có hiệu lực', en: 'it is not valid yet then' },
  'not-approved-in-time': { vi: 'chưa được duyệt trước lúc chốt', en: 'it was not approved before the freeze' },
  'kind-excluded': { vi: 'ngày đó không phát loại bài này', en: 'its kind is not aired that day' },
  'left-out-by-operator': { vi: 'trực phát đã bỏ ra', en: 'an operator left it out' },
  'session-cancelled': { vi: 'buổi phát đã bị hủy', en: 'the session is cancelled' },
  'outside-window': { vi: 'ngoài giờ được phép phát', en: 'outside the airing hours' },
  'weekday-not-allowed': { vi: 'ngày đó trong tuần không được phát', en: 'no airing on that weekday' },
  'too-many-sessions': { vi: 'quá số buổi trong ngày', en: 'too many sessions that day' },
  overlapped: { vi: 'buổi khác đã chiếm giờ', en: 'another session has that time' },
  'no-session-that-day': { vi: 'ngày đó không có buổi phát', en: 'there is no session that day' },
  'plays-a-day': { vi: 'đã đủ số lần phát trong ngày', en: 'it has had its plays that day' },
  gap: { vi: 'chưa đủ giãn cách giữa hai lần phát', en: 'too soon after its last play' },
  total: { vi: 'đã đủ tổng số lần phát', en: 'it has had all its plays' },
};
