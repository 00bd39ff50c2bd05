import type { Language } from '../../contracts/http/problem';
import { dictionary } from './dictionary';

export const policiesWords = dictionary({
  title: { vi: 'Giới hạn phát', en: 'Airing limits' },
  lead: {
    vi: 'Áp dụng cho địa bàn này và mọi nơi bên dưới; nơi dưới chỉ được chặt hơn.',
    en: 'For this area and all below it; areas below may only be stricter.',
  },
  events: { vi: 'Sự kiện', en: 'Events' },
  own: { vi: 'Giới hạn của địa bàn này', en: 'Limits of this area' },
  noOwn: {
    vi: 'Địa bàn này chưa đặt giới hạn riêng: theo cấp trên.',
    en: 'No limits of its own: those from above hold.',
  },
  windows: { vi: 'Giờ được phát', en: 'Airing hours' },
  anyHours: { vi: 'không giới hạn riêng', en: 'no limit of its own' },
  addWindow: { vi: 'Thêm khoảng giờ', en: 'Add hours' },
  dropWindow: {
    vi: (from: string, to: string) => `Bỏ khoảng ${from}–${to}`,
    en: (from: string, to: string) => `Drop ${from}–${to}`,
  },
  from: { vi: 'Từ', en: 'From' },
  to: { vi: 'Đến', en: 'To' },
  maxSessionMinutes: { vi: 'Một buổi dài nhất (phút)', en: 'Longest session (minutes)' },
  maxSessionsPerDay: { vi: 'Nhiều nhất mỗi ngày (buổi)', en: 'Most sessions a day' },
  maxVolumePercent: { vi: 'Âm lượng cao nhất (%)', en: 'Highest volume (%)' },
  weekdays: { vi: 'Các ngày được phát', en: 'Weekdays' },
  optional: { vi: 'để trống: theo cấp trên', en: 'empty: as the area above' },
  preset: { vi: 'Bắt đầu từ mẫu', en: 'Start from' },
  noPreset: { vi: 'Chọn mẫu', en: 'Choose one' },
  check: { vi: 'Kiểm tra và lưu', en: 'Check and save' },
  saveAnyway: { vi: 'Vẫn lưu', en: 'Save anyway' },
  saved: { vi: 'Đã lưu giới hạn phát', en: 'The limits are saved' },
  conflicts: { vi: 'Nếu lưu, các khung giờ này trái giới hạn', en: 'These slots would be against the limits' },
  exceptions: { vi: 'Ngoại lệ', en: 'Exceptions' },
  noExceptions: { vi: 'Không có ngoại lệ nào.', en: 'No exceptions.' },
  exceptionsWhat: {
    vi: 'Người duyệt cho phép vượt giới hạn của cấp mình, có ngày và lý do.',
    en: 'Approvers lift limits of their own level, with dates and a reason.',
  },
  grant: { vi: 'Cho ngoại lệ', en: 'Grant an exception' },
  grantWhat: {
    vi: 'Nêu giờ hoặc số phút được phép trong những ngày ấy; ô để trống giữ như cũ.',
    en: 'Say the hours or minutes allowed on those days; what is empty stays as it is.',
  },
  granted: { vi: 'Đã cho ngoại lệ', en: 'The exception is granted' },
  hoursFrom: { vi: 'Được phát từ', en: 'Hours from' },
  hoursTo: { vi: 'Được phát đến', en: 'Hours to' },
  revoke: { vi: 'Thu lại', en: 'Take back' },
  revoked: { vi: 'Đã thu lại', en: 'Taken back' },
  by: { vi: (who: string) => `${who} cho phép`, en: (who: string) => `by ${who}` },
  readOnly: {
    vi: 'Chỉ quản trị viên của địa bàn này sửa được.',
    en: 'Only an administrator of this area changes them.',
  },
});

const limits: Record<string, Record<Language, string>> = {
  windows: { vi: 'Giờ được phát', en: 'Airing hours' },
  maxSessionMinutes: { vi: 'Một buổi dài nhất (phút)', en: 'Longest session (minutes)' },
  maxSessionsPerDay: { vi: 'Nhiều nhất mỗi ngày (buổi)', en: 'Most sessions a day' },
  weekdays: { vi: 'Các ngày được phát', en: 'Weekdays' },
  maxVolumePercent: { vi: 'Âm lượng cao nhất (%)', en: 'Highest volume (%)' },
};
export const limitText = (limit: string, language: Language): string => limits[limit]?.[language] ?? limit;
