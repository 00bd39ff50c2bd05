import { leftOutTexts } from '../../domain/scheduling/left-out-words';

/** The planner's reasons and notes in words, for pre-flight and for explanations. */
export interface Words {
  vi: string;
  en: string;
}

const known: Record<string, Words> = {
  ...leftOutTexts,
  voided: { vi: 'nội dung đã sửa sau khi duyệt', en: 'it was changed after its approval' },
  returned: { vi: 'bị trả lại', en: 'it was returned' },
  recalled: { vi: 'bị thu hồi', en: 'it was recalled' },
  expired: { vi: 'đã hết hiệu lực', en: 'it expired' },
  operator: { vi: 'trực phát rút', en: 'an operator withdrew it' },
  'partly-outside-window': {
    vi: 'một phần buổi nằm ngoài giờ được phép, chỉ phát phần bên trong',
    en: 'part of it lies outside the airing hours; the part inside airs',
  },
  'session-cap-applies': {
    vi: 'buổi bị rút ngắn theo thời lượng tối đa',
    en: 'it is shortened to the longest session allowed',
  },
  'template-does-not-fit': {
    vi: 'nhạc hiệu hoặc mục cố định không vừa buổi',
    en: 'a chime or a fixed part does not fit',
  },
  'decision-not-allowed': {
    vi: 'một quyết định không thực hiện được vì nội dung do cấp trên xếp',
    en: 'a decision could not be followed: the item comes from above',
  },
  'policy-exception-used': { vi: 'phát theo ngoại lệ đã được cho phép', en: 'it airs by a granted exception' },
  'event-excludes': { vi: 'một sự kiện bỏ bớt nội dung trong ngày', en: 'a named event leaves something out that day' },
  'priority-needs-decision': {
    vi: 'các tin ưu tiên không đủ chỗ, cần chọn',
    en: 'priority items compete for room',
  },
  'repeats-last-session': {
    vi: 'hơn một nửa lặp lại buổi trước',
    en: 'more than half of it repeats the last session',
  },
};

/** The words of a reason; a code of a newer version stays as it is. */
export function planWords(code: string | null): Words {
  const words = code === null ? undefined : known[code];
  return words ?? { vi: code ?? '—', en: code ?? '—' };
}
