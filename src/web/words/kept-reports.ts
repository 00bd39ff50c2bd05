import { dictionary } from './dictionary';
import { within } from './within';

export const keptReportsWords = dictionary({
  title: { vi: 'Báo cáo định kỳ', en: 'Regular reports' },
  lead: {
    vi: 'Đến kỳ, đài tự lập báo cáo vào thư mục “reports” và gửi thư nếu có địa chỉ.',
    en: 'When one is due, the station draws it up in its folder “reports” and mails it to the addresses given.',
  },
  campaignUntil: {
    vi: 'Cộng từ đầu kế hoạch đến hết kỳ; kế hoạch xong thì thôi lập.',
    en: 'Sums from the beginning up to the end of the period; no more once the campaign is over.',
  },
  none: { vi: 'Chưa có báo cáo nào.', en: 'None yet.' },
  add: { vi: 'Thêm báo cáo định kỳ', en: 'Add a regular report' },
  edit: { vi: 'Sửa', en: 'Edit' },
  remove: { vi: 'Bỏ', en: 'Remove' },
  removed: { vi: 'Đã bỏ báo cáo định kỳ', en: 'Removed' },
  name: { vi: 'Tên', en: 'Name' },
  area: { vi: 'Địa bàn', en: 'Area' },
  schedule: { vi: 'Lập khi nào', en: 'Drawn up' },
  'by-hand': { vi: 'Khi cần', en: 'By hand' },
  weekly: { vi: 'Mỗi thứ hai, cho tuần trước', en: 'Each Monday, for the week before' },
  monthly: { vi: 'Mỗi mồng một, cho tháng trước', en: 'On the first, for the month before' },
  mailTo: { vi: 'Gửi thư tới', en: 'Mail to' },
  mailHint: { vi: 'Mỗi dòng một địa chỉ, nhiều nhất 10.', en: 'One address a line, at most 10.' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  mailWrong: {
    vi: (address: string) => `“${address}” không phải địa chỉ thư, như ubnd@xa.example.`,
    en: (address: string) => `“${address}” is not a mail address, like ubnd@xa.example.`,
  },
  save: { vi: 'Lưu', en: 'Save' },
  saved: { vi: 'Đã lưu báo cáo định kỳ', en: 'Saved' },
  last: {
    vi: (to: string) => `Lập lần cuối cho kỳ đến ${within(to)}`,
    en: (to: string) => `Last for the period up to ${within(to)}`,
  },
  waiting: { vi: 'đang gửi', en: 'on its way' },
  sent: { vi: 'đã gửi', en: 'sent' },
  refused: { vi: 'bị từ chối', en: 'refused' },
  failed: { vi: 'không gửi được', en: 'not sent' },
});
