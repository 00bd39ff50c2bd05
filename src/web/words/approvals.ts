import { dictionary } from './dictionary';

export const approvalsWords = dictionary({
  title: { vi: 'Ủy quyền và duyệt trước', en: 'Delegating and approving ahead' },
  order: { vi: 'Ai được hỏi duyệt', en: 'Who is asked to approve' },
  orderUsual: {
    vi: 'Những người duyệt của địa bàn này và cấp trên, gần nhất trước.',
    en: 'The approvers of this area and above, the nearest first.',
  },
  lent: { vi: 'Ủy quyền', en: 'Delegation' },
  lentNone: { vi: 'Không ai đang ủy quyền.', en: 'Nobody has delegated.' },
  lend: { vi: 'Ủy quyền cho người khác', en: 'Delegate my approval' },
  lendTo: { vi: 'Cho ai', en: 'To whom' },
  choose: { vi: 'Chọn người', en: 'Choose somebody' },
  fromTo: {
    vi: (a: string, b: string) => `${a} ủy quyền cho ${b}`,
    en: (a: string, b: string) => `${a} delegates to ${b}`,
  },
  takeBack: { vi: 'Thu lại', en: 'Take back' },
  takenBack: { vi: 'Đã thu lại', en: 'Taken back' },
  lentNow: { vi: 'Đã ủy quyền', en: 'Delegated' },
  from: { vi: 'Từ ngày', en: 'From' },
  until: { vi: 'Đến hết ngày', en: 'To the end of' },
  reason: { vi: 'Lý do', en: 'Reason' },
  reasonHint: { vi: 'Ghi vào nhật ký, ít nhất 3 chữ.', en: 'Goes into the log; at least 3 letters.' },
  datesWrong: {
    vi: 'Ngày cuối phải sau ngày đầu và chưa qua.',
    en: 'The last day comes after the first and is not over.',
  },
  ahead: { vi: 'Duyệt trước', en: 'Approved ahead' },
  aheadWhat: {
    vi: 'Chương trình hoặc nguồn tiếp sóng này được phát mà không hỏi lại, đến hết hạn.',
    en: 'This programme or relayed source airs without asking again, until its end.',
  },
  aheadNone: { vi: 'Chưa duyệt trước điều gì.', en: 'Nothing is approved ahead.' },
  approveAhead: { vi: 'Duyệt trước', en: 'Approve ahead' },
  kind: { vi: 'Loại', en: 'Kind' },
  relay: { vi: 'Tiếp sóng', en: 'Relay' },
  programme: { vi: 'Chương trình lặp lại', en: 'Repeating programme' },
  source: { vi: 'Tên nguồn, đúng từng chữ', en: 'Name of the source, letter by letter' },
  programmeTitle: { vi: 'Tên chương trình, đúng từng chữ', en: 'Title of the programme, letter by letter' },
  end: { vi: 'Thôi duyệt trước', en: 'End it' },
  ended: { vi: 'Đã thôi duyệt trước', en: 'Ended' },
  granted: { vi: 'Đã duyệt trước', en: 'Approved ahead' },
  by: { vi: (name: string) => `${name} duyệt`, en: (name: string) => `by ${name}` },
  save: { vi: 'Lưu', en: 'Save' },
});

export const changesWords = dictionary({
  title: { vi: 'Khác gì lần trước', en: 'What changed since last time' },
  time: {
    vi: (n: number) => `Gửi lần ${n}`,
    en: (n: number) => `Sent for the ${n}${n === 2 ? 'nd' : n === 3 ? 'rd' : 'th'} time`,
  },
  returned: { vi: 'Lần trước trả lại vì', en: 'Returned last time because' },
  lost: { vi: 'Lần trước không dùng được vì', en: 'Could not be used last time because' },
  sameRecording: { vi: 'Bản ghi vẫn như cũ', en: 'The recording is the same' },
  newRecording: { vi: 'Bản ghi mới', en: 'A new recording' },
  length: {
    vi: (before: string, now: string) => `Thời lượng ${before} → ${now}`,
    en: (before: string, now: string) => `Length ${before} → ${now}`,
  },
});
