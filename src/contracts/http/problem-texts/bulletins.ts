import { wallClockAt } from '../../../domain/time/wall-clock';
import { wordsFor } from '../state-words';
import type { ProblemTexts } from './problem-text';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e5) / 10} MB`;
/** A day as Vietnam writes it. */
const dayOf = (at: number): string => wallClockAt('Asia/Ho_Chi_Minh', at).localDate.split('-').reverse().join('/');

/** Errors of bulletins and audio. */
export const bulletinTexts = {
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
  AUDIO_REMOVED: {
    status: 410,
    title: { vi: 'Bản ghi đã được xoá theo quy định lưu trữ', en: 'The recording was removed as old' },
    detail: {
      vi: ({ what, removedAt }) =>
        `${what === 'original' ? 'Bản gốc' : 'Bản ghi'} đã được xoá theo quy định lưu trữ ngày ${dayOf(removedAt)}. Nhật ký phát và số liệu vẫn còn nguyên.`,
      en: ({ what, removedAt }) =>
        `The ${what} was removed under the retention rule on ${dayOf(removedAt)}. Ledger and figures are whole.`,
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
} satisfies Partial<ProblemTexts>;
