import type { ProblemTexts } from './problem-text';

interface ListedRow {
  row: number;
  reason: string;
  reasonVi?: string;
}

const rows = (errors: ListedRow[]): string =>
  errors
    .slice(0, 10)
    .map((error) => `dòng ${error.row}: ${error.reasonVi ?? error.reason}`)
    .join('; ');
const rowsInEnglish = (errors: ListedRow[]): string =>
  errors
    .slice(0, 10)
    .map((error) => `row ${error.row}: ${error.reason}`)
    .join('; ');

/** Errors of areas, topics and their lists. */
export const areaTexts = {
  AREA_UNKNOWN: {
    status: 404,
    title: { vi: 'Không có địa bàn này', en: 'There is no such area' },
    detail: {
      vi: ({ code }) => `Mã địa bàn ${code} không có trong danh mục. Hãy tìm theo tên xã rồi chọn.`,
      en: ({ code }) => `Area code ${code} is not in the list. Search by the commune's name and choose it.`,
    },
  },
  AREA_LEVEL_WRONG: {
    status: 422,
    title: { vi: 'Sai cấp địa bàn', en: 'Wrong level of area' },
    detail: {
      vi: ({ code, wanted, found }) => `${code} là cấp ${found}, ở đây cần cấp ${wanted}.`,
      en: ({ code, wanted, found }) => `${code} is a ${found}; a ${wanted} is needed here.`,
    },
  },
  IMPORT_REJECTED: {
    status: 422,
    title: { vi: 'Tệp nhập có lỗi, chưa có gì được ghi', en: 'The file has errors, nothing was written' },
    detail: {
      vi: ({ errors }) => `Có ${errors.length} lỗi. Hãy sửa rồi nhập lại: ${rows(errors)}.`,
      en: ({ errors }) => `${errors.length} errors. Correct them and import again: ${rowsInEnglish(errors)}.`,
    },
  },
  TOPIC_UNKNOWN: {
    status: 422,
    title: { vi: 'Không có lĩnh vực này', en: 'There is no such topic' },
    detail: {
      vi: ({ code }) => `Mã lĩnh vực ${code} không có trong danh mục. Hãy chọn một lĩnh vực trong danh sách.`,
      en: ({ code }) => `Topic code ${code} is not in the list. Choose one from the list.`,
    },
  },
  TOPIC_EXISTS: {
    status: 409,
    title: { vi: 'Mã lĩnh vực đã có', en: 'The topic code exists' },
    detail: { vi: ({ code }) => `Hãy chọn mã khác ${code}.`, en: ({ code }) => `Choose another code than ${code}.` },
  },
  ZONE_EXISTS: {
    status: 409,
    title: { vi: 'Mã cụm đã có', en: 'The zone code exists' },
    detail: { vi: ({ code }) => `Hãy chọn mã khác ${code}.`, en: ({ code }) => `Choose another code than ${code}.` },
  },
} satisfies Partial<ProblemTexts>;
