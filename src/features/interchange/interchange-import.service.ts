import { Injectable } from '@nestjs/common';
import type { ImportReportView } from '../../contracts/http/interchange';
import {
  checkInterchange,
  issueOf,
  pathTo,
  type CheckedFile,
  type InterchangeIssue,
} from '../../contracts/interchange/check';
import type { Principal } from '../../domain/access/principal';
import { Fault } from '../../domain/fault';
import { fromBanTin, kindNumbers } from '../../domain/interchange/mapping';
import type { BanTin } from '../../domain/interchange/records';
import { ReadDatabase } from '../../platform/database/database';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { actorOf } from '../../platform/http/access';
import { AreasService, inForce } from '../areas';
import { WritingService } from '../bulletins';
import { TopicsService } from '../topics';
import { findTaken, insertTaken } from './interchange.repository';

/** Takes files of provincial systems in: each field is judged, then the areas and topics they name, then all of it or nothing is written. */
@Injectable()
export class InterchangeImport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    private readonly areas: AreasService,
    private readonly topics: TopicsService,
    private readonly writing: WritingService,
  ) {}

  /** What a file says and what is wrong with it. Changes nothing. @param areaCode where its bulletins may come from; null: anywhere */
  async check(areaCode: string | null, file: unknown): Promise<{ checked: CheckedFile; report: ImportReportView }> {
    const checked = checkInterchange(file);
    const { kind, sender, records } = checked;
    const bulletins = kind === 'BanTin' ? (records as BanTin[]) : [];
    // A record's place in the file is sure only while none was left out.
    if (checked.issues.length === 0)
      for (const [i, record] of bulletins.entries()) checked.issues.push(...this.unknownIn(record, i, areaCode));
    const ids = bulletins.map((one) => one.BanTinID);
    const taken = await findTaken(this.read.manager, sender, ids);
    const known = ids.filter((id) => taken.has(id)).length;
    const made = bulletins.length - known;
    const report = { kind, dryRun: true, records: records.length, made, known, issues: checked.issues };
    return { checked, report };
  }

  /** Makes drafts of a file's bulletins; those taken in before stay as they are. Throws IMPORT_REJECTED with every fault, and writes nothing then. */
  async take(user: Principal, areaCode: string, file: unknown): Promise<ImportReportView> {
    const { checked, report } = await this.check(areaCode, file);
    if (report.issues.length > 0) {
      const errors = report.issues.map((one) => ({
        row: Number(/^DuLieu\[(\d+)\]/.exec(one.path)?.[1] ?? -1) + 1,
        ...{ column: one.path, reason: withValue(one, one.message), reasonVi: withValue(one, one.messageVi) },
      }));
      throw new Fault('IMPORT_REJECTED', { errors });
    }
    if (checked.kind !== 'BanTin') return { ...report, dryRun: false };
    const made = await this.uow.run(actorOf(user), async (tx) => {
      const records = checked.records as BanTin[];
      const ids = records.map((one) => one.BanTinID);
      const taken = await findTaken(tx.manager, checked.sender, ids);
      const fresh = records.filter((one) => !taken.has(one.BanTinID));
      for (const record of fresh) {
        const { id: foreignId, language, durationMs: _ms, sha256: _sha256, ...bulletin } = fromBanTin(record);
        const source = bulletin.source ?? checked.sender;
        const bulletinId = await this.writing.create(user, { ...bulletin, source }, { profile: 'speech', language });
        await insertTaken(tx.manager, { sender: checked.sender, foreignId, bulletinId, takenAt: tx.nowMs });
      }
      return fresh.length;
    });
    return { ...report, dryRun: false, made, known: report.records - made };
  }

  private unknownIn(record: BanTin, index: number, areaCode: string | null): InterchangeIssue[] {
    const issues: InterchangeIssue[] = [];
    const must = (path: PropertyKey[], value: unknown, good: boolean, text: string): void => {
      if (!good) issues.push(issueOf(pathTo(index, path), value, text));
    };
    const { LoaiLinhVuc, LoaiBanTin, DiaBanTao, DanhSachDiaBanNhan } = record;
    must(
      ['LoaiLinhVuc'],
      LoaiLinhVuc,
      this.knowsTopic(LoaiLinhVuc),
      'cần lĩnh vực đang dùng ở đây / must be a topic in use here',
    );
    const file = LoaiBanTin === kindNumbers.file || LoaiBanTin === kindNumbers.text;
    must(
      ['LoaiBanTin'],
      LoaiBanTin,
      file,
      'tiếp âm không nhập được, hãy đặt lịch / relays are not imported, book them',
    );
    const within = areaCode === null || this.areas.ancestorsOf(DiaBanTao).includes(areaCode);
    must(
      ['DiaBanTao'],
      DiaBanTao,
      this.knowsArea(DiaBanTao) && within,
      'cần địa bàn đang có, thuộc nơi nhập / must be an area in force, under the one imported to',
    );
    for (const [i, code] of DanhSachDiaBanNhan.entries()) {
      const below = this.knowsArea(code) && this.areas.ancestorsOf(code).includes(DiaBanTao);
      must(
        ['DanhSachDiaBanNhan', i],
        code,
        below,
        'cần địa bàn đang có, thuộc DiaBanTao / must be an area in force, under DiaBanTao',
      );
    }
    return issues;
  }

  private knowsArea(code: string): boolean {
    const area = this.areas.find(code);
    return area !== undefined && inForce(area);
  }

  private knowsTopic(code: string): boolean {
    return this.topics.find(code)?.retiredAt === null;
  }
}

const withValue = ({ value }: InterchangeIssue, message: string): string =>
  value === null ? message : `${value}: ${message}`;
