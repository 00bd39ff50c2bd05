import type { ProblemTexts } from './problem-text';

/** Errors of users, grants and sessions. */
export const accountTexts = {
  LOGIN_FAILED: {
    status: 401,
    title: { vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'Wrong user name or password' },
    detail: {
      vi: () => 'Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại, hoặc nhờ cấp trên đặt lại mật khẩu.',
      en: () => 'Check the keyboard language and Caps Lock, or ask the level above to reset the password.',
    },
  },
  SECOND_FACTOR_NEEDED: {
    status: 401,
    title: { vi: 'Cần mã xác thực', en: 'A code is needed' },
    detail: {
      vi: () => 'Hãy nhập mã 6 số trong ứng dụng xác thực, hoặc một mã dự phòng.',
      en: () => 'Enter the six digits of your authenticator, or one of your recovery codes.',
    },
  },
  SECOND_STEP_NEEDED: {
    status: 403,
    title: { vi: 'Cần xác nhận lần nữa', en: 'Confirm once more' },
    detail: {
      vi: () => 'Việc này cần bước thứ hai: hãy nhập lại mật khẩu hoặc mã xác thực, rồi làm lại.',
      en: () => 'This needs a second step: enter your password or code again, then repeat it.',
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
} satisfies Partial<ProblemTexts>;
