/** "hôm nay 17:06", "thứ 4, 2/12": what stands alone with a capital, in the middle of a sentence. Names of days in English keep theirs. */
export const within = (when: string): string =>
  when.replace(/^(?:Hôm|Ngày|Thứ|Today|Tomorrow|Yesterday)(?=\s|$)/, (word) => word.toLowerCase());

/** "xã Ia Tơi": the kind of a place begins small in the middle of a sentence, its name never. */
export const placeWithin = (name: string): string =>
  name.replace(/^(?:Tỉnh|Thành phố|Xã|Phường|Đặc khu|Thị trấn|Thôn)(?=\s)/, (kind) => kind.toLowerCase());

/** "needs a look", "need a look". */
export const verb = (n: number, one: string, more: string): string => (n === 1 ? one : more);
