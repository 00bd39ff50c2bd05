import type { ReasonCode, WarningCode } from '../../domain/loudness/verdict-codes';

/** What a code about a recording means, and what the person who sent it can do (B6). */
export interface AudioText {
  readonly vi: { readonly what: string; readonly remedy: string };
  readonly en: { readonly what: string; readonly remedy: string };
}

export type AudioLanguage = keyof AudioText;

/** Complete by type: a code without words in both languages does not compile. */
export const audioTexts: Readonly<Record<ReasonCode | WarningCode, AudioText>> = {
  // refused
  'no-audio': {
    vi: { what: 'Tệp không có phần âm thanh', remedy: 'chọn đúng tệp ghi âm và gửi lại' },
    en: { what: 'The file holds no sound track', remedy: 'choose the recording itself and send it again' },
  },
  'no-sound': {
    vi: { what: 'Không nghe thấy tiếng trong tệp', remedy: 'kiểm tra micrô, thu lại rồi gửi lại' },
    en: { what: 'Nothing can be heard in the file', remedy: 'check the microphone, record again and send it again' },
  },
  'too-short': {
    vi: { what: 'Tệp quá ngắn, chưa đến nửa giây', remedy: 'thu lại ít nhất một giây rồi gửi lại' },
    en: { what: 'The recording is shorter than half a second', remedy: 'record at least one second and send it again' },
  },
  'too-long': {
    vi: { what: 'Tệp dài quá mức cho phép', remedy: 'chia thành nhiều bản tin ngắn hơn và gửi từng bản' },
    en: {
      what: 'The recording is longer than allowed',
      remedy: 'split it into shorter bulletins and send each of them',
    },
  },
  'not-decodable': {
    vi: {
      what: 'Không đọc được tệp: tệp hỏng hoặc không phải tệp âm thanh',
      remedy: 'mở nghe thử trên máy của bạn, lưu lại dạng MP3 hoặc M4A rồi gửi lại',
    },
    en: {
      what: 'The file cannot be read: it is damaged or not a recording',
      remedy: 'play it on your own device, save it as MP3 or M4A and send it again',
    },
  },
  'unsupported-layout': {
    vi: {
      what: 'Số kênh hoặc tần số lấy mẫu của tệp không được hỗ trợ',
      remedy: 'lưu lại dạng một hoặc hai kênh, 48 kHz, rồi gửi lại',
    },
    en: {
      what: 'The number of channels or the sampling rate of the file is not supported',
      remedy: 'save it with one or two channels at 48 kHz and send it again',
    },
  },
  'limit-reached': {
    vi: {
      what: 'Xử lý tệp tốn quá nhiều thời gian hoặc bộ nhớ nên đã dừng',
      remedy: 'lưu lại dạng MP3 hoặc M4A, chia ngắn hơn nếu tệp dài, rồi gửi lại',
    },
    en: {
      what: 'The file took too much time or memory, so work on it was stopped',
      remedy: 'save it as MP3 or M4A, in shorter parts if it is long, and send it again',
    },
  },

  // usable, but not what was promised
  'loudness-not-reached': {
    vi: {
      what: 'Âm lượng chưa đạt mức chuẩn vì tiếng quá chênh lệch hoặc có nhiều tiếng động mạnh',
      remedy: 'nghe thử; nếu nhỏ quá thì thu lại gần micrô hơn, đều giọng hơn',
    },
    en: {
      what: 'The standard loudness was not reached: the levels differ too much or there are many sharp noises',
      remedy: 'listen to it; if it is too faint, record closer to the microphone in an even voice',
    },
  },
  'peak-not-held': {
    vi: {
      what: 'Vẫn còn chỗ tiếng vượt mức đỉnh cho phép',
      remedy: 'nghe thử những chỗ to nhất; nếu vỡ tiếng thì thu lại',
    },
    en: {
      what: 'Some peaks are still above the allowed level',
      remedy: 'listen to the loudest places; if they crackle, record again',
    },
  },

  // warnings
  truncated: {
    vi: { what: 'Tệp bị cắt mất phần cuối', remedy: 'nghe thử và gửi lại' },
    en: { what: 'The end of the file is missing', remedy: 'listen to it and send it again' },
  },
  clipped: {
    vi: { what: 'Tiếng bị vỡ vì thu quá to', remedy: 'nghe thử; nếu khó nghe thì thu lại, để micrô xa hơn một chút' },
    en: {
      what: 'The sound is clipped: it was recorded too loud',
      remedy: 'listen to it; if it is hard to follow, record again a little further from the microphone',
    },
  },
  hum: {
    vi: { what: 'Có tiếng ù của điện lưới', remedy: 'kiểm tra dây và nguồn của micrô, rút sạc khi thu' },
    en: {
      what: 'There is mains hum',
      remedy: 'check the cable and supply of the microphone, record without the charger',
    },
  },
  noisy: {
    vi: { what: 'Tiếng ồn nền lớn', remedy: 'nghe thử; nếu lẫn lời thì thu lại ở chỗ yên tĩnh' },
    en: { what: 'The background is noisy', remedy: 'listen to it; if words get lost, record again in a quiet place' },
  },
  'channel-dead': {
    vi: {
      what: 'Một trong hai kênh không có tiếng',
      remedy: 'không sao với loa phát thanh; nếu thiếu lời thì kiểm tra dây và thu lại',
    },
    en: {
      what: 'One of the two channels is silent',
      remedy: 'harmless on a loudspeaker; if something is missing, check the cable and record again',
    },
  },
  'anti-phase': {
    vi: {
      what: 'Hai kênh ngược pha nhau nên chỉ dùng một kênh',
      remedy: 'nghe thử; nếu thiếu tiếng thì thu lại ở chế độ một kênh',
    },
    en: {
      what: 'The two channels cancel each other, so only one is used',
      remedy: 'listen to it; if something is missing, record again in mono',
    },
  },
  'long-silence': {
    vi: { what: 'Có đoạn im lặng dài hơn mười giây', remedy: 'nghe thử, cắt bỏ đoạn im lặng rồi gửi lại nếu cần' },
    en: {
      what: 'There is a silence of more than ten seconds',
      remedy: 'listen to it, cut the silence out and send it again if needed',
    },
  },
  'very-quiet': {
    vi: {
      what: 'Bản thu quá nhỏ, đã tăng âm lượng lên nhiều',
      remedy: 'nghe thử xem có ồn không; lần sau nói gần micrô hơn',
    },
    en: {
      what: 'The recording was very quiet and has been raised a lot',
      remedy: 'listen for noise; next time speak closer to the microphone',
    },
  },
  brief: {
    vi: {
      what: 'Bản thu chưa đến một giây nên âm lượng đo được kém chính xác',
      remedy: 'nghe thử trước khi gửi duyệt',
    },
    en: {
      what: 'The recording is shorter than a second, so its loudness is less certain',
      remedy: 'listen to it before submitting',
    },
  },
  'damaged-samples': {
    vi: { what: 'Một số chỗ trong tệp bị hỏng và đã được bỏ qua', remedy: 'nghe thử và gửi lại nếu thiếu lời' },
    en: {
      what: 'Parts of the file are damaged and were skipped',
      remedy: 'listen to it and send it again if words are missing',
    },
  },
};

/** One sentence for a person: what is wrong, then what to do. */
export function describeAudioCode(code: ReasonCode | WarningCode, language: AudioLanguage): string {
  const { what, remedy } = audioTexts[code][language];
  return `${what}: ${remedy}`;
}
