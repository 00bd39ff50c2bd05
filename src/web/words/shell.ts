import { dictionary } from './dictionary';

/** What stands around every page. */
export const shellWords = dictionary({
  loa: { vi: 'Loa', en: 'Loa' },
  tagline: { vi: 'Truyền thanh cơ sở', en: 'Grassroots radio' },
  skip: { vi: 'Tới nội dung chính', en: 'Skip to the content' },
  navigation: { vi: 'Các trang', en: 'Pages' },
  more: { vi: 'Thêm', en: 'More' },
  close: { vi: 'Đóng', en: 'Close' },
  back: { vi: 'Quay lại', en: 'Back' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  language: { vi: 'Ngôn ngữ', en: 'Language' },
  account: { vi: 'Tài khoản', en: 'Account' },
  logOut: { vi: 'Đăng xuất', en: 'Log out' },
  loading: { vi: 'Đang tải…', en: 'Loading…' },
  retry: { vi: 'Thử lại', en: 'Try again' },
  noConnection: { vi: 'Không nối được với máy chủ', en: 'The station cannot be reached' },
  noConnectionWhat: {
    vi: 'Kiểm tra mạng rồi thử lại. Những gì đang làm dở vẫn còn.',
    en: 'Check the connection and try again. What you were doing is kept.',
  },
  unexpected: { vi: 'Có lỗi chưa rõ', en: 'Something unexpected happened' },
  unexpectedWhat: {
    vi: 'Tải lại trang; nếu vẫn lỗi, báo người quản trị.',
    en: 'Reload the page; if it happens again, tell the administrator.',
  },
  offline: { vi: 'Đang mất mạng. Việc đang làm vẫn được giữ.', en: 'Offline. Your work is kept.' },
  pageUnknown: { vi: 'Không có trang này', en: 'There is no such page' },
  pageUnknownWhat: {
    vi: 'Địa chỉ sai, hoặc trang không dành cho vai trò của bạn.',
    en: 'The address is wrong, or the page is not for your role.',
  },
  home: { vi: 'Về trang đầu', en: 'To the first page' },
  noRole: { vi: 'Tài khoản chưa có vai trò', en: 'This account has no role yet' },
  noRoleWhat: {
    vi: 'Nhờ người quản trị giao vai trò và địa bàn.',
    en: 'Ask the administrator for a role and an area.',
  },
  ended: { vi: 'Phiên làm việc đã hết. Đăng nhập lại để tiếp tục.', en: 'Your session has ended. Log in to go on.' },
  staff: { vi: 'Cán bộ xã', en: 'Commune staff' },
  approver: { vi: 'Người duyệt', en: 'Approver' },
  operator: { vi: 'Điều hành', en: 'Operator' },
  reviewer: { vi: 'Kiểm tra', en: 'Reviewer' },
  admin: { vi: 'Quản trị', en: 'Administrator' },
});

export const logInWords = dictionary({
  title: { vi: 'Đăng nhập', en: 'Log in' },
  username: { vi: 'Tên đăng nhập', en: 'User name' },
  password: { vi: 'Mật khẩu', en: 'Password' },
  show: { vi: 'Hiện mật khẩu', en: 'Show password' },
  code: { vi: 'Mã xác nhận', en: 'One-time code' },
  codeHint: {
    vi: 'Sáu số trong ứng dụng xác thực, hoặc một mã dự phòng.',
    en: 'Six digits from your authenticator, or a recovery code.',
  },
  submit: { vi: 'Đăng nhập', en: 'Log in' },
  waits: {
    vi: (n: number) => `${n} bản tin trong máy này đang chờ gửi. Đăng nhập là gửi tiếp.`,
    en: (n: number) =>
      n === 1
        ? 'A bulletin on this device waits to be sent: log in and it goes on.'
        : `${n} bulletins on this device wait to be sent: log in and they go on.`,
  },
  help: {
    vi: 'Quên mật khẩu? Người quản trị của xã hoặc tỉnh cấp lại được trong một phút.',
    en: 'Forgot it? The administrator of your commune or province gives you a new one in a minute.',
  },
});
