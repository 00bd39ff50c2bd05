import type { FaultCode, FaultData } from '../../domain/fault-codes';
import { wordsFor } from './state-words';

/** What one error says: HTTP status, and in each language what is wrong (title) and what to do (detail). */
export interface ProblemText<C extends FaultCode> {
  status: number;
  title: { vi: string; en: string };
  detail: { vi: (data: FaultData[C]) => string; en: (data: FaultData[C]) => string };
}

interface ListedIssue {
  path: string;
  message: string;
  messageVi?: string;
}

const named = (path: string, message: string): string => (path ? `${path}: ${message}` : message);
const listed = (issues: ListedIssue[]): string =>
  issues.map((issue) => named(issue.path, issue.messageVi ?? issue.message)).join('; ');
const listedInEnglish = (issues: ListedIssue[]): string =>
  issues.map((issue) => named(issue.path, issue.message)).join('; ');

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`;

interface ListedRow {
  row: number;
  reason: string;
  reasonVi?: string;
}

const rows = (errors: ListedRow[]): string =>
  errors
    .slice(0, 10)
    .map((error) => `dòng ${error.row}: ${error.reasonVi ?? error.reason}`)
    .join('; ');
const rowsInEnglish = (errors: ListedRow[]): string =>
  errors
    .slice(0, 10)
    .map((error) => `row ${error.row}: ${error.reason}`)
    .join('; ');

/** The first dates, and how many there are. */
const someDates = (dates: string[], word: string): string =>
  dates.length <= 3 ? dates.join(', ') : `${dates.slice(0, 3).join(', ')} … (${dates.length} ${word})`;

const policyWords: Record<string, { vi: string; en: string }> = {
  'outside-window': { vi: 'Ngoài khung được phát', en: 'Outside the airing window' },
  'weekday-not-allowed': { vi: 'Thứ không được phát', en: 'Weekday not allowed' },
  'session-too-long': { vi: 'Buổi phát quá dài (phút)', en: 'Session too long (minutes)' },
  'too-many-sessions': { vi: 'Quá nhiều buổi một ngày', en: 'Too many sessions a day' },
};

/** Complete by type: a code without its text does not compile. Vietnamese comes first (docs/design.md). */
export const problemTexts: { [C in FaultCode]: ProblemText<C> } = {
  INPUT_INVALID: {
    status: 400,
    title: { vi: 'Thông tin gửi lên chưa đúng', en: 'The input is not valid' },
    detail: {
      vi: ({ issues }) => `Hãy sửa các mục sau rồi gửi lại: ${listed(issues)}.`,
      en: ({ issues }) => `Correct these and send again: ${listedInEnglish(issues)}.`,
    },
  },
  NOT_FOUND: {
    status: 404,
    title: { vi: 'Không tìm thấy', en: 'Not found' },
    detail: {
      vi: ({ what }) => `Không có mục này hoặc bạn không được xem (${what}). Hãy quay lại danh sách và chọn lại.`,
      en: ({ what }) => `It does not exist or is not yours to see (${what}). Go back to the list and choose again.`,
    },
  },
  NOT_ALLOWED: {
    status: 403,
    title: { vi: 'Bạn không có quyền làm việc này', en: 'You may not do this' },
    detail: {
      vi: ({ action }) =>
        `Việc “${action}” cần vai trò khác ở địa bàn này. Hãy nhờ người quản trị hoặc người phụ trách.`,
      en: ({ action }) => `“${action}” needs another role in this area. Ask the administrator or the person in charge.`,
    },
  },
  NOT_SIGNED_IN: {
    status: 401,
    title: { vi: 'Bạn chưa đăng nhập', en: 'You are not signed in' },
    detail: {
      vi: () => 'Hãy đăng nhập rồi làm lại; nội dung đang soạn không bị mất.',
      en: () => 'Sign in and try again; what you were writing is kept.',
    },
  },
  VERSION_CONFLICT: {
    status: 409,
    title: { vi: 'Có người vừa sửa trước bạn', en: 'Somebody changed it before you' },
    detail: {
      vi: () => 'Hãy tải lại để xem phần đã đổi, rồi sửa tiếp phần của bạn.',
      en: () => 'Reload to see what changed, then make your change again.',
    },
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: { vi: 'Nội dung gửi lên quá dài', en: 'The request is too long' },
    detail: {
      vi: ({ limitBytes }) => `Giới hạn là ${Math.floor(limitBytes / 1000)} kB. Hãy gửi thành nhiều phần.`,
      en: ({ limitBytes }) => `The limit is ${Math.floor(limitBytes / 1000)} kB. Send it in several parts.`,
    },
  },
  ORIGIN_REFUSED: {
    status: 403,
    title: { vi: 'Yêu cầu đến từ trang lạ', en: 'The request came from another site' },
    detail: {
      vi: ({ origin }) => `Loa không nhận yêu cầu từ ${origin}. Hãy mở Loa bằng địa chỉ chính thức của đơn vị.`,
      en: ({ origin }) => `Loa takes no requests from ${origin}. Open Loa at its own address.`,
    },
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: { vi: 'Quá nhiều lần thử', en: 'Too many attempts' },
    detail: {
      vi: ({ retryAfterSeconds }) => `Hãy chờ ${retryAfterSeconds} giây rồi thử lại.`,
      en: ({ retryAfterSeconds }) => `Wait ${retryAfterSeconds} seconds and try again.`,
    },
  },
  INTERNAL: {
    status: 500,
    title: { vi: 'Máy chủ gặp lỗi', en: 'The server failed' },
    detail: {
      vi: ({ requestId }) => `Chưa có gì thay đổi. Hãy thử lại; nếu vẫn lỗi, báo người quản trị mã ${requestId}.`,
      en: ({ requestId }) =>
        `Nothing was changed. Try again; if it fails again, give the administrator the code ${requestId}.`,
    },
  },
  LOGIN_FAILED: {
    status: 401,
    title: { vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'Wrong user name or password' },
    detail: {
      vi: () => 'Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại, hoặc nhờ cấp trên đặt lại mật khẩu.',
      en: () => 'Check the keyboard language and Caps Lock, or ask the level above to reset the password.',
    },
  },
  USER_EXISTS: {
    status: 409,
    title: { vi: 'Tên đăng nhập đã có người dùng', en: 'The user name is taken' },
    detail: {
      vi: ({ username }) => `Hãy chọn tên khác thay cho “${username}”.`,
      en: ({ username }) => `Choose another name than “${username}”.`,
    },
  },
  RESET_CODE_INVALID: {
    status: 400,
    title: { vi: 'Mã đặt lại mật khẩu không dùng được', en: 'The reset code does not work' },
    detail: {
      vi: () => 'Mã chỉ dùng một lần, trong 24 giờ. Hãy nhờ cấp trên tạo mã mới.',
      en: () => 'A code works once, within 24 hours. Ask the level above for a new one.',
    },
  },
  PASSWORD_TOO_SHORT: {
    status: 400,
    title: { vi: 'Mật khẩu quá ngắn', en: 'The password is too short' },
    detail: {
      vi: ({ minimum }) => `Hãy dùng ít nhất ${minimum} ký tự; một câu dễ nhớ là tốt nhất.`,
      en: ({ minimum }) => `Use at least ${minimum} characters; a sentence you remember is best.`,
    },
  },
  AREA_UNKNOWN: {
    status: 404,
    title: { vi: 'Không có địa bàn này', en: 'There is no such area' },
    detail: {
      vi: ({ code }) => `Mã địa bàn ${code} không có trong danh mục. Hãy tìm theo tên xã rồi chọn.`,
      en: ({ code }) => `Area code ${code} is not in the list. Search by the commune's name and choose it.`,
    },
  },
  AREA_LEVEL_WRONG: {
    status: 422,
    title: { vi: 'Sai cấp địa bàn', en: 'Wrong level of area' },
    detail: {
      vi: ({ code, wanted, found }) => `${code} là cấp ${found}, ở đây cần cấp ${wanted}.`,
      en: ({ code, wanted, found }) => `${code} is a ${found}; a ${wanted} is needed here.`,
    },
  },
  IMPORT_REJECTED: {
    status: 422,
    title: { vi: 'Tệp nhập có lỗi, chưa có gì được ghi', en: 'The file has errors, nothing was written' },
    detail: {
      vi: ({ errors }) => `Có ${errors.length} lỗi. Hãy sửa rồi nhập lại: ${rows(errors)}.`,
      en: ({ errors }) => `${errors.length} errors. Correct them and import again: ${rowsInEnglish(errors)}.`,
    },
  },
  TOPIC_UNKNOWN: {
    status: 422,
    title: { vi: 'Không có lĩnh vực này', en: 'There is no such topic' },
    detail: {
      vi: ({ code }) => `Mã lĩnh vực ${code} không có trong danh mục. Hãy chọn một lĩnh vực trong danh sách.`,
      en: ({ code }) => `Topic code ${code} is not in the list. Choose one from the list.`,
    },
  },
  TOPIC_EXISTS: {
    status: 409,
    title: { vi: 'Mã lĩnh vực đã có', en: 'The topic code exists' },
    detail: { vi: ({ code }) => `Hãy chọn mã khác ${code}.`, en: ({ code }) => `Choose another code than ${code}.` },
  },
  ZONE_EXISTS: {
    status: 409,
    title: { vi: 'Mã cụm đã có', en: 'The zone code exists' },
    detail: { vi: ({ code }) => `Hãy chọn mã khác ${code}.`, en: ({ code }) => `Choose another code than ${code}.` },
  },
  STATE_FORBIDS: {
    status: 409,
    title: { vi: 'Trạng thái hiện tại không cho phép', en: 'Its state does not allow this' },
    detail: {
      vi: ({ what, state, action }) =>
        `${wordsFor.thing(what).vi} đang ở trạng thái “${wordsFor.state(state).vi}”, không thể “${wordsFor.action(action).vi}”. Hãy tải lại trang để xem bước tiếp theo.`,
      en: ({ what, state, action }) =>
        `${wordsFor.thing(what).en} is “${wordsFor.state(state).en}”, so it cannot “${wordsFor.action(action).en}”. Reload to see what comes next.`,
    },
  },
  AUTHOR_MAY_NOT_APPROVE: {
    status: 403,
    title: { vi: 'Người gửi không được tự duyệt', en: 'The author may not approve' },
    detail: {
      vi: () => 'Hãy nhờ lãnh đạo hoặc người được ủy quyền ở địa bàn này duyệt bản tin.',
      en: () => 'Ask a leader or a deputy of this area to approve it.',
    },
  },
  UPLOAD_MISSING: {
    status: 400,
    title: { vi: 'Chưa có tệp âm thanh', en: 'There is no audio file' },
    detail: {
      vi: () => 'Hãy chọn hoặc thu một tệp âm thanh rồi gửi lại.',
      en: () => 'Choose or record an audio file and send again.',
    },
  },
  UPLOAD_TOO_LARGE: {
    status: 413,
    title: { vi: 'Tệp quá lớn', en: 'The file is too large' },
    detail: {
      vi: ({ limitBytes }) =>
        `Giới hạn là ${Math.floor(limitBytes / 1e6)} MB. Hãy chia bản tin hoặc thu lại ở chất lượng thấp hơn.`,
      en: ({ limitBytes }) =>
        `The limit is ${Math.floor(limitBytes / 1e6)} MB. Split the bulletin or record at a lower quality.`,
    },
  },
  QUOTA_EXCEEDED: {
    status: 413,
    title: { vi: 'Đã hết hạn mức gửi tệp', en: 'The quota for uploads is used up' },
    detail: {
      vi: ({ areaCode, limitBytes, usedBytes }) =>
        areaCode === null
          ? `Bạn đã gửi ${megabytes(usedBytes)} trong 24 giờ qua, hạn mức là ${megabytes(limitBytes)}. Hãy giữ bản ghi trên máy và gửi lại sau, hoặc nhờ người quản trị nâng hạn mức.`
          : `Địa bàn ${areaCode} đang lưu ${megabytes(usedBytes)} bản ghi, hạn mức là ${megabytes(limitBytes)}. Hãy giữ bản ghi trên máy và nhờ người quản trị nâng hạn mức của địa bàn.`,
      en: ({ areaCode, limitBytes, usedBytes }) =>
        areaCode === null
          ? `You sent ${megabytes(usedBytes)} in the last 24 hours, the limit is ${megabytes(limitBytes)}. Keep the recording and send it later, or ask the administrator to raise the limit.`
          : `Area ${areaCode} keeps ${megabytes(usedBytes)} of recordings, the limit is ${megabytes(limitBytes)}. Keep the recording and ask the administrator to raise the area's limit.`,
    },
  },
  UPLOAD_OFFSET_WRONG: {
    status: 409,
    title: { vi: 'Phần gửi tiếp không khớp chỗ đã nhận', en: 'The part does not continue what arrived' },
    detail: {
      vi: () => 'Hãy hỏi lại máy chủ đã nhận đến đâu (HEAD) rồi gửi tiếp từ chỗ đó.',
      en: () => 'Ask how much has arrived (HEAD) and go on from there.',
    },
  },
  RENDITION_PENDING: {
    status: 503,
    title: { vi: 'Đang tạo bản nén', en: 'The rendition is being made' },
    detail: {
      vi: () => 'Máy chủ đang tạo bản nén cho đường truyền yếu. Hãy thử lại sau ít phút.',
      en: () => 'The server is making the small rendition. Try again in a minute or two.',
    },
  },
  DISK_FULL: {
    status: 507,
    title: { vi: 'Ổ đĩa máy chủ đã đầy', en: 'The server disk is full' },
    detail: {
      vi: () => 'Tệp chưa được lưu. Hãy giữ bản ghi trên máy và báo người quản trị giải phóng dung lượng.',
      en: () => 'The file was not stored. Keep the recording and tell the administrator to make room.',
    },
  },
  RANGE_UNSATISFIABLE: {
    status: 416,
    title: { vi: 'Đoạn cần nghe nằm ngoài tệp', en: 'The range lies outside the file' },
    detail: {
      vi: ({ bytes }) => `Tệp chỉ có ${bytes} byte. Hãy tải lại từ đầu.`,
      en: ({ bytes }) => `The file has ${bytes} bytes. Load it again from its start.`,
    },
  },
  REQUEST_MISSING: {
    status: 422,
    title: { vi: 'Chưa có đề nghị phát', en: 'The request to air is missing' },
    detail: {
      vi: () => 'Hãy chọn ngày phát, khung giờ và số lần đọc trong một buổi rồi gửi duyệt lại.',
      en: () => 'Choose the days, the slots and how often it is read in a session, then submit again.',
    },
  },
  CHANGE_NEEDED: {
    status: 409,
    title: { vi: 'Bản tin bị trả lại chưa được sửa', en: 'The returned bulletin was not changed' },
    detail: {
      vi: ({ reason }) => `Lý do trả lại: “${reason}”. Hãy sửa bản tin hoặc gửi bản ghi mới rồi gửi duyệt lại.`,
      en: ({ reason }) => `It was returned because: “${reason}”. Change it or send a new recording, then submit again.`,
    },
  },
  AREAS_OUTSIDE_ORIGIN: {
    status: 422,
    title: { vi: 'Nơi phát nằm ngoài địa bàn của bản tin', en: 'Areas outside the bulletin’s own' },
    detail: {
      vi: ({ areaCode, outside }) =>
        `Bản tin của ${areaCode} không phát được ở ${outside.join(', ')}. Hãy bỏ các nơi này, hoặc nhờ cấp trên gửi bản tin.`,
      en: ({ areaCode, outside }) =>
        `A bulletin of ${areaCode} cannot air in ${outside.join(', ')}. Leave these out, or ask the level above to send it.`,
    },
  },
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
  MANIFEST_REFUSED: {
    status: 422,
    title: { vi: 'Lệnh phát bị từ chối', en: 'The manifest was refused' },
    detail: { vi: ({ reason }) => `Lý do: ${reason}.`, en: ({ reason }) => `Reason: ${reason}.` },
  },
  DEVICE_UNKNOWN: {
    status: 404,
    title: { vi: 'Không có thiết bị này', en: 'There is no such device' },
    detail: {
      vi: ({ deviceId }) => `Thiết bị ${deviceId} chưa được đăng ký. Hãy tạo thiết bị rồi nối lại.`,
      en: ({ deviceId }) => `Device ${deviceId} is not registered. Create it, then connect again.`,
    },
  },
};
