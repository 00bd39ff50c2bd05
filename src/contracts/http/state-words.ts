import type { VersionEvent, VersionState } from '../../domain/bulletins/version-states';

interface Words {
  vi: string;
  en: string;
}

/** B1's states, as people call them. */
export const versionStateWords: Record<VersionState, Words> = {
  draft: { vi: 'bản nháp', en: 'a draft' },
  processing: { vi: 'đang xử lý âm thanh', en: 'being processed' },
  ready: { vi: 'sẵn sàng gửi duyệt', en: 'ready to be submitted' },
  refused: { vi: 'bản ghi không dùng được', en: 'refused' },
  submitted: { vi: 'đang chờ duyệt', en: 'waiting for approval' },
  approved: { vi: 'đã duyệt', en: 'approved' },
  returned: { vi: 'bị trả lại', en: 'returned' },
  void: { vi: 'cần duyệt lại vì đã sửa', en: 'void, because it was changed' },
  recalled: { vi: 'đã thu hồi', en: 'recalled' },
  expired: { vi: 'đã hết hiệu lực', en: 'expired' },
};

const otherStateWords: Record<string, Words> = {
  superseded: { vi: 'đã có bản ghi mới hơn thay thế', en: 'replaced by a newer recording' },
  ended: { vi: 'đã kết thúc', en: 'no longer in force' },
  'too-many': { vi: 'đã đủ số lượng', en: 'too many' },
  'has-bulletins': { vi: 'đã có bản tin gắn vào', en: 'named by bulletins' },
  retired: { vi: 'đã ngừng dùng', en: 'retired' },
  open: { vi: 'đang xử lý', en: 'open' },
  answered: { vi: 'đã trả lời', en: 'answered' },
  'complaint-open': { vi: 'phản ánh chưa được trả lời', en: 'its complaint is open' },
  withdrawn: { vi: 'đã rút lại', en: 'withdrawn' },
  confirmed: { vi: 'đã xác nhận', en: 'confirmed' },
  'not-manual': { vi: 'có hộp phát tự báo', en: 'a box that reports by itself' },
  'session-not-started': { vi: 'chưa bấm bắt đầu', en: 'not started yet' },
  official: { vi: 'thuộc danh mục chính thức', en: 'on the official list' },
};

/** B1's steps, as people call them. */
export const versionEventWords: Record<VersionEvent, Words> = {
  attach: { vi: 'thêm bản ghi', en: 'take a recording' },
  normalise: { vi: 'xử lý âm thanh', en: 'be normalised' },
  refuse: { vi: 'từ chối bản ghi', en: 'be refused' },
  submit: { vi: 'gửi duyệt', en: 'be submitted' },
  approve: { vi: 'duyệt', en: 'be approved' },
  return: { vi: 'trả lại', en: 'be returned' },
  void: { vi: 'hủy duyệt', en: 'be voided' },
  recall: { vi: 'thu hồi', en: 'be recalled' },
  expire: { vi: 'hết hiệu lực', en: 'expire' },
};

const otherActionWords: Record<string, Words> = {
  listen: { vi: 'nghe', en: 'be listened to' },
  answer: { vi: 'trả lời', en: 'be answered' },
  reopen: { vi: 'mở lại', en: 'be opened again' },
  release: { vi: 'thôi giữ', en: 'be released' },
  upload: { vi: 'nhận bản ghi', en: 'take recordings' },
  'calendar-link.create': { vi: 'tạo thêm', en: 'get another one' },
  'campaign.change': { vi: 'bỏ khỏi kế hoạch', en: 'be taken out of the campaign' },
  'device.attest': { vi: 'xác nhận thay', en: 'be vouched for' },
  'session.end': { vi: 'xác nhận kết thúc', en: 'be ended' },
  'speech.confirm': { vi: 'xác nhận', en: 'be confirmed' },
  'speech.withdraw': { vi: 'rút lại', en: 'be withdrawn' },
};

const thingWords: Record<string, Words> = {
  version: { vi: 'Phiên bản này', en: 'This version' },
  bulletin: { vi: 'Bản tin này', en: 'This bulletin' },
  'calendar-links': { vi: 'Liên kết lịch của bạn', en: 'Your list of calendar links' },
  complaint: { vi: 'Phản ánh này', en: 'This complaint' },
  hold: { vi: 'Lệnh giữ này', en: 'This hold' },
  media: { vi: 'Bản ghi này', en: 'This recording' },
};

/** What stands for a thing, a state or a step in a sentence; words that are not known here, such as names, stay as they are. */
export const wordsFor = {
  thing: (word: string): Words => thingWords[word] ?? same(word),
  state: (word: string): Words => ({ ...otherStateWords, ...versionStateWords })[word] ?? same(word),
  action: (word: string): Words => ({ ...otherActionWords, ...versionEventWords })[word] ?? same(word),
};

const same = (word: string): Words => ({ vi: word, en: word });
