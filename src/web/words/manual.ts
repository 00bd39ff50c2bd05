import { dictionary } from './dictionary';
import { within } from './within';

export const manualWords = dictionary({
  title: { vi: 'Phát tay', en: 'Played by hand' },
  none: { vi: 'Xã này không có thiết bị phát tay', en: 'Nothing is played by hand here' },
  noneWhat: {
    vi: 'Xã chưa có hộp phát thì nhờ người điều hành thêm một thiết bị loại “Phát tay”.',
    en: 'Without a box, ask the operator for a device of the kind “Played by hand”.',
  },
  device: { vi: 'Thiết bị', en: 'Device' },
  sessions: { vi: 'Các buổi phát', en: 'Sessions' },
  noSessions: { vi: 'Không có buổi phát nào gần đây.', en: 'No sessions within two days.' },
  noSessionsWhat: { vi: 'Buổi phát hiện ở đây trước hai ngày.', en: 'They stand here two days ahead.' },
  coming: { vi: 'Sắp tới', en: 'To come' },
  due: { vi: 'Chưa xác nhận', en: 'Not confirmed' },
  running: { vi: 'Đang phát', en: 'Sounding' },
  done: { vi: 'Đã xác nhận', en: 'Confirmed' },
  version: {
    vi: (version: number, length: string) => `Bản ${version} của buổi phát, dài ${length}`,
    en: (version: number, length: string) => `Version ${version} of the session, ${length} long`,
  },
  download: { vi: 'Tải tệp MP3', en: 'Download the MP3' },
  again: { vi: 'Tải lại', en: 'Download again' },
  taken: {
    vi: (by: string, when: string) => `${by} đã tải ${within(when)}`,
    en: (by: string, when: string) => `${by} downloaded it ${within(when)}`,
  },
  stale: { vi: 'Chương trình đã đổi sau khi tải', en: 'The programme has changed since' },
  staleWhat: {
    vi: 'Tải lại tệp mới, chép sang điện thoại hoặc USB rồi bỏ tệp cũ.',
    en: 'Take the new file to the phone or USB stick, and drop the old one.',
  },
  items: { vi: (n: number) => `${n} mục trong tệp`, en: (n: number) => `${n} item${n === 1 ? '' : 's'} in the file` },
  empty: { vi: 'Chưa có gì để phát.', en: 'Nothing to play yet.' },
  leftOut: { vi: 'Không có trong tệp', en: 'Not in the file' },
  hold: { vi: 'đang giữ lại', en: 'held' },
  stop: { vi: 'đang bị dừng', en: 'stopped' },
  recall: { vi: 'đã thu hồi', en: 'recalled' },
  relay: { vi: 'tiếp sóng trực tiếp', en: 'a live relay' },
  start: { vi: 'Bắt đầu phát', en: 'It sounds now' },
  end: { vi: 'Đã phát xong', en: 'It has ended' },
  startedAt: {
    vi: (when: string, by: string) => `Bắt đầu ${when} (${by})`,
    en: (when: string, by: string) => `Began ${when} (${by})`,
  },
  endedAt: {
    vi: (when: string, by: string) => `kết thúc ${when} (${by})`,
    en: (when: string, by: string) => `ended ${when} (${by})`,
  },
  attested: {
    vi: 'Đã vào nhật ký phát, ghi là do người phát xác nhận.',
    en: 'In the log, as vouched for by a person.',
  },
  begun: { vi: 'Đã ghi giờ bắt đầu', en: 'The start is noted' },
  booked: { vi: 'Đã ghi vào nhật ký phát', en: 'It is in the log' },
  late: { vi: 'Báo giờ đã phát', en: 'Say when it was' },
  lateWhat: {
    vi: 'Ghi đúng giờ loa đã kêu. Mục nào chưa phát tới sẽ không được tính.',
    en: 'The times at which it really sounded. What was not reached does not count.',
  },
  from: { vi: 'Từ', en: 'From' },
  until: { vi: 'Đến', en: 'Until' },
  date: { vi: 'Ngày', en: 'Date' },
  timesWrong: { vi: 'Giờ kết thúc phải sau giờ bắt đầu.', en: 'The end comes after the start.' },
  save: { vi: 'Ghi vào nhật ký', en: 'Put it into the log' },
  speeches: { vi: 'Nói trực tiếp tại máy', en: 'Live speech at the amplifier' },
  speechesWhat: {
    vi: 'Báo trước hoặc báo sau khi nói, để thời lượng được tính.',
    en: 'Declared before or afterwards, so that it counts.',
  },
  noSpeeches: { vi: 'Chưa báo lần nào trong tháng qua.', en: 'None in the last month.' },
  declare: { vi: 'Báo nói trực tiếp', en: 'Declare a speech' },
  subject: { vi: 'Nội dung', en: 'What about' },
  subjectExample: { vi: 'Ví dụ: Chủ tịch xã nói về phòng bão', en: 'For example: The chairman on the storm' },
  speaker: { vi: 'Người nói', en: 'Who speaks' },
  declared: { vi: 'Đã báo', en: 'Declared' },
  confirmed: { vi: 'Đã nói', en: 'Held' },
  withdrawn: { vi: 'Không nói', en: 'Not held' },
  confirm: { vi: 'Đã nói xong', en: 'It was held' },
  withdraw: { vi: 'Không nói nữa', en: 'It is off' },
  withdrawnNow: { vi: 'Đã ghi là không nói', en: 'Noted as not held' },
  declaredNow: { vi: 'Đã báo. Nói xong thì xác nhận ở đây.', en: 'Declared. Confirm it here afterwards.' },
  after: {
    vi: 'Giờ này đã qua: lần nói vào nhật ký ngay.',
    en: 'This is over: it enters the log at once.',
  },
  before: {
    vi: 'Giờ này chưa tới: nói xong phải xác nhận thì mới được tính.',
    en: 'This is to come: it counts once it is confirmed.',
  },
});

export const manualLinkWords = dictionary({
  open: { vi: 'Phát tay', en: 'Play by hand' },
  what: {
    vi: 'Xã phát bằng tăng âm: tải buổi phát và xác nhận tại đây.',
    en: 'Played by hand here: take the session’s file and confirm it.',
  },
});
