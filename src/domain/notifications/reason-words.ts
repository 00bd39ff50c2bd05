import type { OrderKind } from '../playout/orders';
import { leftOutTexts } from '../scheduling/left-out-words';

interface Words {
  vi: string;
  en: string;
}

const orders: Record<OrderKind, Words> = {
  hold: { vi: 'giữ lại chương trình', en: 'a hold' },
  stop: { vi: 'dừng phát', en: 'a stop' },
  recall: { vi: 'thu hồi bản tin', en: 'a recall' },
  'play-now': { vi: 'phát ngay', en: 'playing now' },
  emergency: { vi: 'phát khẩn cấp', en: 'an emergency announcement' },
};

/** What boxes in the field call out (contracts/device); a code of a newer box stays as it is. */
const alarms: Record<string, Words> = {
  'silence-inside': { vi: 'không có tiếng trong giờ phát', en: 'silence during a programme' },
  'sound-outside': { vi: 'có tiếng ngoài giờ phát', en: 'sound outside programmes' },
  'clock-unset': { vi: 'đồng hồ chưa đúng, chưa phát theo lịch', en: 'its clock is not set, so it plays nothing' },
  'clock-jump': { vi: 'đồng hồ nhảy giờ', en: 'its clock jumped' },
  'manifest-refused': { vi: 'từ chối lệnh phát', en: 'it refused its manifest' },
  'media-missing': { vi: 'thiếu tệp âm thanh', en: 'a recording is missing' },
  'media-corrupt': { vi: 'tệp âm thanh bị hỏng', en: 'a recording is damaged' },
  'store-failed': { vi: 'bộ nhớ của thiết bị bị lỗi', en: 'its store failed' },
  'sink-failed': { vi: 'đầu ra âm thanh bị lỗi', en: 'its sound output failed' },
  'alarms-lost': { vi: 'có báo động bị mất trước khi gửi được', en: 'alarms were lost before they could be sent' },
  'item-failed': { vi: 'một bài không phát được', en: 'an item could not be played' },
};

const all: Record<string, Words> = { ...leftOutTexts, ...orders, ...alarms };

/** The words of a code; null for what a person wrote. */
export function reasonWords(reason: string | null): Words | null {
  return reason !== null && Object.hasOwn(all, reason) ? (all[reason] ?? null) : null;
}
