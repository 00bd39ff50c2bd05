import type { Language } from '../../contracts/http/problem';
import { dictionary } from './dictionary';
import { within } from './within';

export const eventsWords = dictionary({
  title: { vi: 'Sự kiện', en: 'Events' },
  lead: {
    vi: 'Tết, quốc tang, thiên tai…: đổi nhiều khung giờ cùng lúc, có tên và ngày.',
    en: 'Tết, mourning, disasters…: exceptions for many slots at once, with a name and dates.',
  },
  none: { vi: 'Chưa có sự kiện nào', en: 'No events' },
  noneWhat: {
    vi: 'Sự kiện của địa bàn này và của cấp trên hiện ở đây.',
    en: 'Events of this area and from above appear here.',
  },
  declare: { vi: 'Thêm sự kiện', en: 'Add an event' },
  name: { vi: 'Tên sự kiện', en: 'Name' },
  kind: { vi: 'Loại', en: 'Kind' },
  when: { vi: 'Vào những ngày', en: 'When' },
  dates: { vi: 'Một lần', en: 'Once' },
  solar: { vi: 'Hằng năm, dương lịch', en: 'Each year, solar' },
  lunar: { vi: 'Hằng năm, âm lịch', en: 'Each year, lunar' },
  from: { vi: 'Từ ngày', en: 'From' },
  until: { vi: 'Đến hết ngày', en: 'To the end of' },
  fromDay: { vi: 'Từ ngày/tháng', en: 'From day/month' },
  untilDay: { vi: 'Đến ngày/tháng', en: 'To day/month' },
  dayHint: { vi: 'Như 30/12', en: 'Such as 30/12' },
  since: { vi: 'Áp dụng từ', en: 'Holds from' },
  end: { vi: 'Áp dụng đến hết', en: 'Holds until' },
  effect: { vi: 'Các buổi phát', en: 'The sessions' },
  skip: { vi: 'Không phát', en: 'Do not air' },
  move: { vi: 'Dời giờ', en: 'Move' },
  exclude: { vi: 'Bỏ nhạc', en: 'Air without music' },
  shift: { vi: 'Dời mấy phút (số âm là sớm hơn)', en: 'By how many minutes (negative: earlier)' },
  binding: { vi: 'Bắt buộc, nơi dưới không đổi được', en: 'Binding: areas below cannot change it' },
  reason: { vi: 'Lý do', en: 'Reason' },
  reasonHint: { vi: 'Ghi vào nhật ký, ít nhất 3 chữ.', en: 'Goes into the log; at least 3 letters.' },
  check: { vi: 'Kiểm tra và lưu', en: 'Check and save' },
  saveAnyway: { vi: 'Vẫn lưu', en: 'Save anyway' },
  saved: { vi: 'Đã thêm sự kiện', en: 'The event is added' },
  conflicts: { vi: 'Nếu lưu thì vướng', en: 'Saving runs into' },
  blocked: { vi: 'Không lưu được như vậy.', en: 'This cannot be saved.' },
  revoke: { vi: 'Kết thúc sớm', en: 'End it' },
  revoked: { vi: 'Đã kết thúc', en: 'Ended' },
  above: { vi: 'Từ cấp trên:', en: 'From above:' },
  days: {
    vi: (n: number, first: string) => `${n} ngày trong năm tới, sớm nhất là ${within(first)}`,
    en: (n: number, first: string) => `${n} day${n === 1 ? '' : 's'} in the year to come, the first ${within(first)}`,
  },
  noDays: { vi: 'không có ngày nào trong năm tới', en: 'no days in the year to come' },
  add: { vi: 'Thêm buổi', en: 'Add a session' },
});

const kinds: Record<string, Record<Language, string>> = {
  tet: { vi: 'Tết', en: 'Tết' },
  holiday: { vi: 'Ngày lễ', en: 'Holiday' },
  mourning: { vi: 'Quốc tang, lễ tang', en: 'Mourning' },
  disaster: { vi: 'Thiên tai', en: 'Disaster' },
  congress: { vi: 'Đại hội, bầu cử', en: 'Congress or election' },
  other: { vi: 'Khác', en: 'Other' },
};
export const eventKinds = ['tet', 'holiday', 'mourning', 'disaster', 'congress', 'other'] as const;
export const eventKindText = (kind: string, language: Language): string => kinds[kind]?.[language] ?? kind;
