import type { Priority } from '../bulletins/request';
import { wallClockAt } from '../time/wall-clock';
import type { BanTin, LichPhat, NhatKyPhat } from './records';

/** MucDoUuTien: the three priorities in regulation. */
export const priorityNumbers: Record<Priority, number> = { emergency: 1, priority: 2, normal: 3 };
/** LoaiBanTin: by how it is made. */
export const kindNumbers = { file: 1, relay: 2, text: 3 } as const;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `2026-01-05T05:00:00+07:00`, with milliseconds only where there are any. */
export function isoAt(zone: string, at: number): string {
  const { localDate, localTime, restMs } = wallClockAt(zone, at);
  const wall = Date.parse(`${localDate}T${localTime}:00Z`) + restMs;
  const offset = Math.round((wall - at) / 60_000);
  const sign = offset < 0 ? '-' : '+';
  const [seconds, ms] = [Math.floor(restMs / 1000), restMs % 1000];
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
  const ahead = `${twoDigits(Math.floor(Math.abs(offset) / 60))}:${twoDigits(Math.abs(offset) % 60)}`;
  return `${localDate}T${localTime}:${twoDigits(seconds)}${fraction}${sign}${ahead}`;
}

export const secondsOf = (ms: number): number => ms / 1000;
export const msOf = (seconds: number): number => Math.round(seconds * 1000);

/** A bulletin as far as it travels; one language each. */
export interface ExchangedBulletin {
  id: string;
  title: string;
  summary: string | null;
  textTwin: string | null;
  topicCode: string;
  priority: Priority;
  language: string;
  durationMs: number | null;
  areaCode: string;
  areaCodes: string[];
  author: string | null;
  source: string | null;
  sha256: string | null;
}

export function toBanTin(bulletin: ExchangedBulletin): BanTin {
  return {
    BanTinID: bulletin.id,
    TieuDe: bulletin.title,
    TomTat: bulletin.summary,
    NoiDung: bulletin.textTwin,
    LoaiLinhVuc: bulletin.topicCode,
    LoaiBanTin: kindNumbers.file,
    MucDoUuTien: priorityNumbers[bulletin.priority],
    NgonNgu: bulletin.language,
    ThoiLuong: bulletin.durationMs === null ? null : secondsOf(bulletin.durationMs),
    DiaBanTao: bulletin.areaCode,
    DanhSachDiaBanNhan: bulletin.areaCodes,
    TacGia: bulletin.author,
    NguonTin: bulletin.source,
    MaTepAmThanh: bulletin.sha256,
  };
}

/** The way back. An unknown number of a priority is `normal`; the schema lets none through. */
export function fromBanTin(record: BanTin): ExchangedBulletin {
  const priority = (Object.keys(priorityNumbers) as Priority[]).find(
    (one) => priorityNumbers[one] === record.MucDoUuTien,
  );
  return {
    id: record.BanTinID,
    title: record.TieuDe,
    summary: record.TomTat,
    textTwin: record.NoiDung,
    topicCode: record.LoaiLinhVuc,
    priority: priority ?? 'normal',
    language: record.NgonNgu,
    durationMs: record.ThoiLuong === null ? null : msOf(record.ThoiLuong),
    areaCode: record.DiaBanTao,
    areaCodes: record.DanhSachDiaBanNhan,
    author: record.TacGia,
    source: record.NguonTin,
    sha256: record.MaTepAmThanh,
  };
}

/** One item of a rundown. */
export interface ExchangedItem {
  airingKey: string;
  bulletinId: string;
  title: string;
  areaCode: string;
  startAt: number;
  durationMs: number;
  priority: 'priority' | 'normal';
  relayed: boolean;
  originAreaCode: string;
}

/** A schedule is the commune's: every cluster of the area plays it, at the volume that is set on the device. */
export function toLichPhat(item: ExchangedItem, zone: string): LichPhat {
  return {
    LichPhatID: item.airingKey,
    BanTinID: item.bulletinId,
    TieuDe: item.title,
    DiaBanPhat: item.areaCode,
    CumLoaID: null,
    ThoiDiemBatDau: isoAt(zone, item.startAt),
    ThoiLuong: secondsOf(item.durationMs),
    AmLuong: null,
    MucDoUuTien: priorityNumbers[item.priority],
    TiepAm: item.relayed,
    NguonTiepAm: item.relayed ? item.originAreaCode : null,
  };
}

/** One ledger row as it speaks. */
export interface ExchangedRow {
  receivedNumber: number;
  bulletinId: string | null;
  title: string;
  topicCode: string;
  priority: Priority;
  language: string;
  deviceId: string;
  communeCode: string;
  plannedStartAt: number;
  actualStartAt: number | null;
  plannedMs: number;
  heardMs: number;
  result: string;
  reason: string | null;
  origin: 'own' | 'relayed';
  areaCode: string;
  hash: string;
}

export function toNhatKyPhat(row: ExchangedRow, zone: string): NhatKyPhat {
  return {
    NhatKyID: String(row.receivedNumber),
    BanTinID: row.bulletinId,
    TieuDe: row.title,
    LoaiLinhVuc: row.topicCode,
    MucDoUuTien: priorityNumbers[row.priority],
    NgonNgu: row.language,
    CumLoaID: row.deviceId,
    DiaBanPhat: row.communeCode,
    ThoiDiemKeHoach: isoAt(zone, row.plannedStartAt),
    ThoiDiemBatDau: row.actualStartAt === null ? null : isoAt(zone, row.actualStartAt),
    ThoiLuongKeHoach: secondsOf(row.plannedMs),
    ThoiLuong: secondsOf(row.heardMs),
    KetQua: row.result,
    LyDo: row.reason,
    TiepAm: row.origin === 'relayed',
    NguonTiepAm: row.origin === 'relayed' ? row.areaCode : null,
    MaKiem: row.hash,
  };
}
