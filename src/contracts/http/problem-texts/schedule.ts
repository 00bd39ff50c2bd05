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
  RUNDOWN_FROZEN: {
    status: 409,
    title: { vi: 'Chương trình đã chốt', en: 'The rundown is frozen' },
    detail: {
      vi: () => 'Buổi phát sắp bắt đầu nên đã chốt. Hãy chọn buổi sau, hoặc nhờ trực phát thay đổi kèm lý do.',
      en: () =>
        'The session is about to start and is frozen. Choose the next one, or ask an operator to override with a reason.',
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
