/** The planner's reasons and notes in words, for pre-flight and for explanations. */
export interface Words {
  vi: string;
  en: string;
}

const known: Record<string, Words> = {
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
  voided: { vi: 'nội dung đã sửa sau khi duyệt', en: 'it was changed after its approval' },
  returned: { vi: 'bị trả lại', en: 'it was returned' },
  recalled: { vi: 'bị thu hồi', en: 'it was recalled' },
  expired: { vi: 'đã hết hiệu lực', en: 'it expired' },
  operator: { vi: 'trực phát rút', en: 'an operator withdrew it' },
  'partly-outside-window': {
    vi: 'một phần buổi nằm ngoài giờ được phép, chỉ phát phần bên trong',
    en: 'part of it lies outside the airing hours; the part inside airs',
  },
  'session-cap-applies': {
    vi: 'buổi bị rút ngắn theo thời lượng tối đa',
    en: 'it is shortened to the longest session allowed',
  },
  'template-does-not-fit': {
    vi: 'nhạc hiệu hoặc mục cố định không vừa buổi',
    en: 'a chime or a fixed part does not fit',
  },
  'decision-not-allowed': {
    vi: 'một quyết định không thực hiện được vì nội dung do cấp trên xếp',
    en: 'a decision could not be followed: the item comes from above',
  },
  'policy-exception-used': { vi: 'phát theo ngoại lệ đã được cho phép', en: 'it airs by a granted exception' },
  'event-excludes': { vi: 'một sự kiện bỏ bớt nội dung trong ngày', en: 'a named event leaves something out that day' },
  'repeats-last-session': {
    vi: 'hơn một nửa lặp lại buổi trước',
    en: 'more than half of it repeats the last session',
  },
};

/** The words of a reason; a code of a newer version stays as it is. */
export function planWords(code: string | null): Words {
  const words = code === null ? undefined : known[code];
  return words ?? { vi: code ?? '—', en: code ?? '—' };
}
