import { listed, listedInEnglish } from './request';
import type { ProblemTexts } from './problem-text';

/** The first dates, and how many there are. */
const someDates = (dates: string[], word: string): string =>
  dates.length <= 3 ? dates.join(', ') : `${dates.slice(0, 3).join(', ')} … (${dates.length} ${word})`;

const policyWords: Record<string, { vi: string; en: string }> = {
  'outside-window': { vi: 'Ngoài khung được phát', en: 'Outside the airing window' },
  'weekday-not-allowed': { vi: 'Thứ không được phát', en: 'Weekday not allowed' },
  'session-too-long': { vi: 'Buổi phát quá dài (phút)', en: 'Session too long (minutes)' },
  'too-many-sessions': { vi: 'Quá nhiều buổi một ngày', en: 'Too many sessions a day' },
};

const changeWords: Record<string, { vi: string; en: string }> = {
  added: { vi: 'thêm', en: 'added' },
  removed: { vi: 'bỏ', en: 'removed' },
  moved: { vi: 'dời', en: 'moved' },
};

function changesIn(changes: readonly { change: string; title: string }[], language: 'vi' | 'en'): string {
  if (changes.length === 0) return language === 'vi' ? 'giờ phát hoặc nội dung bài' : 'times or recordings';
  return changes.map(({ change, title }) => `${changeWords[change]?.[language] ?? change} “${title}”`).join(', ');
}

const unchangeable: Record<string, { vi: string; en: string }> = {
  'already-sounding': {
    vi: 'Bài đã phát hoặc đang phát giữ nguyên chỗ. Muốn dừng, hãy dùng nút dừng.',
    en: 'What was heard or is sounding keeps its place. To stop it, use stop.',
  },
  'not-planned-any-more': {
    vi: 'Khung giờ của buổi này không còn, nên chỉ có thể dừng hoặc thu hồi.',
    en: 'The slot of this session is gone, so its items can only be stopped or recalled.',
  },
  over: { vi: 'Buổi phát đã kết thúc.', en: 'The session is over.' },
  'does-not-fit': {
    vi: 'Bài không vừa với phần còn lại của buổi phát. Hãy chọn buổi sau.',
    en: 'The item does not fit into what is left of the session. Choose the next one.',
  },
  'not-approved': { vi: 'Bài chưa được duyệt.', en: 'The item is not approved.' },
  'unknown-item': {
    vi: 'Có bài không thuộc buổi phát này. Hãy tải lại trang.',
    en: 'An item does not belong to this session. Load the page again.',
  },
};

const limitWords: Record<string, { vi: string; en: string }> = {
  windows: { vi: 'Khung được phát', en: 'Airing windows' },
  weekdays: { vi: 'Các thứ được phát', en: 'Weekdays' },
  maxSessionMinutes: { vi: 'Số phút mỗi buổi', en: 'Minutes a session' },
  maxSessionsPerDay: { vi: 'Số buổi mỗi ngày', en: 'Sessions a day' },
  maxVolumePercent: { vi: 'Âm lượng tối đa', en: 'Volume ceiling' },
};

/** Errors of slots, policies, the queue and the plan. */
export const scheduleTexts = {
  SLOT_RULE_INVALID: {
    status: 422,
    title: { vi: 'Khung giờ chưa hợp lệ', en: 'The slot rule is not valid' },
    detail: {
      vi: ({ issues }) => `Hãy sửa: ${listed(issues)}.`,
      en: ({ issues }) => `Correct: ${listedInEnglish(issues)}.`,
    },
  },
  SLOT_OVERLAPS: {
    status: 409,
    title: { vi: 'Khung giờ bị trùng', en: 'The slots overlap' },
    detail: {
      vi: (d) =>
        `Trùng với “${d.otherSlot}” của ${d.areaCode} vào ${someDates(d.dates, 'ngày')}. Hãy đổi giờ hoặc rút ngắn.`,
      en: (d) =>
        `It overlaps “${d.otherSlot}” of ${d.areaCode} on ${someDates(d.dates, 'days')}. Change the time or make it shorter.`,
    },
  },
  SLOT_AGAINST_POLICY: {
    status: 422,
    title: { vi: 'Khung giờ vượt giới hạn phát thanh', en: 'The slot breaks the limits of airing' },
    detail: {
      vi: ({ conflicts }) =>
        `${conflicts.map((c) => `${policyWords[c.code]?.vi ?? c.code}: cho phép ${c.allowed} (do ${c.by.join(', ')} đặt), vướng ${someDates(c.dates, 'ngày')}`).join('; ')}. Hãy dời vào trong giới hạn, hoặc xin ngoại lệ có thời hạn.`,
      en: ({ conflicts }) =>
        `${conflicts.map((c) => `${policyWords[c.code]?.en ?? c.code}: ${c.allowed} allowed (set by ${c.by.join(', ')}), broken on ${someDates(c.dates, 'days')}`).join('; ')}. Move it inside, or ask for a dated exception.`,
    },
  },
  POLICY_WIDENS: {
    status: 422,
    title: { vi: 'Không được nới giới hạn của cấp trên', en: 'A limit from above cannot be widened' },
    detail: {
      vi: ({ limit, allowed, by }) =>
        `${limitWords[limit]?.vi ?? limit}: cấp trên (${by.join(', ')}) chỉ cho phép ${allowed}. Hãy đặt trong mức đó, hoặc xin ngoại lệ có thời hạn.`,
      en: ({ limit, allowed, by }) =>
        `${limitWords[limit]?.en ?? limit}: ${by.join(', ')} allows ${allowed}. Stay within it, or ask for a dated exception.`,
    },
  },
  EXCEPTION_NEEDS_HIGHER: {
    status: 403,
    title: { vi: 'Ngoại lệ này phải do cấp trên cho phép', en: 'This exception needs an approver above' },
    detail: {
      vi: ({ limit, by }) =>
        `${limitWords[limit]?.vi ?? limit} do ${by.join(', ')} đặt. Hãy nhờ người duyệt ở cấp đó hoặc cao hơn.`,
      en: ({ limit, by }) =>
        `${limitWords[limit]?.en ?? limit} was set by ${by.join(', ')}. Ask an approver there or above.`,
    },
  },
  EXTRA_SESSION_UNFIT: {
    status: 422,
    title: { vi: 'Bản tin này không phát thêm được', en: 'This bulletin cannot air in an extra session' },
    detail: {
      vi: ({ bulletinId }) =>
        `Buổi phát thêm chỉ dành cho bản tin ưu tiên đã duyệt cho địa bàn này (${bulletinId}). Hãy duyệt bản tin ở mức ưu tiên trước.`,
      en: ({ bulletinId }) =>
        `An extra session is for priority bulletins approved for this area (${bulletinId}). Have it approved with priority first.`,
    },
  },
  RUNDOWN_FROZEN: {
    status: 409,
    title: { vi: 'Chương trình đã chốt', en: 'The rundown is frozen' },
    detail: {
      vi: () => 'Buổi phát sắp bắt đầu nên đã chốt. Hãy chọn buổi sau, hoặc nhờ trực phát thay đổi kèm lý do.',
      en: () =>
        'The session is about to start and is frozen. Choose the next one, or ask an operator to override with a reason.',
    },
  },
  RUNDOWN_CHANGED: {
    status: 409,
    title: { vi: 'Chương trình vừa được người khác thay đổi', en: 'Somebody else changed the rundown meanwhile' },
    detail: {
      vi: ({ theirs, mine }) =>
        `Thay đổi của bạn chưa được lưu. Họ đã đổi: ${changesIn(theirs, 'vi')}. Bạn muốn: ${changesIn(mine, 'vi')}. Hãy xem lại rồi gửi lại.`,
      en: ({ theirs, mine }) =>
        `Your change is not stored. They changed: ${changesIn(theirs, 'en')}. You wanted: ${changesIn(mine, 'en')}. Look again and send it anew.`,
    },
  },
  RUNDOWN_UNCHANGEABLE: {
    status: 409,
    title: { vi: 'Không đổi được buổi phát này', en: 'This session cannot be changed like that' },
    detail: {
      vi: ({ why }) => unchangeable[why]?.vi ?? why,
      en: ({ why }) => unchangeable[why]?.en ?? why,
    },
  },
  PREFLIGHT_DAY_UNPLANNED: {
    status: 422,
    title: { vi: 'Ngày này không kiểm tra được', en: 'That day cannot be judged' },
    detail: {
      vi: ({ date, days }) =>
        `Ngày ${date} đã qua hoặc chưa lập chương trình. Hãy chọn từ hôm nay đến ${days} ngày tới.`,
      en: ({ date, days }) => `${date} is over or not planned yet. Choose a day from today to ${days} days ahead.`,
    },
  },
  RANGE_TOO_LONG: {
    status: 422,
    title: { vi: 'Khoảng thời gian quá dài', en: 'The range is too long' },
    detail: {
      vi: ({ days, limit }) => `Đã hỏi ${days} ngày, nhiều nhất là ${limit} ngày. Hãy chọn khoảng ngắn hơn.`,
      en: ({ days, limit }) => `${days} days were asked for, the limit is ${limit}. Choose a shorter range.`,
    },
  },
} satisfies Partial<ProblemTexts>;
