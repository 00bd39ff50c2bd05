import { dictionary } from './dictionary';

export const interchangeWords = dictionary({
  title: { vi: 'Liên thông với hệ thống tỉnh', en: 'Exchange with provincial systems' },
  what: {
    vi: 'Tệp JSON theo tên trường của hướng dẫn quốc gia, cho kỳ và địa bàn đã chọn ở trên. Không phải chứng nhận hợp chuẩn.',
    en: 'JSON in the field names of the national guidance, for the period and area chosen above. It certifies nothing.',
  },
  BanTin: { vi: 'Bản tin', en: 'Bulletins' },
  LichPhat: { vi: 'Lịch phát', en: 'Schedules' },
  NhatKyPhat: { vi: 'Nhật ký phát', en: 'Play logs' },
  take: { vi: 'Nhận tệp từ hệ thống khác', en: 'Take a file from another system' },
  chooseFile: { vi: 'Chọn tệp', en: 'Choose a file' },
  takeWhat: {
    vi: 'Kiểm tra trước, chưa ghi gì. Bản tin thành bản nháp, còn phải duyệt; lịch và nhật ký chỉ được kiểm tra.',
    en: 'It is checked first and nothing is written. Bulletins become drafts to be approved; schedules and logs are checked only.',
  },
  notJson: {
    vi: (line: number, column: number, what: string) =>
      `Không đọc được tệp (phải là JSON). Dòng ${line}, cột ${column}: ${what}.`,
    en: (line: number, column: number, what: string) =>
      `The file cannot be read (it must be JSON). Line ${line}, column ${column}: ${what}.`,
  },
  found: {
    vi: (records: number, made: number, known: number) =>
      `${records} bản ghi đúng; ${made} bản tin mới, ${known} đã nhận trước đó.`,
    en: (records: number, made: number, known: number) =>
      `${records} records without a fault; ${made} new bulletins, ${known} taken in before.`,
  },
  faults: { vi: (n: number) => `${n} chỗ sai, chưa ghi gì`, en: (n: number) => `${n} faults, nothing is written` },
  field: { vi: 'Trường', en: 'Field' },
  wholeFile: { vi: 'Cả tệp', en: 'The whole file' },
  value: { vi: 'Đang là', en: 'It says' },
  must: { vi: 'Phải là', en: 'It must be' },
  make: { vi: (n: number) => `Tạo ${n} bản nháp`, en: (n: number) => `Make ${n} drafts` },
  made: { vi: (n: number) => `Đã tạo ${n} bản nháp`, en: (n: number) => `${n} drafts are made` },
});
