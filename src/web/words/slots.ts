import type { Language } from '../../contracts/http/problem';
import { dictionary } from './dictionary';
import { within } from './within';

export const slotsWords = dictionary({
  title: { vi: 'Khung giờ', en: 'Slots' },
  calendar: { vi: 'Lịch iCal', en: 'iCal' },
  events: { vi: 'Sự kiện', en: 'Events' },
  create: { vi: 'Thêm khung giờ', en: 'Add a slot' },
  none: { vi: 'Chưa có khung giờ nào', en: 'No slots yet' },
  noneWhat: {
    vi: 'Khung giờ là buổi phát lặp lại, ví dụ 05:00 mỗi ngày trong 30 phút.',
    en: 'A slot is a session that repeats, such as 05:00 every day for 30 minutes.',
  },
  inherited: { vi: 'Từ cấp trên', en: 'From above' },
  every: { vi: 'Hằng ngày', en: 'Every day' },
  minutes: { vi: (n: number) => `${n} phút`, en: (n: number) => `${n} min` },
  from: { vi: (date: string) => `từ ${within(date)}`, en: (date: string) => `from ${within(date)}` },
  until: { vi: (date: string) => `đến hết ${within(date)}`, en: (date: string) => `until ${within(date)}` },
  paused: { vi: 'Đang tạm dừng', en: 'Paused' },
  priorityOnly: { vi: 'Chỉ tin ưu tiên', en: 'Priority only' },
  exclusiveOne: { vi: 'Dành riêng', en: 'Exclusive' },
  edit: { vi: (name: string) => `Sửa: ${name}`, en: (name: string) => `Edit: ${name}` },
  retire: { vi: 'Bỏ khung giờ', en: 'End the slot' },
  retireNamed: { vi: (name: string) => `Bỏ khung giờ “${name}”?`, en: (name: string) => `End the slot “${name}”?` },
  retireWhat: {
    vi: 'Buổi đã qua và buổi đã chốt vẫn giữ nguyên; các buổi sau không còn.',
    en: 'Past and frozen sessions stay; later ones go.',
  },
  name: { vi: 'Tên', en: 'Name' },
  nameExample: { vi: 'Ví dụ: Buổi sáng', en: 'For example: Morning' },
  start: { vi: 'Giờ bắt đầu', en: 'Starts at' },
  length: { vi: 'Số phút', en: 'Minutes' },
  weekdays: { vi: 'Các ngày trong tuần', en: 'Weekdays' },
  validFrom: { vi: 'Từ ngày', en: 'From' },
  validTo: { vi: 'Đến hết ngày', en: 'Until' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  takes: { vi: 'Nhận bản tin nào', en: 'Takes' },
  anything: { vi: 'Mọi bản tin', en: 'Anything' },
  priority: { vi: 'Chỉ tin ưu tiên', en: 'Priority only' },
  sharing: { vi: 'Trùng giờ với khung giờ khác', en: 'Beside other slots' },
  shared: { vi: 'Nhường theo thứ tự', en: 'Shares its time' },
  exclusive: { vi: 'Dành riêng', en: 'Keeps it for itself' },
  scope: { vi: 'Đổi giờ cho', en: 'New times apply to' },
  following: { vi: 'Từ một ngày trở đi', en: 'A day and after' },
  all: { vi: 'Tất cả các buổi', en: 'All sessions' },
  date: { vi: 'Kể từ ngày', en: 'As of' },
  check: { vi: 'Kiểm tra và lưu', en: 'Check and save' },
  saveAnyway: { vi: 'Vẫn lưu', en: 'Save anyway' },
  conflicts: { vi: 'Nếu lưu thì vướng', en: 'Saving runs into' },
  blocking: {
    vi: 'Không lưu được như vậy. Hãy đổi giờ rồi kiểm tra lại.',
    en: 'This cannot be saved. Change the times and check again.',
  },
  standing: { vi: 'Khung giờ ở đây đang vướng', en: 'Slots here run into' },
  saved: { vi: 'Đã lưu khung giờ', en: 'The slot is saved' },
  changes: { vi: 'Thay đổi gần đây', en: 'Last changes' },
  undo: { vi: 'Hoàn tác', en: 'Undo' },
  undone: { vi: 'Đã hoàn tác', en: 'Undone' },
  on: {
    vi: (n: number, first: string) => `${n} ngày, sớm nhất là ${within(first)}`,
    en: (n: number, first: string) => `${n} day${n === 1 ? '' : 's'}, the first ${within(first)}`,
  },
  allowed: { vi: (what: string) => `cho phép ${what}`, en: (what: string) => `${what} allowed` },
});

const kinds: Record<string, Record<Language, string>> = {
  created: { vi: 'thêm', en: 'added' },
  changed: { vi: 'sửa', en: 'changed' },
  paused: { vi: 'tạm dừng', en: 'paused' },
  resumed: { vi: 'phát lại', en: 'resumed' },
  copied: { vi: 'chép', en: 'copied' },
  retired: { vi: 'bỏ', en: 'ended' },
  undone: { vi: 'hoàn tác', en: 'undone' },
};
export const kindText = (kind: string, language: Language): string => kinds[kind]?.[language] ?? kind;

const conflicts: Record<string, Record<Language, string>> = {
  'outside-window': { vi: 'ngoài giờ được phép phát', en: 'outside the airing hours' },
  'weekday-not-allowed': { vi: 'ngày trong tuần không được phát', en: 'a weekday without airing' },
  'session-too-long': { vi: 'buổi quá dài', en: 'the session is too long' },
  'too-many-sessions': { vi: 'quá số buổi trong ngày', en: 'too many sessions a day' },
  overlaps: { vi: 'trùng giờ', en: 'overlaps' },
  'overlaps-inherited': { vi: 'trùng giờ với khung của cấp trên', en: 'overlaps a slot from above' },
  displaces: { vi: 'làm mất chỗ', en: 'displaces' },
};
export const conflictText = (code: string, language: Language): string => conflicts[code]?.[language] ?? code;

const days: Record<Language, readonly string[]> = {
  vi: ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
/** 1 is Monday. */
export const weekdayText = (day: number, language: Language): string => days[language][day - 1] ?? String(day);
