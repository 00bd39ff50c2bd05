import { dictionary } from './dictionary';

/** The second step before what makes loudspeakers sound. */
export const secondStepWords = dictionary({
  title: { vi: 'Xác nhận đúng là bạn', en: 'Confirm that it is you' },
  what: {
    vi: 'Việc này làm loa phát tiếng, nên cần xác nhận lần nữa. Có hiệu lực vài phút.',
    en: 'This makes loudspeakers sound, so it asks once more. It holds for a few minutes.',
  },
  password: { vi: 'Mật khẩu', en: 'Password' },
  code: { vi: 'Mã trong ứng dụng xác thực', en: 'Code of your authenticator' },
  go: { vi: 'Xác nhận', en: 'Confirm' },
});
