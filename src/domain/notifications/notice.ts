/** What people are told of. */
export const noticeKinds = [
  'approval-asked',
  'approval-reminder',
  'returned',
  'approved',
  'voided',
  'recalled',
  'left-out',
  'carried-over',
  'unplaced',
  'decision-needed',
  'blocked',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What the words of a notice need; more may stand beside it. */
export interface NoticeData {
  bulletinId: string | null;
  title: string | null;
  reason: string | null;
  /** The local date of the session, where there is one. */
  localDate: string | null;
}

type Words = (data: { title: string; reason: string; localDate: string }) => string;

const words: Record<NoticeKind, { vi: Words; en: Words }> = {
  'approval-asked': {
    vi: ({ title }) => `“${title}” đang chờ bạn duyệt.`,
    en: ({ title }) => `“${title}” waits for your approval.`,
  },
  'approval-reminder': {
    vi: ({ title }) => `“${title}” chưa được ai duyệt. Mời bạn nghe và duyệt.`,
    en: ({ title }) => `Nobody has answered for “${title}” yet. Please listen and decide.`,
  },
  returned: {
    vi: ({ title, reason }) => `“${title}” được trả lại: ${reason}`,
    en: ({ title, reason }) => `“${title}” was returned: ${reason}`,
  },
  approved: {
    vi: ({ title }) => `“${title}” đã được duyệt và xếp lịch.`,
    en: ({ title }) => `“${title}” is approved and queued.`,
  },
  voided: {
    vi: ({ title }) => `“${title}” đã sửa sau khi duyệt, cần duyệt lại trước khi phát.`,
    en: ({ title }) => `“${title}” was changed after its approval and must be approved again before it airs.`,
  },
  recalled: {
    vi: ({ title, reason }) => `“${title}” đã bị thu hồi: ${reason}`,
    en: ({ title, reason }) => `“${title}” was recalled: ${reason}`,
  },
  'left-out': {
    vi: ({ title, localDate, reason }) => `“${title}” không vào buổi phát ngày ${localDate} (${reason}).`,
    en: ({ title, localDate, reason }) => `“${title}” is left out of the session of ${localDate} (${reason}).`,
  },
  'carried-over': {
    vi: ({ title, localDate }) => `“${title}” không đủ chỗ ngày ${localDate}, chuyển sang buổi sau.`,
    en: ({ title, localDate }) => `“${title}” does not fit on ${localDate} and moves to the next session.`,
  },
  unplaced: {
    vi: ({ title, localDate, reason }) => `“${title}” chưa có chỗ phát, ngày ${localDate} (${reason}).`,
    en: ({ title, localDate, reason }) => `“${title}” finds no place, ${localDate} (${reason}).`,
  },
  'decision-needed': {
    vi: ({ title, localDate }) => `Buổi phát ngày ${localDate} cần bạn quyết định: “${title}”.`,
    en: ({ title, localDate }) => `The session of ${localDate} needs your decision: “${title}”.`,
  },
  blocked: {
    vi: ({ localDate, reason }) => `Buổi phát ngày ${localDate} bị chặn (${reason}).`,
    en: ({ localDate, reason }) => `The session of ${localDate} is blocked (${reason}).`,
  },
};

/** The one sentence of a notice, in both languages. */
export function noticeText(kind: NoticeKind, data: NoticeData): { vi: string; en: string } {
  const filled = { title: data.title ?? '—', reason: data.reason ?? '—', localDate: data.localDate ?? '—' };
  return { vi: words[kind].vi(filled), en: words[kind].en(filled) };
}
