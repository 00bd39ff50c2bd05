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
  relay: word('Nguồn tiếp sóng', 'Relay source'),
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

/** Parts of the station that act by themselves. */
const parts: Record<string, Word> = {
  approvals: word('duyệt bản tin', 'approvals'),
  bulletins: word('bản tin', 'bulletins'),
  devices: word('thiết bị', 'devices'),
  events: word('tin nội bộ', 'news'),
  'first-start': word('lần chạy đầu', 'first start'),
  jobs: word('việc nền', 'jobs'),
  ledger: word('nhật ký phát', 'airtime log'),
  'loa (command line)': word('lệnh loa', 'the loa command'),
  'log-in': word('đăng nhập', 'logging in'),
  manifests: word('lệnh phát', 'manifests'),
  media: word('xử lý âm thanh', 'audio processing'),
  notifications: word('thông báo', 'notices'),
  planner: word('lập lịch', 'planner'),
  preflight: word('kiểm tra trước', 'pre-flight'),
  recall: word('thu hồi', 'recall'),
  reconciler: word('đối chiếu', 'reconciling'),
  relays: word('tiếp sóng', 'relays'),
  reports: word('báo cáo', 'reports'),
  retention: word('lưu giữ', 'keeping'),
  schedule: word('lịch phát', 'schedule'),
  sealer: word('niêm phong', 'sealing'),
  uploads: word('nhận tệp', 'uploads'),
};

/** Who acted: people by their name, parts of the station in words, a box as one. */
export function auditActorText({ id, name }: { id: string | null; name: string }, language: Language): string {
  if (id !== null) return name;
  const part = parts[name] ?? (name.startsWith('device ') ? word('hộp phát', 'a box') : undefined);
  return part ? `${word('Hệ thống', 'The station')[language]} (${part[language]})` : name;
}
