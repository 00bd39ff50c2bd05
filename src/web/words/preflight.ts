import { dictionary } from './dictionary';
import { verb } from './within';

export const preflightWords = dictionary({
  title: { vi: 'Kiểm tra trước giờ phát', en: 'Pre-flight' },
  lead: {
    vi: (red: number, amber: number, green: number) =>
      `${red} nơi sẽ thiếu phát · ${amber} nơi cần xem · ${green} nơi sẵn sàng`,
    en: (red: number, amber: number, green: number) =>
      `${red} will miss something · ${amber} ${verb(amber, 'needs', 'need')} a look · ${green} ready`,
  },
  state: { vi: 'Trạng thái', en: 'State' },
  all: { vi: 'Cần người xem', en: 'Needs attention' },
  counted: { vi: (state: string, n: number) => `${state} (${n})`, en: (state: string, n: number) => `${state} (${n})` },
  greens: {
    vi: (n: number) => `${n} nơi sẵn sàng: không có gì phải làm.`,
    en: (n: number) => (n === 1 ? '1 place is ready: nothing to do.' : `${n} places are ready: nothing to do.`),
  },
  red: { vi: 'Sẽ thiếu phát', en: 'Will miss something' },
  amber: { vi: 'Cần xem', en: 'Needs a look' },
  green: { vi: 'Sẵn sàng', en: 'Ready' },
  info: { vi: 'Theo quyết định của người', en: 'As somebody decided' },
  run: { vi: 'Kiểm tra lại', en: 'Run again' },
  ran: {
    vi: (communes: number, red: number, amber: number) => `Đã kiểm tra ${communes} nơi: ${red} đỏ, ${amber} vàng`,
    en: (communes: number, red: number, amber: number) => `${communes} checked: ${red} red, ${amber} amber`,
  },
  none: { vi: 'Ngày này chưa được kiểm tra', en: 'This day has not been checked' },
  noneWhat: {
    vi: 'Mỗi ngày được kiểm tra từ hôm trước. Bấm “Kiểm tra lại” để kiểm tra ngay, hoặc chọn ngày khác.',
    en: 'Each day is checked from the day before. Press “Run again” to check it now, or choose another day.',
  },
  noneLike: { vi: 'Không có nơi nào như vậy', en: 'No place like that' },
  findings: {
    vi: (red: number, amber: number) =>
      [red && `${red} việc đỏ`, amber && `${amber} việc vàng`].filter(Boolean).join(', '),
    en: (red: number, amber: number) => [red && `${red} red`, amber && `${amber} amber`].filter(Boolean).join(', '),
  },
  judged: { vi: 'Kiểm tra lúc', en: 'Checked' },
  time: { vi: 'theo giờ', en: 'by the clock' },
  change: { vi: 'sau thay đổi', en: 'after a change' },
  asked: { vi: 'theo yêu cầu', en: 'on request' },
  ready: { vi: 'Không có gì phải làm', en: 'Nothing to do' },
  readyWhat: {
    vi: 'Mọi tin đã duyệt, buổi phát trong giờ cho phép và thiết bị có đủ âm thanh.',
    en: 'Everything is approved, sessions are within the airing hours, and devices hold the audio.',
  },
  until: { vi: 'Hạn chót', en: 'Deadline' },
  toBuild: { vi: 'Mở buổi phát', en: 'Open the session' },
  toSlots: { vi: 'Mở khung giờ', en: 'Open slots' },
  toDevices: { vi: 'Mở thiết bị', en: 'Open devices' },
  toBulletin: { vi: 'Mở bản tin', en: 'Open the bulletin' },
  toInbox: { vi: 'Tới chỗ duyệt', en: 'Listen and approve' },
  told: { vi: 'Đã báo cho ai', en: 'Who was told' },
  toldNobody: { vi: 'Chưa báo cho ai.', en: 'Nobody was told.' },
  toldFindings: { vi: (n: number) => `${n} việc`, en: (n: number) => (n === 1 ? '1 finding' : `${n} findings`) },
});
