import { dictionary } from './dictionary';

export const reportWords = dictionary({
  show: { vi: 'Xem trên màn hình', en: 'Show on the screen' },
  hide: { vi: 'Ẩn', en: 'Hide' },
  sheetsNotShown: {
    vi: (n: number) => `Còn ${n} trang nữa; tải tệp để có đủ.`,
    en: (n: number) => `${n} more sheets; the file has them all.`,
  },
  rowsNotShown: {
    vi: (n: number) => `Còn ${n} dòng nữa; tải tệp để có đủ.`,
    en: (n: number) => `${n} more rows; the file has them all.`,
  },
  campaign: { vi: 'Báo cáo gửi Ủy ban nhân dân', en: 'Report to the People’s Committee' },
  campaignWhat: {
    vi: 'Nội dung và bản tin đã phát, số lượt, số phút, so với chỉ tiêu từng giai đoạn.',
    en: 'Messages and bulletins heard, counts and minutes, against the targets of each phase.',
  },
  area: { vi: 'Địa bàn', en: 'Area' },
  ownAreas: { vi: 'Mọi địa bàn của tôi', en: 'All my areas' },
});
