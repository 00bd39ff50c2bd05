import { dictionary } from './dictionary';

export const pagingWords = dictionary({
  first: { vi: 'Về trang đầu', en: 'First page' },
  next: { vi: 'Trang sau', en: 'Next page' },
  newest: { vi: 'Mới nhất', en: 'Newest' },
  older: { vi: 'Cũ hơn', en: 'Older' },
});
