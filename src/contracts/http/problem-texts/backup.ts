import type { ProblemTexts } from './problem-text';

/** Errors of `loa backup` and `loa restore`. */
export const backupTexts = {
  BACKUP_NOT_FOUND: {
    status: 404,
    title: { vi: 'Không có bản sao lưu', en: 'There is no backup' },
    detail: {
      vi: ({ folder }) => `Thư mục ${folder} không có bản sao lưu trọn vẹn nào. Hãy chỉ đúng thư mục đã sao lưu.`,
      en: ({ folder }) => `${folder} holds no whole backup. Name the folder that was backed up to.`,
    },
  },
  BACKUP_DAMAGED: {
    status: 422,
    title: { vi: 'Bản sao lưu bị hỏng', en: 'The backup is damaged' },
    detail: {
      vi: ({ file }) => `Tệp ${file} thiếu hoặc đã bị thay đổi; chưa ghi gì cả. Hãy dùng một bản sao lưu khác.`,
      en: ({ file }) => `${file} is missing or was changed; nothing was written. Use another backup.`,
    },
  },
  BACKUP_OTHER_DATABASE: {
    status: 422,
    title: { vi: 'Bản sao lưu của loại cơ sở dữ liệu khác', en: 'The backup is of another kind of database' },
    detail: {
      vi: ({ found, wanted }) =>
        `Bản sao lưu là của ${found}, còn cài đặt đang chọn ${wanted}. Hãy sửa LOA_DATABASE_URL.`,
      en: ({ found, wanted }) => `The backup is of ${found}, the settings choose ${wanted}. Correct LOA_DATABASE_URL.`,
    },
  },
  RESTORE_NOT_EMPTY: {
    status: 409,
    title: { vi: 'Nơi khôi phục đang có dữ liệu', en: 'There is a station already' },
    detail: {
      vi: ({ place }) =>
        `${place} đang có dữ liệu của một đài; không ghi đè. Hãy chọn nơi trống bằng LOA_DATA_DIR hoặc LOA_DATABASE_URL.`,
      en: ({ place }) =>
        `${place} holds a station, which is not overwritten. Choose an empty place with LOA_DATA_DIR or LOA_DATABASE_URL.`,
    },
  },
} satisfies Partial<ProblemTexts>;
