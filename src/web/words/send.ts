import { dictionary } from './dictionary';
import { within } from './within';

export const sendWords = dictionary({
  title: { vi: 'Gửi bản tin', en: 'Send a bulletin' },
  recording: { vi: 'Bản ghi âm', en: 'Recording' },
  record: { vi: 'Ghi âm', en: 'Record' },
  recordHint: {
    vi: 'Nói cách micrô một gang tay, ở chỗ yên tĩnh.',
    en: 'Speak a hand’s width from the microphone, in a quiet place.',
  },
  choose: { vi: 'Chọn tệp', en: 'Choose a file' },
  chooseOther: { vi: 'Chọn tệp khác', en: 'Choose another file' },
  noMicrophone: {
    vi: 'Trình duyệt này không dùng được micrô: hãy ghi bằng máy ghi âm của điện thoại rồi chọn tệp.',
    en: 'This browser has no microphone: record with the phone’s own recorder, then choose the file.',
  },
  refusedMicrophone: {
    vi: 'Chưa được phép dùng micrô. Cho phép trong trình duyệt, hoặc chọn tệp ghi sẵn.',
    en: 'The microphone is not allowed. Allow it in the browser, or choose a file.',
  },
  pause: { vi: 'Tạm dừng', en: 'Pause' },
  resume: { vi: 'Ghi tiếp', en: 'Go on' },
  stop: { vi: 'Xong', en: 'Done' },
  retake: { vi: 'Ghi lại', en: 'Record again' },
  level: { vi: 'Mức tiếng', en: 'Level' },
  tooQuiet: { vi: 'Tiếng hơi nhỏ: nói gần hơn một chút', en: 'A little quiet: come closer' },
  tooLoud: { vi: 'Tiếng quá to: lùi ra một chút', en: 'Too loud: move back a little' },
  goodLevel: { vi: 'Tiếng tốt', en: 'Good level' },
  about: { vi: 'Nội dung', en: 'What it is about' },
  bulletinTitle: { vi: 'Tiêu đề', en: 'Title' },
  bulletinTitleHint: { vi: 'Ví dụ: Lịch tiêm chủng tháng Ba', en: 'For example: Vaccination days in March' },
  topic: { vi: 'Lĩnh vực', en: 'Topic' },
  topicHint: { vi: 'Gõ vài chữ: “y te”, “bau cu”…', en: 'Type a few letters' },
  change: { vi: 'Đổi', en: 'Change' },
  noTopic: { vi: 'Không có lĩnh vực nào như vậy', en: 'No such topic' },
  whom: { vi: 'Phát cho ai, đến khi nào', en: 'For whom, until when' },
  area: { vi: 'Địa bàn', en: 'Area' },
  whole: { vi: 'Toàn xã', en: 'The whole commune' },
  until: { vi: 'Phát đến hết ngày', en: 'Until the end of' },
  readings: { vi: 'Đọc mấy lần trong buổi', en: 'Times in a session' },
  times: { vi: (n: number) => `${n} lần`, en: (n: number) => (n === 1 ? 'Once' : n === 2 ? 'Twice' : `${n} times`) },
  urgency: { vi: 'Mức độ', en: 'How urgent' },
  normal: { vi: 'Thông thường', en: 'Ordinary' },
  priority: { vi: 'Ưu tiên', en: 'Priority' },
  priorityHint: { vi: 'Được xếp trước các bài thông thường.', en: 'Gets room before ordinary items.' },
  emergency: { vi: 'Khẩn cấp', en: 'Emergency' },
  emergencyHint: {
    vi: 'Được xử lý và duyệt trước. Cần phát ngay thì gọi người điều hành.',
    en: 'Handled and approved first. To sound at once, call the operator.',
  },
  preview: { vi: 'Sẽ phát khi nào', en: 'When it will air' },
  previewWaits: {
    vi: 'Có bản ghi âm rồi thì ở đây hiện buổi phát và hạn duyệt.',
    en: 'Once there is a recording, the session and the deadline appear here.',
  },
  submit: { vi: 'Gửi duyệt', en: 'Send for approval' },
  lacks: { vi: (what: string) => `Còn thiếu: ${what}`, en: (what: string) => `Still missing: ${what}` },
  aRecording: { vi: 'bản ghi âm', en: 'the recording' },
  aTitle: { vi: 'tiêu đề', en: 'the title' },
  aTopic: { vi: 'lĩnh vực', en: 'the topic' },
  previewOffline: {
    vi: 'Có mạng lại, máy chủ sẽ xếp vào buổi phát gần nhất còn kịp duyệt.',
    en: 'Once there is a network, the station puts it into the next session that can still be approved.',
  },
  asOf: {
    vi: (when: string) => `Đang mất mạng: lĩnh vực và địa bàn là của ${within(when)}.`,
    en: (when: string) => `No connection: topics and areas are as of ${within(when)}.`,
  },
  notKept: {
    vi: 'Trình duyệt không giữ được bản ghi (hết chỗ, hoặc đang ở chế độ ẩn danh). Giải phóng bộ nhớ rồi bấm gửi lại.',
    en: 'The browser cannot keep the recording (no space left, or a private window). Make room, then send again.',
  },
  restored: { vi: 'Đã mở lại bản đang soạn.', en: 'Your draft is back.' },
});

/** What was sent and has not arrived whole. */
export const waitingWords = dictionary({
  title: { vi: 'Đang chờ gửi', en: 'Waiting to be sent' },
  waiting: { vi: 'Chờ gửi: sắp bắt đầu.', en: 'Waiting: begins in a moment.' },
  offline: {
    vi: 'Chưa tới được máy chủ: bản ghi nằm trong máy này, sẽ tự gửi khi có mạng. Đóng trang hay tắt máy cũng không mất.',
    en: 'The station cannot be reached: the recording is kept on this device and is sent by itself. Closing the page or switching off loses nothing.',
  },
  uploading: { vi: (part: number) => `Đang gửi ${part} %`, en: (part: number) => `Sending ${part} %` },
  checking: {
    vi: 'Đã tới máy chủ, đang chỉnh âm lượng; xong sẽ tự chuyển cho người duyệt.',
    en: 'Arrived; its loudness is being set. Then it goes to the approver by itself.',
  },
  signIn: {
    vi: 'Phiên làm việc đã hết: đăng nhập lại là gửi tiếp.',
    en: 'The session has ended: log in and it goes on.',
  },
  refused: { vi: 'Máy chủ không nhận', en: 'The station does not take it' },
  untitled: { vi: 'Bản tin chưa có tiêu đề', en: 'A bulletin without a title' },
  edit: { vi: 'Sửa lại', en: 'Change it' },
  drop: { vi: 'Bỏ', en: 'Discard' },
  dropTitle: { vi: 'Bỏ bản tin chưa gửi?', en: 'Discard what was not sent?' },
  dropWhat: {
    vi: 'Bản ghi âm trên máy này sẽ bị xóa và không lấy lại được.',
    en: 'The recording on this device is deleted for good.',
  },
  look: { vi: 'Xem', en: 'Look' },
});
