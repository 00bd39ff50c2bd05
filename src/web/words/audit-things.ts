import type { Language } from '../../contracts/http/problem';

type Word = Record<Language, string>;
const word = (vi: string, en: string): Word => ({ vi, en });

const things: Record<string, Word> = {
  alarm: word('Báo động', 'Alarm'),
  approvers: word('Người duyệt', 'Approvers'),
  area: word('Địa bàn', 'Area'),
  'area-list': word('Danh mục địa bàn', 'List of areas'),
  booking: word('Lượt trong hàng đợi', 'Queued item'),
  bulletin: word('Bản tin', 'Bulletin'),
  'bulletin-version': word('Bản ghi của bản tin', 'Recording of a bulletin'),
  'calendar-link': word('Liên kết lịch', 'Calendar link'),
  campaign: word('Kế hoạch', 'Campaign'),
  complaint: word('Khiếu nại', 'Complaint'),
  decision: word('Quyết định về buổi phát', 'Decision about a session'),
  delegation: word('Ủy quyền duyệt', 'Lent approval'),
  device: word('Thiết bị', 'Device'),
  'extra-session': word('Buổi phát thêm', 'Extra session'),
  hold: word('Giữ bằng chứng', 'Keeping of evidence'),
  'ledger-row': word('Dòng nhật ký phát', 'Row of the airtime log'),
  media: word('Tệp âm thanh', 'Recording'),
  order: word('Lệnh', 'Order'),
  paper: word('Văn bản đã lưu', 'Kept paper'),
  policy: word('Giới hạn phát', 'Airing limits'),
  relay: word('Nguồn tiếp âm', 'Relay source'),
  rundown: word('Buổi phát', 'Session'),
  'saved-report': word('Báo cáo định kỳ', 'Regular report'),
  'schedule-event': word('Sự kiện', 'Event'),
  slot: word('Khung giờ', 'Slot'),
  'standing-approval': word('Duyệt trước', 'Approval ahead'),
  topic: word('Lĩnh vực', 'Topic'),
  'topic-list': word('Danh mục lĩnh vực', 'List of topics'),
  user: word('Tài khoản', 'Account'),
};

/** What a row is about, in words where there are any. */
export const auditThingText = (entity: string, language: Language): string => things[entity]?.[language] ?? entity;
