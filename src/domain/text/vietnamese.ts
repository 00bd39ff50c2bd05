/** Numbers, dates and lengths as Vietnamese offices write them. Pure text: no locale data of the machine decides what a report says. */

/** `1.234,5`: a point between thousands, a comma before the `digits` decimals. */
export function numberVi(value: number, digits = 0): string {
  const [whole = '0', rest] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? '-' : '';
  return rest ? `${sign}${grouped},${rest}` : `${sign}${grouped}`;
}

/** `05/01/2026` of a local date. */
export function dateVi(localDate: string): string {
  const [year, month, day] = localDate.split('-');
  return `${day}/${month}/${year}`;
}

const weekdays = ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'];

/** `Thứ hai` of an ISO weekday, Monday = 1. */
export const weekdayVi = (weekday: number): string => weekdays[weekday % 7] ?? '';

/** `ngày 05 tháng 01 năm 2026`, as letters end. */
export function longDateVi(localDate: string): string {
  const [year, month, day] = localDate.split('-');
  return `ngày ${day} tháng ${month} năm ${year}`;
}

/** `45,6 %`; `–` where there is nothing to compare with. */
export function percentVi(part: number, whole: number): string {
  return whole === 0 ? '–' : `${numberVi((part / whole) * 100, 1)} %`;
}
