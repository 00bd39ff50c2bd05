import type { NextAiring, NoticeKind } from './notice-kinds';

/** What a sentence is made of, ready to be read. */
export interface Facts {
  title: string;
  reason: string;
  date: string;
  place: string;
  by: string;
  order: string;
  from: string;
  until: string;
  airs: (NextAiring & { date: string }) | null | undefined;
}

type Words = (facts: Facts) => string;

/** "Xã Ia Tơi +2" is how one line counts several places; a sentence says it. */
const places = (place: string, words: string): string => place.replace(/ \+(\d+)$/, words);
const inVi = (place: string): string => places(place, ' và $1 nơi nữa');
const inEn = (place: string): string => places(place, ' and $1 more');

export const noticeWords: Record<NoticeKind, { vi: Words; en: Words }> = {
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
    vi: ({ title, reason, airs }) => {
      if (airs === undefined) return `“${title}” đã được duyệt và xếp lịch.`;
      if (airs === null) return `“${title}” đã được duyệt nhưng chưa có buổi phát trong những ngày tới (${reason}).`;
      const more = airs.morePlaces === 0 ? '' : ` và ${airs.morePlaces} nơi nữa`;
      return `“${title}” đã được duyệt, sẽ phát trong buổi ${airs.startLocal}-${airs.endLocal} ngày ${airs.date} tại ${airs.place}${more}.`;
    },
    en: ({ title, reason, airs }) => {
      if (airs === undefined) return `“${title}” is approved and queued.`;
      if (airs === null) return `“${title}” is approved, but has no session in the coming days (${reason}).`;
      const more = airs.morePlaces === 0 ? '' : ` and ${airs.morePlaces} more place${airs.morePlaces === 1 ? '' : 's'}`;
      return `“${title}” is approved and airs in the session ${airs.startLocal}-${airs.endLocal} on ${airs.date} in ${airs.place}${more}.`;
    },
  },
  refused: {
    vi: ({ title, reason }) => `Bản ghi của “${title}” không dùng được: ${reason}`,
    en: ({ title, reason }) => `The recording of “${title}” cannot be used: ${reason}`,
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
    vi: ({ title, date, reason }) => `“${title}” không vào buổi phát ngày ${date}: ${reason}.`,
    en: ({ title, date, reason }) => `“${title}” is left out of the session of ${date}: ${reason}.`,
  },
  'carried-over': {
    vi: ({ title, date, reason }) => `“${title}” không vào buổi phát ngày ${date} (${reason}), chuyển sang buổi sau.`,
    en: ({ title, date, reason }) => `“${title}” misses the session of ${date} (${reason}) and moves to the next one.`,
  },
  unplaced: {
    vi: ({ title, date, reason }) => `“${title}” chưa có chỗ phát ngày ${date}: ${reason}.`,
    en: ({ title, date, reason }) => `“${title}” finds no place on ${date}: ${reason}.`,
  },
  'decision-needed': {
    vi: ({ place, date }) => `Buổi phát ngày ${date} tại ${place} có các bài ưu tiên không đủ chỗ, cần bạn quyết định.`,
    en: ({ place, date }) =>
      `In the session of ${date} in ${place} not all priority items fit: it needs your decision.`,
  },
  blocked: {
    vi: ({ place, date, reason }) => `Buổi phát ngày ${date} tại ${place} bị chặn: ${reason}.`,
    en: ({ place, date, reason }) => `The session of ${date} in ${place} is blocked: ${reason}.`,
  },
  delegated: {
    vi: ({ by, place, from, until, reason }) =>
      `${by} ủy quyền cho bạn duyệt bản tin tại ${place} từ ${from} đến ${until}: ${reason}`,
    en: ({ by, place, from, until, reason }) =>
      `${by} lends you the power to approve in ${place} from ${from} to ${until}: ${reason}`,
  },
  'order-waiting': {
    vi: ({ by, order, place, reason }) => `${by} yêu cầu ${order} tại ${place}, cần người thứ hai đồng ý: ${reason}`,
    en: ({ by, order, place, reason }) => `${by} asks for ${order} in ${place}; a second person must agree: ${reason}`,
  },
  'glass-broken': {
    vi: ({ by, order, place, reason }) =>
      `${by} đã ${order} tại ${place} một mình, không có người thứ hai đồng ý: ${reason}`,
    en: ({ by, order, place, reason }) =>
      `${by} went ahead alone with ${order} in ${place}, without a second person: ${reason}`,
  },
  'slot-displaced': {
    vi: ({ title, place, by, date }) =>
      `Khung giờ “${title}” của ${place} nhường chỗ cho “${by}” của cấp trên, từ ngày ${date}.`,
    en: ({ title, place, by, date }) =>
      `The slot “${title}” of ${place} gives way to “${by}” from above, from ${date}.`,
  },
  'extra-session-requested': {
    vi: ({ by, place, reason }) => `${by} xin một buổi phát thêm tại ${place}, đang chờ bạn duyệt: ${reason}`,
    en: ({ by, place, reason }) => `${by} asks for an extra session in ${place}; it waits for your approval: ${reason}`,
  },
  'extra-session-approved': {
    vi: ({ by, place, reason }) => `${by} đã duyệt buổi phát thêm tại ${place}: ${reason}`,
    en: ({ by, place, reason }) => `${by} approved the extra session in ${place}: ${reason}`,
  },
  'extra-session-refused': {
    vi: ({ by, place, reason }) => `${by} không duyệt buổi phát thêm tại ${place}: ${reason}`,
    en: ({ by, place, reason }) => `${by} refused the extra session in ${place}: ${reason}`,
  },
  'device-alarm': {
    vi: ({ title, place, reason }) => `Thiết bị “${title}” tại ${place}: ${reason}.`,
    en: ({ title, place, reason }) => `Device “${title}” in ${place}: ${reason}.`,
  },
  'storage-full': {
    vi: () => 'Ổ đĩa của đài đã đầy: bản ghi mới chưa xử lý được. Hãy dọn bớt hoặc thêm chỗ.',
    en: () => 'The disk of the station is full: new recordings wait. Free some room or add more.',
  },
  'ledger-gap': {
    vi: ({ date, title }) =>
      `Nhật ký bị xóa hoặc bị sửa ngay sau dòng số ${title}: có người đã can thiệp vào cơ sở dữ liệu. Từ ngày ${date} chưa niêm phong được; hãy giữ nguyên bản sao lưu và kiểm tra.`,
    en: ({ date, title }) =>
      `Right after number ${title} rows of the log are gone or altered: somebody did that in the database. From ${date} on nothing can be sealed; keep the backups and look into it.`,
  },
  'preflight-red': {
    vi: ({ place, date, reason }) =>
      `Kiểm tra trước ngày ${date}, ${inVi(place)}: ${reason} nội dung sẽ không phát được. Mời xem và xử lý.`,
    en: ({ place, date, reason }) =>
      `Pre-flight of ${date}, ${inEn(place)}: as it stands, ${reason} ${reason === '1' ? 'item' : 'items'} will not be heard. Please look.`,
  },
  'preflight-amber': {
    vi: ({ place, date, reason }) => `Kiểm tra trước ngày ${date}, ${inVi(place)}: ${reason} điểm cần xem lại.`,
    en: ({ place, date, reason }) =>
      `Pre-flight of ${date}, ${inEn(place)}: ${reason} ${reason === '1' ? 'thing' : 'things'} to look at.`,
  },
};
