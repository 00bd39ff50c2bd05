import { wallClockAt } from '../../domain/time/wall-clock';
import type { PreviewedMiss, PreviewedSession } from '../../domain/scheduling/preview';

interface Words {
  vi: string;
  en: string;
}

const reasons: Record<string, Words> = {
  'no-room': { vi: 'buổi phát đã đầy', en: 'the session is full' },
  'longer-than-session': { vi: 'bài dài hơn buổi phát', en: 'the item is longer than the session' },
  'not-approved-in-time': { vi: 'buổi phát đã chốt', en: 'the session is frozen already' },
  'no-session-that-day': { vi: 'ngày đó không có buổi phát', en: 'there is no session that day' },
  'validity-ended': { vi: 'bài đã hết hiệu lực', en: 'it is no longer valid then' },
  'validity-not-begun': { vi: 'bài chưa có hiệu lực', en: 'it is not valid yet then' },
};

/** "Would air 17:00-17:30 today in Ia Tơi; must be approved by 16:50": the first session, or why there is none. */
export function previewText(
  areaName: string,
  sessions: readonly PreviewedSession[],
  misses: readonly PreviewedMiss[],
  now: number,
): Words {
  const first = sessions[0];
  if (!first) return noneText(areaName, misses[0]);
  const { zone, startAt, endAt, approveBy, localDate } = first;
  const time = (at: number): string => clockOf(zone, at);
  const today = wallClockAt(zone, now).localDate;
  const [year = '', month = '', day = ''] = localDate.split('-');
  const isToday = localDate === today;
  const on: Words = {
    vi: isToday ? 'hôm nay' : `ngày ${Number(day)}/${Number(month)}/${year}`,
    en: isToday ? 'today' : `on ${Number(day)}/${Number(month)}/${year}`,
  };
  const more = sessions.length - 1;
  const also: Words =
    more === 0
      ? { vi: '', en: '' }
      : { vi: ` và ${more} buổi nữa`, en: ` and in ${more} more session${more > 1 ? 's' : ''}` };
  const span = `${time(startAt)}-${time(endAt)}`;
  return {
    vi: `Sẽ phát ${span} ${on.vi} tại ${areaName}${also.vi}; phải được duyệt trước ${time(approveBy)}`,
    en: `Would air ${span} ${on.en} in ${areaName}${also.en}; must be approved by ${time(approveBy)}`,
  };
}

function noneText(areaName: string, miss: PreviewedMiss | undefined): Words {
  const why = miss && reasons[miss.reason];
  return {
    vi: `Sẽ không phát buổi nào tại ${areaName} trong những ngày tới${why ? `: ${why.vi}` : ''}`,
    en: `Would not air in ${areaName} in the coming days${why ? `: ${why.en}` : ''}`,
  };
}

function clockOf(zone: string, at: number): string {
  const { localTime } = wallClockAt(zone, at);
  return localTime.slice(0, 5);
}
