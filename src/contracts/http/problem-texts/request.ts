import type { ProblemTexts } from './problem-text';

interface ListedIssue {
  path: string;
  message: string;
  messageVi?: string;
}

const named = (path: string, message: string): string => (path ? `${path}: ${message}` : message);
export const listed = (issues: ListedIssue[]): string =>
  issues.map((issue) => named(issue.path, issue.messageVi ?? issue.message)).join('; ');
export const listedInEnglish = (issues: ListedIssue[]): string =>
  issues.map((issue) => named(issue.path, issue.message)).join('; ');

/** Errors any request can meet. */
export const requestTexts = {
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
} satisfies Partial<ProblemTexts>;
