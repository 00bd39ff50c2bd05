import type { Finding, FindingCode } from '../../domain/scheduling/preflight/finding';
import { languageName } from '../../domain/text/languages';
import { wallClockAt } from '../../domain/time/wall-clock';
import { planWords, type Words } from './plan-words';

interface Facts {
  subject: string;
  reason: Words;
  /** `HH:MM` of the last moment, by the wall clock of the area. */
  until: string;
}

type Text = (facts: Facts) => Words;
type Texts = { cause: Text; remedy: Text };

const both =
  (vi: string, en: string): Text =>
  () => ({ vi, en });

const texts: Record<FindingCode, Texts> = {
  'not-approved': {
    cause: ({ subject, until }) => ({
      vi: `“${subject}” chưa được duyệt, sau ${until} sẽ bị bỏ ra`,
      en: `“${subject}” is not approved and is left out after ${until}`,
    }),
    remedy: ({ until }) => ({ vi: `Nghe và duyệt trước ${until}`, en: `Listen and approve before ${until}` }),
  },
  'approval-lost': {
    cause: ({ subject }) => ({
      vi: `“${subject}” đã mất phê duyệt sau khi chốt buổi`,
      en: `“${subject}” lost its approval after the freeze`,
    }),
    remedy: both('Duyệt lại rồi đưa vào cuối buổi', 'Approve it again and add it after the last item'),
  },
  'audio-missing': {
    cause: ({ subject }) => ({
      vi: `“${subject}” không có tệp âm thanh trong kho`,
      en: `“${subject}” has no recording in the store`,
    }),
    remedy: both('Gửi lại bản ghi hoặc khôi phục kho từ bản sao lưu', 'Send the recording again, or restore the store'),
  },
  'validity-ended': {
    cause: ({ subject }) => ({ vi: `“${subject}” không có hiệu lực lúc phát`, en: `“${subject}” is not valid then` }),
    remedy: both('Sửa thời hạn hiệu lực và duyệt lại', 'Change the validity and approve it again'),
  },
  'outside-window': {
    cause: ({ subject, reason }) => ({
      vi: `“${subject}” nằm ngoài giờ được phép phát (${reason.vi})`,
      en: `“${subject}” lies outside the airing hours (${reason.en})`,
    }),
    remedy: both('Dời khung giờ, hoặc xin ngoại lệ có thời hạn', 'Move the slot, or ask for a dated exception'),
  },
  'over-session-cap': {
    cause: ({ reason }) => ({
      vi: `Buổi dài hơn ${reason.vi} phút được phép`,
      en: `The session is longer than the ${reason.en} minutes allowed`,
    }),
    remedy: both('Bớt tin hoặc rút ngắn buổi', 'Take items out or shorten the session'),
  },
  'left-out': {
    cause: ({ subject, reason }) => ({
      vi: `“${subject}” sẽ không phát: ${reason.vi}`,
      en: `“${subject}” will not air: ${reason.en}`,
    }),
    remedy: both('Xếp sang ngày hoặc buổi khác, hoặc rút bài', 'Book another day or session, or withdraw it'),
  },
  'carried-over': {
    cause: ({ subject }) => ({
      vi: `“${subject}” không đủ chỗ, chuyển sang buổi sau`,
      en: `“${subject}” does not fit and moves to the next session`,
    }),
    remedy: both(
      'Nếu phải phát hôm đó: đổi thứ tự hoặc bớt bài khác',
      'If it must air that day: reorder, or take others out',
    ),
  },
  'approval-void': {
    cause: ({ subject }) => ({
      vi: `“${subject}” đã sửa sau khi duyệt nên không còn trong lịch`,
      en: `“${subject}” was changed after its approval and is out of the plan`,
    }),
    remedy: both('Gửi và duyệt lại', 'Submit and approve it again'),
  },
  held: {
    cause: ({ subject }) => ({
      vi: `“${subject}” đang bị giữ, chỗ đó sẽ im`,
      en: `“${subject}” is held: its place is silent`,
    }),
    remedy: both('Bỏ giữ nếu được phát', 'Release it if it may air'),
  },
  'relay-without-ffmpeg': {
    cause: ({ subject }) => ({
      vi: `Máy này không tiếp sóng trực tiếp được “${subject}”, bản thay thế sẽ phát`,
      en: `This machine cannot relay “${subject}” live; its fallback plays`,
    }),
    remedy: both('Cài ffmpeg của hệ thống, rồi khởi động lại', 'Install the system’s ffmpeg and start again'),
  },
  'slot-blocked': {
    cause: ({ reason }) => ({
      vi: `Buổi phát không lên sóng: ${reason.vi}`,
      en: `The session does not air: ${reason.en}`,
    }),
    remedy: both('Dời khung giờ, hoặc xin ngoại lệ có thời hạn', 'Move the slot, or ask for a dated exception'),
  },
  'session-empty': {
    cause: both('Buổi phát chưa có tin nào', 'The session has nothing to say'),
    remedy: both('Xếp tin, hoặc bỏ buổi này', 'Book an item, or skip this session'),
  },
  'decision-needed': {
    cause: ({ until }) => ({
      vi: `Các tin ưu tiên không cùng vừa buổi; đến ${until} chưa chọn thì tin duyệt trước được phát`,
      en: `Priority items do not all fit; undecided at ${until}, the earlier approval airs`,
    }),
    remedy: ({ until }) => ({
      vi: `Chọn tin phát trước, trước ${until}`,
      en: `Decide which comes first before ${until}`,
    }),
  },
  'session-note': {
    cause: ({ reason }) => ({ vi: `Buổi phát: ${reason.vi}`, en: `The session: ${reason.en}` }),
    remedy: both('Xem lại buổi phát', 'Look at the session'),
  },
  'language-missing': {
    cause: ({ reason }) => ({ vi: `Chưa có bản bằng ${reason.vi}`, en: `There is no version in ${reason.en}` }),
    remedy: both('Thu và gửi duyệt bản bằng ngôn ngữ này', 'Record a version in this language and submit it'),
  },
  'no-device': {
    cause: both('Chưa có thiết bị phát nào', 'There is no device to hear it from'),
    remedy: both('Thêm thiết bị và nối bằng mã', 'Add a device and join it with its code'),
  },
  'zone-without-device': {
    cause: both(
      'Có tin cho khu vực này nhưng khu vực chưa có thiết bị',
      'Something is for this zone, which has no device',
    ),
    remedy: both('Gắn một thiết bị vào khu vực', 'Place a device in the zone'),
  },
  'device-never-joined': {
    cause: ({ subject }) => ({ vi: `Thiết bị “${subject}” chưa nối lần nào`, en: `“${subject}” has never joined` }),
    remedy: both('Tạo mã nối và nhập mã trên máy', 'Make a joining code and enter it on the box'),
  },
  'device-silent': {
    cause: ({ subject }) => ({
      vi: `Thiết bị “${subject}” lâu không báo về; máy phát những gì đã tải`,
      en: `“${subject}” has not reported for long; it plays what it holds`,
    }),
    remedy: both('Xem nguồn điện, sóng và SIM', 'Look at power, signal and SIM'),
  },
  'audio-not-on-devices': {
    cause: ({ subject }) => ({
      vi: `Chưa biết chắc đã có đủ âm thanh: ${subject}`,
      en: `Not known to hold the audio: ${subject}`,
    }),
    remedy: both('Cho thiết bị nối mạng trước giờ phát', 'Bring the devices online before the session'),
  },
};

export interface FindingTexts {
  cause: Words;
  remedy: Words;
}

/** What is wrong and what to do, in both languages, by the wall clock of the area. */
export function findingTexts(finding: Finding, zone: string): FindingTexts {
  const { code, subject, reason, until } = finding;
  const facts = {
    subject: subject ?? '—',
    reason: code === 'language-missing' ? languageName(reason ?? '') : planWords(reason),
    until: until === null ? '—' : wallClockAt(zone, until).localTime,
  };
  return { cause: texts[code].cause(facts), remedy: texts[code].remedy(facts) };
}
