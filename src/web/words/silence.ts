import { dictionary } from './dictionary';

export const silenceWords = dictionary({
  now: { vi: 'Đang phát trên loa', en: 'Sounding now' },
  silent: { vi: 'Loa đang im', en: 'The loudspeakers are silent' },
  untilTime: { vi: (time: string) => `đến ${time}`, en: (time: string) => `until ${time}` },
  stop: { vi: 'Dừng', en: 'Stop' },
  stopTitle: { vi: 'Dừng tất cả loa của địa bàn?', en: 'Stop every loudspeaker of the area?' },
  stopWhat: {
    vi: 'Loa im ngay. Chỉ người điều hành mới cho phát lại được.',
    en: 'They fall silent at once. Only an operator lets them sound again.',
  },
  stopped: { vi: 'Đã dừng', en: 'Stopped' },
  hold: { vi: 'Giữ lại', en: 'Hold' },
  holdTitle: { vi: (title: string) => `Giữ lại “${title}”?`, en: (title: string) => `Hold “${title}”?` },
  holdWhat: {
    vi: 'Bài này sẽ không phát; các bài sau vẫn đúng giờ. Người điều hành cho phát lại được.',
    en: 'It stays silent; what follows keeps its time. An operator can let it sound again.',
  },
  heldNow: { vi: 'Đã giữ lại', en: 'Held' },
  resume: { vi: 'Cho phát lại', en: 'Let it sound' },
  resumeTitle: { vi: 'Cho phát lại?', en: 'Let it sound again?' },
  resumeWhat: {
    vi: 'Loa phát tiếp theo lịch từ lúc này; phần đã lỡ không phát bù.',
    en: 'The loudspeakers go on with the plan from now; what was missed is not made up for.',
  },
  resumed: { vi: 'Đã cho phát lại', en: 'It may sound again' },
  silences: { vi: 'Đang bị giữ im', en: 'Kept silent' },
  everything: { vi: 'Dừng tất cả loa', en: 'Every loudspeaker is stopped' },
  session: { vi: 'Giữ lại một buổi phát', en: 'A session is held' },
  item: { vi: 'Giữ lại một bài', en: 'An item is held' },
  bulletin: { vi: 'Giữ lại một bản tin', en: 'A bulletin is held' },
  reason: { vi: 'Lý do', en: 'Reason' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  inForce: { vi: 'Loa đang bị dừng', en: 'The loudspeakers are stopped' },
  confirmed: {
    vi: (done: number, all: number) => `${done}/${all} thiết bị đã xác nhận`,
    en: (done: number, all: number) => `${done} of ${all} devices have confirmed`,
  },
});
