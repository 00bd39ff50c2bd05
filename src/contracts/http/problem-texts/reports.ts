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
  MAIL_NOT_SET: {
    status: 422,
    title: { vi: 'Chưa gửi được thư', en: 'Mail is not set up' },
    detail: {
      vi: () => 'Đài chưa đặt máy chủ thư (LOA_SMTP_URL), nên chưa gửi báo cáo qua thư được. Hãy để trống địa chỉ thư.',
      en: () =>
        'The station has no mail server (LOA_SMTP_URL), so reports cannot be mailed. Leave the addresses empty.',
    },
  },
  MONTH_NOT_OVER: {
    status: 422,
    title: { vi: 'Tháng chưa hết', en: 'The month is not over' },
    detail: {
      vi: ({ month }) => `Tháng ${month} chưa hết. Hãy ký sau ngày cuối tháng.`,
      en: ({ month }) => `${month} is not over. Sign it after its last day.`,
    },
  },
  MONTH_NOT_SEALED: {
    status: 409,
    title: { vi: 'Nhật ký chưa niêm phong', en: 'The ledger is not sealed yet' },
    detail: {
      vi: ({ month }) => `Ngày cuối của tháng ${month} chưa niêm phong. Hãy đợi vài phút sau nửa đêm rồi ký.`,
      en: ({ month }) => `The last day of ${month} is not sealed. Wait some minutes after midnight, then sign.`,
    },
  },
  MONTH_CLOSED: {
    status: 409,
    title: { vi: 'Tháng đã được ký', en: 'The month was signed' },
    detail: {
      vi: ({ month }) => `Tháng ${month} đã ký và giữ nguyên. Dòng đến muộn được ghi là điều chỉnh.`,
      en: ({ month }) => `${month} was signed and stays as it is. What comes late is an adjustment.`,
    },
  },
} satisfies Partial<ProblemTexts>;
