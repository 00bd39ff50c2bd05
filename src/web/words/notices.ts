import { dictionary } from './dictionary';

export const bellWords = dictionary({
  bell: {
    vi: (unread: number) => (unread === 0 ? 'Thông báo' : `Thông báo: ${unread} chưa đọc`),
    en: (unread: number) => (unread === 0 ? 'Notices' : `Notices: ${unread} unread`),
  },
});

export const noticesWords = dictionary({
  title: { vi: 'Thông báo', en: 'Notices' },
  unread: {
    vi: (n: number) => (n === 0 ? 'Đã đọc hết' : `${n} chưa đọc`),
    en: (n: number) => (n === 0 ? 'All read' : `${n} unread`),
  },
  unreadOne: { vi: 'Chưa đọc', en: 'Unread' },
  none: { vi: 'Chưa có thông báo nào', en: 'No notices yet' },
  noneWhat: {
    vi: 'Tin chờ duyệt, tin bị trả lại, thiết bị hỏng… sẽ hiện ở đây.',
    en: 'What waits for approval, what was returned, broken devices… appear here.',
  },
  readAll: { vi: 'Đánh dấu đã đọc hết', en: 'Mark all as read' },
  readUpTo: {
    vi: (text: string) => `Đã đọc tin này và các tin cũ hơn: ${text}`,
    en: (text: string) => `Read, with all older ones: ${text}`,
  },
  settings: { vi: 'Cài đặt', en: 'Settings' },
  mail: { vi: 'Thư', en: 'Mail' },
  push: { vi: 'Điện thoại', en: 'Phone' },
  waiting: { vi: 'đang gửi', en: 'being sent' },
  sent: { vi: 'đã gửi', en: 'sent' },
  refused: { vi: 'bị từ chối', en: 'refused' },
  gone: { vi: 'không còn nhận', en: 'no longer there' },
  failed: { vi: 'không gửi được', en: 'not delivered' },
});

export const noticeSettingsWords = dictionary({
  title: { vi: 'Cách báo cho tôi', en: 'How I am told' },
  lead: {
    vi: 'Mọi thông báo đều có trong trang Thông báo, dù chọn cách nào.',
    en: 'Every notice stands on the page of notices, whatever you choose.',
  },
  language: { vi: 'Ngôn ngữ của thư và tin báo', en: 'Language of mails and messages' },
  vietnamese: { vi: 'Tiếng Việt', en: 'Tiếng Việt' },
  english: { vi: 'English', en: 'English' },
  email: { vi: 'Địa chỉ thư', en: 'Mail address' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  ways: { vi: 'Ngoài trang này, báo bằng', en: 'Beside that page, tell me by' },
  mail: { vi: 'Thư điện tử', en: 'Mail' },
  push: { vi: 'Tin báo trên điện thoại, máy tính', en: 'Messages on phones and computers' },
  noMail: { vi: 'Đài chưa gửi được thư.', en: 'This station sends no mail yet.' },
  noPush: { vi: 'Đài chưa gửi được tin báo.', en: 'This station sends no messages yet.' },
  mailNeedsAddress: { vi: 'Cần địa chỉ thư.', en: 'A mail address is needed.' },
  inboxOnly: { vi: 'Báo bằng thư và tin báo khi', en: 'Send mails and messages when' },
  save: { vi: 'Lưu', en: 'Save' },
  saved: { vi: 'Đã lưu cách báo', en: 'Saved' },
});

export const pushWords = dictionary({
  title: { vi: 'Báo trên máy này', en: 'Tell this device' },
  off: {
    vi: 'Có tin chờ duyệt hay loa hỏng thì máy này báo ngay, cả khi không mở Loa.',
    en: 'What waits for approval or is broken is told here at once, also while Loa is closed.',
  },
  on: { vi: 'Máy này đang nhận tin báo.', en: 'This device is told.' },
  turnOn: { vi: 'Bật', en: 'Turn on' },
  turnOff: { vi: 'Tắt', en: 'Turn off' },
  turnedOn: { vi: 'Đã bật tin báo trên máy này', en: 'This device is told from now on' },
  turnedOff: { vi: 'Đã tắt tin báo trên máy này', en: 'This device is told no more' },
  denied: {
    vi: 'Trình duyệt đang chặn thông báo của trang này. Mở phần cài đặt trang (biểu tượng bên trái địa chỉ), cho phép Thông báo, rồi tải lại.',
    en: 'The browser blocks notifications of this page. Open the page’s settings (left of the address), allow notifications, then reload.',
  },
  notNow: { vi: 'Chưa cho phép thông báo nên chưa bật.', en: 'Notifications were not allowed, so it stays off.' },
  apple: {
    vi: 'iPhone, iPad chỉ báo khi Loa đã được cài: bấm nút Chia sẻ, chọn “Thêm vào MH chính”, rồi mở Loa từ đó.',
    en: 'An iPhone or iPad tells you only once Loa is installed: press Share, choose “Add to Home Screen”, then open Loa from there.',
  },
  plain: {
    vi: 'Trình duyệt chỉ nhận tin báo qua địa chỉ https. Nhờ người quản trị.',
    en: 'Browsers take notices over an https address only. Ask the administrator.',
  },
  unable: {
    vi: 'Trình duyệt này không nhận được tin báo. Hãy dùng Chrome, Edge, Firefox hoặc Safari mới.',
    en: 'This browser cannot be told. Use a recent Chrome, Edge, Firefox or Safari.',
  },
  noService: {
    vi: 'Không nối được với dịch vụ thông báo của trình duyệt. Kiểm tra mạng rồi bật lại.',
    en: 'The browser’s notice service cannot be reached. Check the connection and turn it on again.',
  },
});

/** What one is told of, as a choice. */
export const noticeKindWords = dictionary({
  'approval-asked': { vi: 'Có tin chờ tôi duyệt', en: 'Something waits for my approval' },
  'approval-reminder': { vi: 'Tin chờ duyệt đã lâu', en: 'Something has waited long' },
  returned: { vi: 'Tin của tôi bị trả lại', en: 'My bulletin was returned' },
  approved: { vi: 'Tin của tôi được duyệt', en: 'My bulletin was approved' },
  refused: { vi: 'Bản ghi không dùng được', en: 'A recording cannot be used' },
  voided: { vi: 'Tin phải duyệt lại', en: 'A bulletin must be approved again' },
  recalled: { vi: 'Tin bị thu hồi', en: 'A bulletin was recalled' },
  'left-out': { vi: 'Tin không vào được buổi phát', en: 'A bulletin is left out of a session' },
  'carried-over': { vi: 'Tin chuyển sang buổi sau', en: 'A bulletin goes into a later session' },
  unplaced: { vi: 'Tin chưa có chỗ phát', en: 'A bulletin has no place' },
  'decision-needed': { vi: 'Buổi phát cần quyết định', en: 'A session needs a decision' },
  blocked: { vi: 'Buổi phát bị chặn', en: 'A session is blocked' },
  delegated: { vi: 'Được ủy quyền duyệt', en: 'Approval is delegated to me' },
  'order-waiting': { vi: 'Lệnh phát khẩn chờ người thứ hai', en: 'An emergency waits for a second person' },
  'glass-broken': { vi: 'Có lệnh phát khẩn một mình', en: 'An emergency went out by one person' },
  'slot-displaced': { vi: 'Khung giờ bị cấp trên chiếm', en: 'A slot gives way to one from above' },
  'extra-session-requested': { vi: 'Có người xin thêm buổi phát', en: 'An extra session is asked for' },
  'extra-session-approved': { vi: 'Buổi phát thêm được duyệt', en: 'An extra session is approved' },
  'extra-session-refused': { vi: 'Buổi phát thêm bị từ chối', en: 'An extra session is refused' },
  'device-alarm': { vi: 'Thiết bị có sự cố', en: 'A device is in trouble' },
  'storage-full': { vi: 'Ổ đĩa của đài đã đầy', en: 'The disk of the station is full' },
  'ledger-gap': { vi: 'Nhật ký bị xóa hoặc sửa dòng', en: 'Rows of the log are gone or altered' },
  'preflight-red': { vi: 'Ngày mai sẽ thiếu phát', en: 'Tomorrow will miss something' },
  'preflight-amber': { vi: 'Ngày mai có việc cần xem', en: 'Something of tomorrow needs a look' },
});
