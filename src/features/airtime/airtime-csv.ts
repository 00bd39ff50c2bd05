import type { AirtimeReportView, LedgerRowView } from '../../contracts/http/airtime';
import { byteOrderMark, csvRecord, sealRecord, type LastSeal } from '../../domain/airtime/csv';
import { clockLength, kindInWords, noTopic, reasonInWords, resultWords } from '../../domain/airtime/words';
import { wallClockAt } from '../../domain/time/wall-clock';

type Line = AirtimeReportView['totals'];
type Cell = string | number | null;

const axisColumns: Record<AirtimeReportView['by'][number], [heading: string, cell: (line: Line) => Cell][]> = {
  topic: [
    ['Mã lĩnh vực', (line) => line.topic?.code ?? ''],
    ['Lĩnh vực', (line) => (line.topic ? line.topic.name || line.topic.code || noTopic : '')],
  ],
  commune: [
    ['Mã xã', (line) => line.commune?.code ?? ''],
    ['Xã, phường', (line) => line.commune?.name ?? ''],
  ],
  day: [['Ngày', (line) => line.day ?? '']],
  language: [['Ngôn ngữ', (line) => line.language ?? '']],
};

const measureColumns: [heading: string, cell: (line: Line) => Cell][] = [
  ['Kế hoạch', (line) => clockLength(line.plannedMs)],
  ['Đã tới thiết bị', (line) => clockLength(line.deliveredMs)],
  ['Đã phát', (line) => clockLength(line.airedMs)],
  ['Máy nghe thấy', (line) => clockLength(line.soundedMs)],
  ['Tự sản xuất', (line) => clockLength(line.ownMs)],
  ['Tiếp âm', (line) => clockLength(line.relayedMs)],
  ['Phát lần đầu', (line) => clockLength(line.firstMs)],
  ['Phát lại', (line) => clockLength(line.replayMs)],
  ['Người trực xác nhận', (line) => clockLength(line.attestedMs)],
  ['Kế hoạch (ms)', (line) => line.plannedMs],
  ['Đã tới thiết bị (ms)', (line) => line.deliveredMs],
  ['Đã phát (ms)', (line) => line.airedMs],
  ['Máy nghe thấy (ms)', (line) => line.soundedMs],
  ['Lượt', (line) => line.airings],
  ['Phát trọn', (line) => line.played],
  ['Phát dở', (line) => line.partial],
  ['Bị cắt', (line) => line.preempted],
  ['Lỗi', (line) => line.failed],
  ['Lỡ', (line) => line.missed],
  ['Bỏ theo lệnh', (line) => line.skipped],
  ['Hết hạn', (line) => line.expired],
  ['Không báo cáo', (line) => line.unreported],
  ['Đang chờ', (line) => line.awaiting],
  ['Thiết bị đã phát', (line) => line.devicesReached],
  ['Thiết bị theo kế hoạch', (line) => line.devicesPlanned],
  ['Thiết bị của xã', (line) => line.devicesAll],
  ['Thôn đã tới', (line) => line.zonesReached],
  ['Thôn theo kế hoạch', (line) => line.zonesPlanned],
  ['Thôn của xã', (line) => line.zonesAll],
];

/** A report as CSV, its totals and the seal last. */
export function* reportCsv(report: AirtimeReportView, seal: LastSeal = null): Generator<string> {
  const axes = report.by.flatMap((axis) => axisColumns[axis]);
  const columns = [...axes, ...measureColumns];
  yield byteOrderMark + csvRecord(columns.map(([heading]) => heading));
  for (const line of report.lines) yield csvRecord(columns.map(([, cell]) => cell(line)));
  const totals = columns.map(([, cell], i) => (i === 0 ? 'Tổng cộng' : i < axes.length ? '' : cell(report.totals)));
  yield csvRecord(totals) + sealRecord(seal, columns);
}

const rowColumns: [heading: string, cell: (row: LedgerRowView, zone: string) => Cell][] = [
  ['Số', (row) => row.receivedNumber],
  ['Ngày phát', (row) => row.localDate],
  ['Mã xã', (row) => row.commune.code],
  ['Xã, phường', (row) => row.commune.name],
  ['Địa bàn chương trình', (row) => row.area.name],
  ['Thiết bị', (row) => row.device.name],
  ['Loại nội dung', (row) => kindInWords(row.itemKind)],
  ['Tiêu đề', (row) => row.title],
  ['Mã lĩnh vực', (row) => row.topic.code],
  ['Lĩnh vực', (row) => row.topic.name],
  ['Ngôn ngữ', (row) => row.language],
  ['Nguồn', (row) => (row.origin === 'own' ? 'Tự sản xuất' : 'Tiếp âm')],
  ['Phát lại', (row) => (row.replay ? 'PL' : '')],
  ['Giờ kế hoạch', (row, zone) => localTime(row.plannedStartAt, zone)],
  ['Giờ phát thực', (row, zone) => (row.actualStartAt === null ? '' : localTime(row.actualStartAt, zone))],
  ['Kế hoạch', (row) => clockLength(row.plannedMs)],
  ['Đã phát', (row) => clockLength(row.heardMs)],
  ['Kế hoạch (ms)', (row) => row.plannedMs],
  ['Đã phát (ms)', (row) => row.heardMs],
  ['Kết quả', (row) => resultWords[row.result]],
  ['Lý do', (row) => reasonInWords(row.reason)],
  ['Người dừng', (row) => row.stoppedBy],
  ['Phát sau thu hồi', (row) => (row.recalled ? 'có' : '')],
  ['Được tính', (row) => (row.speaks && row.counts ? 'có' : 'không')],
  ['Thay cho dòng', (row) => row.supersedes],
  ['Người sửa', (row) => row.author],
  ['Ghi chú', (row) => row.note],
  ['Mã kiểm', (row) => row.hash],
];

/** Ledger rows as CSV, page after page, the seal last. `zoneOf` gives the IANA zone of a commune. */
export async function* rowsCsv(
  pages: AsyncIterable<readonly LedgerRowView[]>,
  zoneOf: (communeCode: string) => string,
  seal: LastSeal = null,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRecord(rowColumns.map(([heading]) => heading));
  for await (const rows of pages) {
    yield rows.map((row) => csvRecord(rowColumns.map(([, cell]) => cell(row, zoneOf(row.commune.code))))).join('');
  }
  const last = sealRecord(seal, rowColumns);
  if (last) yield last;
}

function localTime(at: number, zone: string): string {
  const { localDate, localTime: minute, restMs } = wallClockAt(zone, at);
  return `${localDate} ${minute}:${String(Math.floor(restMs / 1000)).padStart(2, '0')}`;
}
