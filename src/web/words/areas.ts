import { dictionary } from './dictionary';

/** Choosing an area. */
export const areaFieldWords = dictionary({
  hint: { vi: 'Tên mới, tên cũ hoặc mã', en: 'A name, a former name or a code' },
  none: { vi: 'Không thấy địa bàn nào', en: 'No such area' },
  formerly: { vi: (name: string) => `trước là ${name}`, en: (name: string) => `formerly ${name}` },
  change: { vi: 'Chọn địa bàn khác', en: 'Choose another area' },
});
