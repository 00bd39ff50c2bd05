import type { ProblemTexts } from './problem-text';

/** Errors of reports. */
export const reportTexts = {
  REPORT_TOO_WIDE: {
    status: 422,
    title: { vi: 'Báo cáo quá rộng', en: 'The report is too wide' },
    detail: {
      vi: ({ communes, limit }) => `Địa bàn này có ${communes} xã, mỗi tệp nhiều nhất ${limit}. Hãy chọn từng tỉnh.`,
      en: ({ communes, limit }) =>
        `This area has ${communes} communes, a file takes ${limit}. Choose one province at a time.`,
    },
  },
} satisfies Partial<ProblemTexts>;
