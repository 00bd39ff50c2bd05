import type { ResultReason } from '../playout/row';
import type { ItemResult } from './result';

interface Words {
  vi: string;
  en: string;
}

/** What became of an item, for pages, reports and exports. */
export const resultTexts: Record<ItemResult, Words> = {
  played: { vi: 'Phát trọn', en: 'Played' },
  partial: { vi: 'Phát dở', en: 'Partly played' },
  preempted: { vi: 'Bị tin ưu tiên hơn cắt', en: 'Cut by a higher priority' },
  failed: { vi: 'Lỗi thiết bị hoặc tệp', en: 'Device or file failed' },
  missed: { vi: 'Lỡ, chưa phát', en: 'Missed' },
  skipped: { vi: 'Bỏ theo lệnh', en: 'Skipped on order' },
  expired: { vi: 'Hết hạn', en: 'Expired' },
  unreported: { vi: 'Không có báo cáo', en: 'No report' },
};

/** Why, as devices and the station give it. */
export const reasonTexts: Record<ResultReason, Words> = {
  stopped: { vi: 'bị dừng', en: 'stopped' },
  held: { vi: 'bị tạm giữ', en: 'held' },
  recalled: { vi: 'bị thu hồi', en: 'recalled' },
  'all-clear': { vi: 'đã hết khẩn cấp', en: 'all-clear' },
  crash: { vi: 'thiết bị tắt đột ngột', en: 'the device went off suddenly' },
  shutdown: { vi: 'thiết bị tắt', en: 'the device was off' },
  'higher-class': { vi: 'nhường tin ưu tiên hơn', en: 'gave way to a higher priority' },
  'newer-emergency': { vi: 'nhường tin khẩn cấp mới hơn', en: 'gave way to a newer emergency' },
  'no-time-left': { vi: 'hết giờ buổi phát', en: 'the session had no time left' },
  'outside-window': { vi: 'ngoài khung giờ cho phép', en: 'outside the allowed hours' },
  'not-delivered': { vi: 'lệnh phát không tới thiết bị', en: 'the order did not reach the device' },
  'not-ready': { vi: 'tệp chưa sẵn sàng', en: 'the file was not ready' },
  'player-down': { vi: 'thiết bị không chạy', en: 'the device was not running' },
  'clock-unset': { vi: 'đồng hồ chưa đúng', en: 'the clock was not set' },
  'clock-jump': { vi: 'đồng hồ bị nhảy', en: 'the clock jumped' },
  replaced: { vi: 'đã thay lệnh phát', en: 'the order was replaced' },
  'validity-ended': { vi: 'hết hiệu lực', en: 'no longer valid' },
  'manifest-ended': { vi: 'lệnh phát hết hạn', en: 'the orders ran out' },
  'order-ended': { vi: 'lệnh đã hết hạn', en: 'the order ended' },
  'file-corrupt': { vi: 'tệp hỏng', en: 'damaged file' },
  'length-wrong': { vi: 'tệp sai thời lượng', en: 'file of the wrong length' },
  'relay-unavailable': { vi: 'không tiếp được sóng', en: 'the relay could not be received' },
  'sink-fault': { vi: 'lỗi đầu ra âm thanh', en: 'sound output failed' },
  'internal-fault': { vi: 'lỗi chương trình phát', en: 'the player failed' },
};

/** The words of a reason, or where there was none those of a result, for the middle of a sentence; a code of a newer device stays as it is. */
export function outcomeInWords(code: string): Words {
  if (isIn(reasonTexts, code)) return reasonTexts[code];
  if (!isIn(resultTexts, code)) return { vi: code, en: code };
  const { vi, en } = resultTexts[code];
  return { vi: lowered(vi), en: lowered(en) };
}

const isIn = <T extends object>(table: T, code: PropertyKey): code is keyof T => Object.hasOwn(table, code);
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
