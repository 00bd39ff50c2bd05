import type { Snapshot } from '../playout/manifest';
import type { ItemResult } from './result';

/** Vietnamese words of reports and exports, for people who read the paper. */
export const resultWords: Record<ItemResult, string> = {
  played: 'Phát trọn',
  partial: 'Phát dở',
  preempted: 'Bị tin ưu tiên hơn cắt',
  failed: 'Lỗi thiết bị hoặc tệp',
  missed: 'Lỡ, chưa phát',
  skipped: 'Bỏ theo lệnh',
  expired: 'Hết hạn',
  unreported: 'Không có báo cáo',
};

/** Why, in words; a reason without words is shown as it is. */
const reasonWords: Record<string, string> = {
  stopped: 'bị dừng',
  held: 'bị tạm giữ',
  recalled: 'bị thu hồi',
  'all-clear': 'đã hết khẩn cấp',
  crash: 'thiết bị tắt đột ngột',
  shutdown: 'thiết bị tắt',
  'higher-class': 'nhường tin ưu tiên hơn',
  'newer-emergency': 'nhường tin khẩn cấp mới hơn',
  'no-time-left': 'hết giờ buổi phát',
  'outside-window': 'ngoài khung giờ cho phép',
  'not-delivered': 'lệnh phát không tới thiết bị',
  'not-ready': 'tệp chưa sẵn sàng',
  'player-down': 'thiết bị không chạy',
  'clock-unset': 'đồng hồ chưa đúng',
  'clock-jump': 'đồng hồ bị nhảy',
  replaced: 'đã thay lệnh phát',
  'validity-ended': 'hết hiệu lực',
  'manifest-ended': 'lệnh phát hết hạn',
  'order-ended': 'lệnh đã hết hạn',
  'file-corrupt': 'tệp hỏng',
  'length-wrong': 'tệp sai thời lượng',
  'relay-unavailable': 'không tiếp được sóng',
  'sink-fault': 'lỗi đầu ra âm thanh',
  'internal-fault': 'lỗi chương trình phát',
};

export const reasonInWords = (reason: string | null): string =>
  reason === null ? '' : (reasonWords[reason] ?? reason);

const kindWords: Record<Snapshot['kind'], string> = {
  bulletin: 'Bản tin',
  chime: 'Nhạc hiệu',
  relay: 'Tiếp âm',
  text: 'Văn bản đọc',
  live: 'Nói trực tiếp',
};

export const kindInWords = (kind: Snapshot['kind']): string => kindWords[kind];

/** What stands under no topic, in the topic's place. */
export const noTopic = 'Không thuộc lĩnh vực';

/** `h:mm:ss`, rounded to the second; spreadsheets read it as a length. */
export function clockLength(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
