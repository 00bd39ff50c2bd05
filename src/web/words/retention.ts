import { dictionary } from './dictionary';
import { within } from './within';

export const retentionWords = dictionary({
  title: { vi: 'Lưu trữ bản ghi', en: 'Keeping recordings' },
  lead: {
    vi: 'Nhật ký phát và số liệu được giữ mãi. Bản ghi còn cần, còn trong lịch hoặc đang được giữ thì không bị xoá.',
    en: 'Ledger and figures are kept for ever. What is needed, planned or held is never removed.',
  },
  originals: { vi: 'Bản gốc', en: 'Originals' },
  masters: { vi: 'Bản phát', en: 'Recordings as played' },
  renditions: { vi: 'Bản nén', en: 'Small renditions' },
  papers: { vi: 'Báo cáo đã lập', en: 'Kept reports' },
  kind: { vi: 'Loại', en: 'Kind' },
  rule: { vi: 'Giữ', en: 'Kept' },
  files: { vi: 'Số tệp', en: 'Files' },
  size: { vi: 'Dung lượng', en: 'Size' },
  due: { vi: 'Sẽ xoá đêm nay', en: 'Go tonight' },
  held: { vi: 'Đang được giữ', en: 'Held' },
  forEver: { vi: 'Giữ mãi', en: 'For ever' },
  days: {
    vi: (days: number) => `${days} ngày từ lần dùng cuối`,
    en: (days: number) => `${days} days from the last use`,
  },
  next: { vi: 'Sẽ xoá tiếp theo', en: 'Next to go' },
  nextNone: { vi: 'Chưa có gì đến hạn xoá.', en: 'Nothing is to go.' },
  lastRun: {
    vi: (date: string, files: number) => `Lần xoá gần nhất của cả đài: ${within(date)}, ${files} tệp.`,
    en: (date: string, files: number) =>
      `The station’s last removal: ${within(date)}, ${files} file${files === 1 ? '' : 's'}.`,
  },
});
