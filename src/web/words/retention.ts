import { dictionary } from './dictionary';
import { within } from './within';

export const retentionWords = dictionary({
  title: { vi: 'Lưu trữ bản ghi', en: 'Keeping recordings' },
  lead: {
    vi: 'Nhật ký phát và số liệu được giữ mãi. Bản ghi còn cần, còn trong lịch hoặc đang được giữ thì không bị xóa.',
    en: 'Ledger and figures are kept for ever. What is needed, planned or held is never removed.',
  },
  originals: { vi: 'Bản gốc', en: 'Originals' },
  masters: { vi: 'Bản phát', en: 'Recordings as played' },
  renditions: { vi: 'Bản nén', en: 'Compressed copies' },
  papers: { vi: 'Báo cáo đã lập', en: 'Reports drawn up' },
  kind: { vi: 'Loại', en: 'Kind' },
  rule: { vi: 'Giữ', en: 'Kept' },
  files: { vi: 'Số tệp', en: 'Files' },
  size: { vi: 'Dung lượng', en: 'Size' },
  due: { vi: 'Sẽ xóa đêm nay', en: 'Removed tonight' },
  held: { vi: 'Đang được giữ', en: 'Held' },
  forEver: { vi: 'Giữ mãi', en: 'For ever' },
  days: {
    vi: (days: number) => `${days} ngày từ lần dùng cuối`,
    en: (days: number) => `${days} day${days === 1 ? '' : 's'} from the last use`,
  },
  next: { vi: 'Sẽ xóa tiếp theo', en: 'Removed next' },
  nextNone: { vi: 'Chưa có gì đến hạn xóa.', en: 'Nothing is due for removal.' },
  lastRun: {
    vi: (date: string, files: number) => `Lần xóa gần nhất của cả đài: ${within(date)}, ${files} tệp.`,
    en: (date: string, files: number) =>
      `The station’s last removal: ${within(date)}, ${files} file${files === 1 ? '' : 's'}.`,
  },
});
