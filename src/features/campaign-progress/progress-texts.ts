import type { Amount } from '../../domain/campaigns/pace';
import { dateVi } from '../../domain/text/vietnamese';
import { wallClockAt } from '../../domain/time/wall-clock';

interface Words {
  vi: string;
  en: string;
}

/** "25 minutes and 3 airings", whole minutes, rounded up: what is missing is not nothing. */
function amountText({ ms, airings }: Amount): Words {
  const minutes = Math.ceil(ms / 60_000);
  const vi = [...(minutes > 0 ? [`${minutes} phút`] : []), ...(airings > 0 ? [`${airings} lượt phát`] : [])];
  const en = [
    ...(minutes > 0 ? [`${minutes} minute${minutes > 1 ? 's' : ''}`] : []),
    ...(airings > 0 ? [`${airings} airing${airings > 1 ? 's' : ''}`] : []),
  ];
  return { vi: vi.join(' và '), en: en.join(' and ') };
}

const isNothing = ({ ms, airings }: Amount): boolean => ms === 0 && airings === 0;

/** "Behind by 25 minutes: these three bookings would fit." */
export function proposalsText(areaName: string, behind: Amount, missing: Amount, left: Amount, count: number): Words {
  const late = amountText(behind);
  const lacking = amountText(missing);
  const head: Words = isNothing(behind)
    ? { vi: `${areaName} đúng tiến độ`, en: `${areaName} is on pace` }
    : { vi: `${areaName} chậm ${late.vi}`, en: `${areaName} is behind by ${late.en}` };
  if (isNothing(missing)) {
    return { vi: `${head.vi}; lịch những ngày tới đã đủ`, en: `${head.en}; the coming days are planned for enough` };
  }
  const rest = amountText(left);
  const short: Words = isNothing(left)
    ? { vi: '', en: '' }
    : { vi: `, còn thiếu ${rest.vi}`, en: `, ${rest.en} short` };
  if (count === 0) {
    return {
      vi: `${head.vi}; còn phải xếp ${lacking.vi} nhưng chưa có bài đã duyệt nào vừa chỗ trong những ngày tới`,
      en: `${head.en}; ${lacking.en} are still to be queued, but no approved bulletin fits in the coming days`,
    };
  }
  const fits = count === 1 ? 'this booking would fit' : `these ${count} bookings would fit`;
  return {
    vi: `${head.vi}; còn phải xếp ${lacking.vi}: ${count} lượt sau đây vừa chỗ${short.vi}`,
    en: `${head.en}; ${lacking.en} still to be queued: ${fits}${short.en}`,
  };
}

export function bookingText(title: string, slotName: string, zone: string, startAt: number): Words {
  const { localDate, localTime } = wallClockAt(zone, startAt);
  const at = localTime.slice(0, 5);
  return {
    vi: `“${title}”, ${at} ngày ${dateVi(localDate)}, ${slotName}`,
    en: `“${title}”, ${at} on ${dateVi(localDate)}, ${slotName}`,
  };
}

export function phaseText(title: string, targets: number, behind: number, all: number): Words {
  const name: Words = title === '' ? { vi: 'Giai đoạn này', en: 'This phase' } : { vi: title, en: title };
  if (targets === 0) return { vi: `${name.vi}: chưa đặt chỉ tiêu`, en: `${name.en}: no targets set` };
  if (behind === 0) return { vi: `${name.vi}: đúng tiến độ`, en: `${name.en}: on pace` };
  return {
    vi: `${name.vi}: ${behind} trên ${all} xã chậm tiến độ`,
    en: `${name.en}: ${behind} of ${all} communes behind`,
  };
}
