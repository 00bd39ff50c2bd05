import type { ChangeProblem } from '../../domain/scheduling/slot-change';

const texts: Record<ChangeProblem, { message: string; messageVi: string }> = {
  'no-session-that-day': {
    message: 'the slot has no session of its own on that date',
    messageVi: 'ngày đó khung giờ này không có buổi phát',
  },
  'outside-validity': {
    message: 'the date lies outside the days on which the slot is in force',
    messageVi: 'ngày nằm ngoài thời gian hiệu lực của khung giờ',
  },
  'nothing-changes': { message: 'nothing would change', messageVi: 'không có gì thay đổi' },
  'not-paused': { message: 'the slot is not paused', messageVi: 'khung giờ không tạm dừng' },
  paused: {
    message: 'the slot is paused on these days already',
    messageVi: 'khung giờ đã tạm dừng trong những ngày này',
  },
};

/** Why an edit makes no sense, in both languages. */
export const changeProblemIssue = (code: ChangeProblem): { path: string; message: string; messageVi: string } => ({
  path: 'rule',
  ...texts[code],
});
