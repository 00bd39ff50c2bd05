import { z } from 'zod';
import { itemResults } from '../../domain/airtime/result';
import type { BanTin, LichPhat, NhatKyPhat } from '../../domain/interchange/records';

/** What each field takes, as it is told to whoever filled it wrongly. Names are those of docs/interchange.md. */
const takes = {
  ma: 'cần mã từ 1 đến 200 ký tự / must be an id of 1 to 200 characters',
  chu: 'cần chữ từ 1 đến 200 ký tự / must be text of 1 to 200 characters',
  chuDai: 'cần chữ, nhiều nhất 20000 ký tự, hoặc null / must be text of at most 20000 characters, or null',
  linhVuc: 'cần mã lĩnh vực, như 5 hoặc 5.1 / must be the code of a topic, such as 5 or 5.1',
  loai: 'cần 1 (tệp âm thanh), 2 (tiếp âm) hoặc 3 (văn bản) / must be 1 (recording), 2 (relay) or 3 (text)',
  uuTien: 'cần 1 (khẩn cấp), 2 (ưu tiên) hoặc 3 (thông thường) / must be 1 (emergency), 2 (priority) or 3 (normal)',
  ngonNgu: 'cần mã ngôn ngữ, như vi hoặc jra / must be the code of a language, such as vi or jra',
  giay: 'cần số giây từ 0 đến 86400 / must be seconds from 0 to 86400',
  diaBan: 'cần mã địa bàn, như 23538 / must be the code of an area, such as 23538',
  diaBanNhan: 'cần danh sách mã địa bàn, ít nhất một / must be a list of codes of areas, at least one',
  thoiDiem:
    'cần thời điểm có múi giờ, như 2026-01-05T05:00:00+07:00 / must be an instant with its offset, such as 2026-01-05T05:00:00+07:00',
  amLuong: 'cần số từ 0 đến 100, hoặc null / must be a number from 0 to 100, or null',
  dungSai: 'cần true hoặc false / must be true or false',
  ketQua: `cần một trong: ${itemResults.join(', ')} / must be one of: ${itemResults.join(', ')}`,
  maKiem: 'cần mã kiểm của dòng nhật ký, là chữ / must be the hash of the row, as text',
  maTep: 'cần SHA-256 của tệp, 64 chữ số hệ 16, hoặc null / must be the SHA-256 of the file, 64 hex digits, or null',
};

const error = (text: string): { error: string } => ({ error: text });
const id = z.string(error(takes.ma)).min(1, error(takes.ma)).max(200, error(takes.ma));
const line = z.string(error(takes.chu)).trim().min(1, error(takes.chu)).max(200, error(takes.chu));
const optionalText = z.string(error(takes.chuDai)).max(20_000, error(takes.chuDai)).nullable().default(null);
const topic = z.string(error(takes.linhVuc)).regex(/^(\d{1,2}(\.\d{1,3})*)?$/, error(takes.linhVuc));
const area = z.string(error(takes.diaBan)).min(1, error(takes.diaBan)).max(40, error(takes.diaBan));
const optionalArea = area.nullable().default(null);
const seconds = z.number(error(takes.giay)).min(0, error(takes.giay)).max(86_400, error(takes.giay));
const language = z.string(error(takes.ngonNgu)).regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, error(takes.ngonNgu));
const instant = z.iso.datetime({ offset: true, error: takes.thoiDiem });
const yesNo = z.boolean(error(takes.dungSai));
const oneOf = (text: string, ...numbers: number[]) =>
  z.number(error(text)).refine((value) => numbers.includes(value), error(text));
const priority = oneOf(takes.uuTien, 1, 2, 3);
const volume = z.number(error(takes.amLuong)).min(0, error(takes.amLuong)).max(100, error(takes.amLuong));

export const banTinSchema = z.object({
  BanTinID: id,
  TieuDe: line,
  TomTat: optionalText,
  NoiDung: optionalText,
  LoaiLinhVuc: topic.min(1, error(takes.linhVuc)),
  LoaiBanTin: oneOf(takes.loai, 1, 2, 3),
  MucDoUuTien: priority,
  NgonNgu: language.default('vi'),
  ThoiLuong: seconds.nullable().default(null),
  DiaBanTao: area,
  DanhSachDiaBanNhan: z.array(area, error(takes.diaBanNhan)).min(1, error(takes.diaBanNhan)),
  TacGia: line.nullable().default(null),
  NguonTin: line.nullable().default(null),
  MaTepAmThanh: z
    .string(error(takes.maTep))
    .regex(/^[0-9a-f]{64}$/, error(takes.maTep))
    .nullable()
    .default(null),
}) satisfies z.ZodType<BanTin>;

export const lichPhatSchema = z.object({
  LichPhatID: id,
  BanTinID: id,
  TieuDe: line,
  DiaBanPhat: area,
  CumLoaID: id.nullable().default(null),
  ThoiDiemBatDau: instant,
  ThoiLuong: seconds,
  AmLuong: volume.nullable().default(null),
  MucDoUuTien: priority,
  TiepAm: yesNo,
  NguonTiepAm: optionalArea,
}) satisfies z.ZodType<LichPhat>;

export const nhatKyPhatSchema = z.object({
  NhatKyID: id,
  BanTinID: id.nullable().default(null),
  TieuDe: z.string(error(takes.chu)).max(200, error(takes.chu)),
  LoaiLinhVuc: topic,
  MucDoUuTien: priority,
  /** Empty where nobody speaks, as with a chime. */
  NgonNgu: z.string(error(takes.ngonNgu)).regex(/^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/, error(takes.ngonNgu)),
  CumLoaID: id,
  DiaBanPhat: area,
  ThoiDiemKeHoach: instant,
  ThoiDiemBatDau: instant.nullable().default(null),
  ThoiLuongKeHoach: seconds,
  ThoiLuong: seconds,
  KetQua: z.enum(itemResults, error(takes.ketQua)),
  LyDo: optionalText,
  TiepAm: yesNo,
  NguonTiepAm: optionalArea,
  MaKiem: z.string(error(takes.maKiem)).default(''),
}) satisfies z.ZodType<NhatKyPhat>;
