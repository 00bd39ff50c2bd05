import { dictionary } from './dictionary';

export const auditWords = dictionary({
  title: { vi: 'Nhật ký thao tác', en: 'Who did what' },
  lead: {
    vi: 'Mọi thay đổi, mới nhất trước; không ai sửa được.',
    en: 'Every change, newest first; nobody can alter it.',
  },
  actor: { vi: 'Người làm', en: 'Who' },
  actorHint: { vi: 'Tên đăng nhập', en: 'User name' },
  action: { vi: 'Thao tác', en: 'Action' },
  anyAction: { vi: 'Mọi thao tác', en: 'Any action' },
  otherAction: { vi: 'Thao tác khác', en: 'Another action' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  search: { vi: 'Tìm', en: 'Search' },
  none: { vi: 'Không có thao tác nào như vậy', en: 'No such entries' },
  noneWhat: { vi: 'Bỏ bớt điều kiện hoặc chọn ngày khác.', en: 'Remove a condition or choose other days.' },
  before: { vi: 'Trước', en: 'Before' },
  after: { vi: 'Sau', en: 'After' },
  field: { vi: 'Mục', en: 'Field' },
  yes: { vi: 'có', en: 'yes' },
  no: { vi: 'không', en: 'no' },
  nothing: { vi: 'để trống', en: 'empty' },
  noDetails: { vi: 'Không có chi tiết nào khác.', en: 'There are no further details.' },
  showAll: { vi: (count: number) => `Hiện cả ${count} mục`, en: (count: number) => `Show all ${count} fields` },
  changes: { vi: 'Thay đổi', en: 'What changed' },
});
