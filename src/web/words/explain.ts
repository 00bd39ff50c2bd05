import { dictionary } from './dictionary';

export const explainWords = dictionary({
  title: { vi: 'Vì sao phát, vì sao không?', en: 'Why did it play, or not?' },
  sounded: { vi: 'Loa nào đã phát gì?', en: 'What sounded?' },
  when: { vi: 'Ngày giờ', en: 'Date and time' },
  earlier: { vi: 'Trước 5 phút', en: '5 minutes earlier' },
  later: { vi: 'Sau 5 phút', en: '5 minutes later' },
  chooseCommune: { vi: 'Chọn xã hoặc khu vực', en: 'Choose a commune or zone' },
  session: { vi: 'Buổi phát', en: 'Session:' },
  times: { vi: (n: number) => `${n} lần`, en: (n: number) => (n === 2 ? 'twice' : `${n} times`) },
  noFacts: { vi: 'Không có gì khác để nói.', en: 'There is no more to say.' },
  heardAt: { vi: 'Báo về lần cuối', en: 'Last heard from' },
  noDevices: { vi: 'Ở đây chưa có thiết bị nào.', en: 'There is no device here.' },
  openBulletin: { vi: 'Mở bản tin', en: 'Open the bulletin' },
  withoutBulletin: { vi: 'Chỉ xem loa phát gì', en: 'Only what sounded' },
  ours: { vi: 'Có phát', en: 'Playing' },
  'nothing-of-ours': { vi: 'Im', en: 'Silent' },
  unknown: { vi: 'Chưa biết', en: 'Not known' },
});
