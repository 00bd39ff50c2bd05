/**
 * What is exchanged with provincial systems, in the national field names (docs/interchange.md). Lengths are seconds, to the millisecond;
 * instants ISO 8601 with the offset of the place.
 */

export const interchangeKinds = ['BanTin', 'LichPhat', 'NhatKyPhat'] as const;
export type InterchangeKind = (typeof interchangeKinds)[number];

export interface BanTin {
  BanTinID: string;
  TieuDe: string;
  TomTat: string | null;
  NoiDung: string | null;
  LoaiLinhVuc: string;
  LoaiBanTin: number;
  MucDoUuTien: number;
  NgonNgu: string;
  ThoiLuong: number | null;
  DiaBanTao: string;
  DanhSachDiaBanNhan: string[];
  TacGia: string | null;
  NguonTin: string | null;
  MaTepAmThanh: string | null;
}

export interface LichPhat {
  LichPhatID: string;
  BanTinID: string;
  TieuDe: string;
  DiaBanPhat: string;
  CumLoaID: string | null;
  ThoiDiemBatDau: string;
  ThoiLuong: number;
  AmLuong: number | null;
  MucDoUuTien: number;
  TiepAm: boolean;
  NguonTiepAm: string | null;
}

export interface NhatKyPhat {
  NhatKyID: string;
  BanTinID: string | null;
  TieuDe: string;
  LoaiLinhVuc: string;
  MucDoUuTien: number;
  NgonNgu: string;
  CumLoaID: string;
  DiaBanPhat: string;
  ThoiDiemKeHoach: string;
  ThoiDiemBatDau: string | null;
  ThoiLuongKeHoach: number;
  ThoiLuong: number;
  KetQua: string;
  LyDo: string | null;
  TiepAm: boolean;
  NguonTiepAm: string | null;
  MaKiem: string;
}
