import type { ClockTrust } from '../playout/row';

/** What may be wrong with a device, the worst first. */
export const attentionCodes = [
  'key-on-two-boxes',
  'never-joined',
  'no-heartbeat',
  'clock-unset',
  'silent-output',
  'alarm-channel',
  'manifest-ends',
  'manifest-behind',
  'media-incomplete',
  'disk-full',
  'too-hot',
  'power-low',
  'rows-waiting',
  'clock-off',
  'weak-signal',
  'clock-unsure',
] as const;
export type AttentionCode = (typeof attentionCodes)[number];

interface Words {
  vi: string;
  en: string;
}

export interface Attention {
  code: AttentionCode;
  cause: Words;
  remedy: Words;
}

/** What the station knows of a device at one moment. */
export interface DeviceCondition {
  now: number;
  joined: boolean;
  held: boolean;
  /** When it last said how it is; null when it never has. */
  heardAt: number | null;
  said: {
    manifestVersion: number | null;
    clockTrust: ClockTrust;
    media: { ready: number; all: number };
    outbox: number;
    silentForMs?: number | null | undefined;
    power?: 'mains' | 'battery' | 'low' | null | undefined;
    signalPercent?: number | null | undefined;
    ordersOpen?: boolean | undefined;
    alarmsLost?: number | undefined;
    clockOffsetMs?: number | null | undefined;
    diskFreeBytes?: number | null;
    temperatureC?: number | null;
  } | null;
  latest: { version: number; issuedAt: number; notAfter: number } | null;
}

export const attentionLimits = {
  noHeartbeatMs: 3 * 60_000,
  manifestLateMs: 10 * 60_000,
  manifestEndsMs: 48 * 3_600_000,
  silentMs: 10_000,
  rowsWaiting: 400,
  diskFreeBytes: 300_000_000,
  temperatureC: 75,
  signalPercent: 25,
  clockOffsetMs: 5000,
};

const words: Record<AttentionCode, { cause: Words; remedy: Words }> = {
  'key-on-two-boxes': {
    cause: { vi: 'Thẻ nhớ bị chép sang máy khác', en: 'The memory card was copied to another box' },
    remedy: { vi: 'Tạo mã mới, nối lại máy đúng', en: 'Make a new code and join the right box again' },
  },
  'never-joined': {
    cause: { vi: 'Chưa có máy nào nối bằng mã', en: 'No box has used a joining code yet' },
    remedy: { vi: 'Tạo mã nối và nhập mã trên máy', en: 'Make a joining code and enter it on the box' },
  },
  'no-heartbeat': {
    cause: { vi: 'Mất điện, mất mạng hoặc máy hỏng', en: 'No power, no network, or a broken box' },
    remedy: { vi: 'Xem đèn nguồn, sóng 4G và SIM', en: 'Look at the power light, the signal and the SIM' },
  },
  'clock-unset': {
    cause: { vi: 'Hết pin đồng hồ, chưa lấy được giờ mạng', en: 'The clock battery is empty and no network time came' },
    remedy: { vi: 'Cho máy nối mạng; thay pin đồng hồ', en: 'Bring the box online; replace the clock battery' },
  },
  'silent-output': {
    cause: { vi: 'Tệp không có tiếng hoặc mất đường ra', en: 'A recording without sound, or a lost output' },
    remedy: { vi: 'Nghe thử bản tin; xem dây và tăng âm', en: 'Listen to the item; check cable and amplifier' },
  },
  'alarm-channel': {
    cause: {
      vi: 'Máy báo được tình trạng nhưng kênh lệnh hoặc báo động bị đứt',
      en: 'The box is heard, but orders or alarms do not get through',
    },
    remedy: {
      vi: 'Kiểm tra proxy, tường lửa có giữ kết nối lâu; khởi động lại máy',
      en: 'See whether a proxy or firewall cuts long connections; restart the box',
    },
  },
  'manifest-ends': {
    cause: { vi: 'Lệnh phát sắp hết hạn mà chưa có lệnh mới', en: 'The plan soon ends and no new one arrived' },
    remedy: { vi: 'Cho máy nối mạng trong hôm nay', en: 'Bring the box online today' },
  },
  'manifest-behind': {
    cause: { vi: 'Mạng yếu hoặc máy từ chối lệnh mới', en: 'A weak network, or the box refused the new plan' },
    remedy: { vi: 'Xem sóng; xem lý do từ chối trong nhật ký', en: 'Check the signal; read the reason in the alarms' },
  },
  'media-incomplete': {
    cause: { vi: 'Chưa tải đủ bản ghi', en: 'Not all recordings have arrived' },
    remedy: { vi: 'Chờ tải xong hoặc xem sóng và dung lượng SIM', en: 'Wait, or check signal and data volume' },
  },
  'disk-full': {
    cause: { vi: 'Thẻ nhớ gần đầy', en: 'The memory card is nearly full' },
    remedy: { vi: 'Dọn thẻ nhớ hoặc thay thẻ lớn hơn', en: 'Clear the card or use a larger one' },
  },
  'too-hot': {
    cause: { vi: 'Hộp máy quá nóng', en: 'The box is too hot' },
    remedy: { vi: 'Che nắng, làm thoáng hộp', en: 'Shade it and let air in' },
  },
  'power-low': {
    cause: { vi: 'Mất điện lưới hoặc nguồn yếu', en: 'No mains, or a supply that is too weak' },
    remedy: { vi: 'Xem điện, bộ nguồn và dây', en: 'Check the mains, the adapter and its cable' },
  },
  'rows-waiting': {
    cause: { vi: 'Nhật ký chưa gửi được', en: 'The log cannot be sent' },
    remedy: { vi: 'Xem mạng; nhật ký vẫn giữ trên máy', en: 'Check the network; the log is kept on the box' },
  },
  'clock-off': {
    cause: { vi: 'Giờ của máy lệch so với đài', en: 'The clock of the box differs from the station’s' },
    remedy: {
      vi: 'Bật đồng bộ giờ (NTP); xem giờ của đài',
      en: 'Switch on network time; look at the station’s clock, too',
    },
  },
  'weak-signal': {
    cause: { vi: 'Sóng yếu', en: 'A weak signal' },
    remedy: { vi: 'Dời ăng-ten hoặc đổi mạng', en: 'Move the antenna or change the network' },
  },
  'clock-unsure': {
    cause: { vi: 'Giờ chưa được đồng bộ', en: 'The time is not synchronised' },
    remedy: { vi: 'Bật đồng bộ giờ (NTP)', en: 'Switch on network time (NTP)' },
  },
};

/** What needs somebody's attention on a device, the worst first, with likely cause and remedy. */
export function attentionOf(condition: DeviceCondition, limits = attentionLimits): Attention[] {
  const found = new Set(codesOf(condition, limits));
  return attentionCodes.filter((code) => found.has(code)).map((code) => ({ code, ...words[code] }));
}

function codesOf({ now, joined, held, heardAt, said, latest }: DeviceCondition, limits: typeof attentionLimits) {
  const codes: AttentionCode[] = [];
  if (held) codes.push('key-on-two-boxes');
  if (!joined) return [...codes, 'never-joined' as const];
  if (heardAt === null || now - heardAt > limits.noHeartbeatMs) codes.push('no-heartbeat');
  if (!said) return codes;
  const behind = latest !== null && (said.manifestVersion ?? 0) < latest.version;
  if (behind && now - latest.issuedAt > limits.manifestLateMs) codes.push('manifest-behind');
  if (latest !== null && latest.notAfter - now < limits.manifestEndsMs) codes.push('manifest-ends');
  if (said.clockTrust === 'unset') codes.push('clock-unset');
  if (said.clockTrust === 'holdover') codes.push('clock-unsure');
  if (said.media.ready < said.media.all) codes.push('media-incomplete');
  if (said.outbox > limits.rowsWaiting) codes.push('rows-waiting');
  if ((said.silentForMs ?? 0) >= limits.silentMs) codes.push('silent-output');
  if ((said.diskFreeBytes ?? Infinity) < limits.diskFreeBytes) codes.push('disk-full');
  if (said.ordersOpen === false || (said.alarmsLost ?? 0) > 0) codes.push('alarm-channel');
  if (said.power === 'low' || said.power === 'battery') codes.push('power-low');
  if ((said.signalPercent ?? 100) < limits.signalPercent) codes.push('weak-signal');
  if (Math.abs(said.clockOffsetMs ?? 0) > limits.clockOffsetMs) codes.push('clock-off');
  if ((said.temperatureC ?? -Infinity) > limits.temperatureC) codes.push('too-hot');
  return codes;
}
