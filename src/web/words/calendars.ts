import { dictionary } from './dictionary';

export const calendarsWords = dictionary({
  open: { vi: 'Lịch iCal', en: 'Calendar' },
  title: { vi: 'Xem lịch phát trong ứng dụng lịch', en: 'Sessions in a calendar program' },
  what: {
    vi: 'Tạo một liên kết bí mật rồi dán vào ứng dụng lịch (mục “đăng ký lịch bằng địa chỉ”). Ai có liên kết đều đọc được lịch của xã, cho tới khi bạn thu lại.',
    en: 'Make a secret link and paste it into a calendar program (“subscribe by address”). Who has it reads the commune’s sessions until you revoke it.',
  },
  create: { vi: (name: string) => `Tạo liên kết cho ${name}`, en: (name: string) => `Make a link for ${name}` },
  once: { vi: 'Chép ngay: liên kết chỉ hiện một lần.', en: 'Copy it now: it is shown once.' },
  link: { vi: 'Liên kết', en: 'Link' },
  copy: { vi: 'Chép', en: 'Copy' },
  copied: { vi: 'Đã chép', en: 'Copied' },
  own: { vi: 'Liên kết của tôi', en: 'My links' },
  none: { vi: 'Chưa có liên kết nào.', en: 'No links yet.' },
  revoke: { vi: 'Thu lại', en: 'Revoke' },
  revokeNamed: {
    vi: (name: string) => `Thu lại liên kết của ${name}`,
    en: (name: string) => `Revoke the link of ${name}`,
  },
  revoked: { vi: 'Đã thu lại', en: 'Revoked' },
});
