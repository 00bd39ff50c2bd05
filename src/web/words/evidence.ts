import { dictionary } from './dictionary';

export const evidenceWords = dictionary({
  title: { vi: 'Niêm phong', en: 'Seals' },
  lead: {
    vi: 'Mỗi ngày, các dòng nhận được vào sổ được niêm phong bằng chữ ký nối tiếp ngày trước.',
    en: 'Each day, the rows the ledger received are sealed under a signature chained to the day before.',
  },
  verifyTitle: { vi: 'Sổ có bị sửa không?', en: 'Has anybody changed the ledger?' },
  verifyWhat: {
    vi: 'Đối chiếu từng dòng với niêm phong và bản gốc thiết bị gửi.',
    en: 'Checks every row against its seal and the bytes its device sent.',
  },
  verify: { vi: 'Kiểm tra ngay', en: 'Verify now' },
  whole: { vi: 'Sổ còn nguyên như khi niêm phong', en: 'The ledger is as it was sealed' },
  notYet: {
    vi: 'Chưa có ngày nào niêm phong, nên chưa khẳng định được',
    en: 'No day is sealed yet, so nothing can be vouched for',
  },
  broken: { vi: 'Sổ không còn như khi niêm phong', en: 'The ledger is not as it was sealed' },
  counted: {
    vi: (rows: string, seals: string) => `${rows} dòng, ${seals} ngày niêm phong`,
    en: (rows: string, seals: string) => `${rows} rows, ${seals} sealed days`,
  },
  firstFault: { vi: 'Chỗ sai đầu tiên', en: 'The first fault' },
  onDay: { vi: (day: string) => `ngày ${day}`, en: (day: string) => `day ${day}` },
  atRow: { vi: (number: number) => `dòng ${number}`, en: (number: number) => `row ${number}` },
  keepEvidence: {
    vi: 'Đừng sửa gì thêm: tải sổ về, giữ bản sao lưu và báo người quản trị.',
    en: 'Change nothing more: download the ledger, keep the backups and tell the administrator.',
  },
  lastRoot: { vi: 'Dấu niêm phong cuối', en: 'Last root' },
  export: { vi: 'Tải sổ (NDJSON)', en: 'Export the ledger (NDJSON)' },
  exportWhat: {
    vi: 'Kiểm tra được ở máy khác, không cần trạm này: loa verify TỆP',
    en: 'Can be checked elsewhere without this station: loa verify FILE',
  },
  sealedDays: { vi: 'Các ngày đã niêm phong', en: 'Sealed days' },
  noSeals: { vi: 'Chưa có ngày nào được niêm phong trong kỳ này', en: 'No day of this period is sealed yet' },
  noSealsWhat: {
    vi: 'Mỗi ngày được niêm phong sau nửa đêm.',
    en: 'Each day is sealed after midnight.',
  },
  day: { vi: 'Ngày', en: 'Day' },
  rows: { vi: 'Dòng', en: 'Rows' },
  noRows: { vi: 'không có dòng nào', en: 'no rows' },
  sealedAt: { vi: 'Niêm phong lúc', en: 'Sealed at' },
  root: { vi: 'Dấu', en: 'Root' },
  key: { vi: 'Khóa', en: 'Key' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
});

export const findingWords = dictionary({
  'row-altered': { vi: 'một dòng bị sửa', en: 'a row was altered' },
  'row-missing': { vi: 'một dòng bị mất', en: 'a row is missing' },
  'row-added': { vi: 'một dòng bị chèn thêm', en: 'a row was added' },
  'row-reordered': { vi: 'các dòng bị đổi thứ tự', en: 'rows were reordered' },
  'bytes-altered': { vi: 'bản gốc của một dòng bị sửa', en: 'the bytes of a row were altered' },
  'chain-broken': {
    vi: 'một dòng không khớp với dòng sau nó của cùng thiết bị: một trong hai bị sửa',
    en: 'a row does not go with the one its device wrote next: one of the two was altered',
  },
  'seal-altered': { vi: 'một niêm phong bị sửa', en: 'a seal was altered' },
  'seal-missing': { vi: 'một niêm phong bị mất', en: 'a seal is missing' },
  'seal-not-signed': { vi: 'chữ ký niêm phong không đúng', en: 'a seal is not truly signed' },
  'key-unknown': { vi: 'niêm phong bằng khóa lạ', en: 'a seal has an unknown key' },
  'cut-off': { vi: 'phần cuối sổ bị cắt', en: 'the end of the ledger was cut off' },
});

const englishMonth = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export const monthWords = dictionary({
  title: { vi: 'Ký tháng', en: 'Signed months' },
  lead: {
    vi: 'Báo cáo đã ký giữ nguyên; dòng đến muộn hay sửa sau thành điều chỉnh bên cạnh.',
    en: 'A signed report stays; late rows and corrections become adjustments beside it.',
  },
  sign: { vi: 'Ký một tháng', en: 'Sign a month' },
  signNow: { vi: 'Ký báo cáo', en: 'Sign the report' },
  month: { vi: 'Tháng', en: 'Month' },
  area: { vi: 'Địa bàn', en: 'Area' },
  note: { vi: 'Ghi chú', en: 'Note' },
  optional: { vi: 'nếu cần', en: 'optional' },
  signed: { vi: 'Đã ký', en: 'Signed' },
  signWhat: {
    vi: 'Bạn đứng tên cho số liệu này. Không ký lại được.',
    en: 'You stake your name on these figures. It cannot be signed again.',
  },
  look: { vi: 'Xem số liệu trước', en: 'See the figures first' },
  none: { vi: 'Chưa ký tháng nào', en: 'No month has been signed' },
  noneWhat: {
    vi: 'Ký được khi tháng đã qua và mọi ngày đã niêm phong.',
    en: 'A month can be signed once it is over and all its days are sealed.',
  },
  by: { vi: 'Người ký', en: 'Signed by' },
  at: { vi: 'Lúc', en: 'At' },
  monthName: {
    vi: (month: string) => `Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`,
    en: (month: string) => englishMonth.format(Date.parse(`${month}-01`)),
  },
  notAsSigned: {
    vi: 'Báo cáo này không còn như khi ký: có người đã sửa trong cơ sở dữ liệu. Hãy giữ các bản sao lưu và đối chiếu.',
    en: 'This report is no longer as it was signed: somebody changed it in the database. Keep the backups and compare.',
  },
  asSigned: { vi: 'Báo cáo như đã ký', en: 'The report as it was signed' },
  adjustments: { vi: 'Điều chỉnh từ khi ký', en: 'Adjustments since' },
  noAdjustments: { vi: 'Không có gì thay đổi từ khi ký.', en: 'Nothing has changed since.' },
  hash: { vi: 'Mã báo cáo (SHA-256)', en: 'Hash of the report (SHA-256)' },
  lastRow: { vi: 'Dòng cuối được tính', en: 'Last row that counts' },
  airedChange: { vi: 'Đã phát', en: 'Aired' },
  airingsChange: { vi: 'Phát trọn', en: 'Played' },
});
