import type { Language } from '../../contracts/http/problem';
import { dictionary } from './dictionary';
import { within } from './within';

export const buildWords = dictionary({
  title: { vi: 'Xếp lịch', en: 'Build' },
  chooseCommune: { vi: 'Chọn một xã để xếp', en: 'Choose a commune to build' },
  queue: { vi: 'Hàng đợi', en: 'Queue' },
  queueEmpty: { vi: 'Không có bản tin nào đang chờ.', en: 'Nothing is queued.' },
  searchHint: { vi: 'Chữ trong tên bản tin', en: 'Words of a title' },
  add: { vi: 'Thêm vào buổi', en: 'Add to the session' },
  addNamed: { vi: (title: string) => `Thêm vào buổi: ${title}`, en: (title: string) => `Add to the session: ${title}` },
  inside: { vi: 'Có trong buổi', en: 'In the session' },
  awaiting: { vi: 'Chờ duyệt', en: 'Not approved' },
  approved: { vi: 'Đã duyệt', en: 'Approved' },
  priority: { vi: 'Ưu tiên', en: 'Priority' },
  held: { vi: 'Bị giữ lại', en: 'Held' },
  readings: {
    vi: (n: number) => `đọc ${n} lần`,
    en: (n: number) => (n === 1 ? 'read once' : n === 2 ? 'read twice' : `read ${n} times`),
  },
  until: { vi: (date: string) => `đến hết ${within(date)}`, en: (date: string) => `until ${within(date)}` },
  from: { vi: (date: string) => `từ ${within(date)}`, en: (date: string) => `from ${within(date)}` },
  days: { vi: (n: number) => `${n} ngày đã chọn`, en: (n: number) => `${n} chosen day${n === 1 ? '' : 's'}` },
  withdraw: { vi: 'Rút khỏi hàng đợi', en: 'Take off the queue' },
  added: { vi: (title: string) => `Đã xếp thêm “${title}”`, en: (title: string) => `“${title}” is queued for it` },
  sessions: { vi: 'Buổi phát trong ngày', en: 'Sessions of the day' },
  noSession: { vi: 'Ngày này không có buổi phát', en: 'No session on this day' },
  toSlots: { vi: 'Mở khung giờ', en: 'Open slots' },
  total: {
    vi: (used: string, whole: string) => `${used} trên ${whole}`,
    en: (used: string, whole: string) => `${used} of ${whole}`,
  },
  left: { vi: (left: string) => `còn trống ${left}`, en: (left: string) => `${left} free` },
  tooLong: { vi: (over: string) => `dài quá ${over}`, en: (over: string) => `${over} too long` },
  freezesAt: { vi: (at: string) => `Chốt lúc ${at}`, en: (at: string) => `Freezes at ${at}` },
  frozenNote: {
    vi: 'Buổi này đã chốt: thay đổi cần lý do và được ghi vào nhật ký.',
    en: 'This session is frozen: a change needs a reason and is logged.',
  },
  overNote: { vi: 'Buổi này đã qua, không đổi được nữa.', en: 'This session is over and cannot be changed.' },
  emptySession: {
    vi: 'Chưa có bản tin. Kéo từ hàng đợi vào đây, hoặc bấm “Thêm vào buổi”.',
    en: 'Nothing yet. Drag from the queue, or press “Add to the session”.',
  },
  fixedPart: { vi: 'Mục cố định', en: 'Fixed part' },
  up: { vi: (title: string) => `Đưa lên: ${title}`, en: (title: string) => `Move up: ${title}` },
  down: { vi: (title: string) => `Đưa xuống: ${title}`, en: (title: string) => `Move down: ${title}` },
  out: { vi: (title: string) => `Bỏ khỏi buổi: ${title}`, en: (title: string) => `Leave out: ${title}` },
  undo: { vi: 'Hoàn tác', en: 'Undo' },
  drop: { vi: 'Bỏ thay đổi', en: 'Discard' },
  saveOrder: { vi: 'Lưu buổi phát', en: 'Save the session' },
  saved: { vi: 'Đã lưu buổi phát', en: 'The session is saved' },
  whyTitle: { vi: 'Vì sao thay đổi?', en: 'Why the change?' },
  leftOut: { vi: 'Không vào được buổi này', en: 'Left out of this session' },
  airFirst: { vi: 'Cho phát trước', en: 'Let it air first' },
  airFirstNamed: {
    vi: (title: string) => `Cho phát trước: ${title}`,
    en: (title: string) => `Let it air first: ${title}`,
  },
  changedTitle: { vi: 'Người khác vừa đổi buổi này', en: 'Somebody else changed this session' },
  changedWhat: {
    vi: 'Thay đổi của bạn chưa được lưu. Hãy xem hai bên rồi chọn.',
    en: 'Your change is not stored. Look at both and choose.',
  },
  theirs: { vi: 'Họ đã đổi', en: 'They changed' },
  mine: { vi: 'Bạn muốn', en: 'You wanted' },
  keepTheirs: { vi: 'Dùng bản của họ', en: 'Keep theirs' },
  reapply: { vi: 'Đặt thay đổi của tôi lên bản mới', en: 'Put mine on top' },
  newer: {
    vi: 'Buổi này vừa có bản mới hơn. Khi lưu, bạn sẽ thấy chỗ khác nhau.',
    en: 'There is a newer version. You will see the differences when you save.',
  },
});

const changes: Record<string, Record<Language, string>> = {
  added: { vi: 'thêm', en: 'added' },
  removed: { vi: 'bỏ ra', en: 'removed' },
  moved: { vi: 'dời chỗ', en: 'moved' },
};
export const changeText = (change: string, language: Language): string => changes[change]?.[language] ?? change;
