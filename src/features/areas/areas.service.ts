import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ImportReport } from '../../contracts/http/areas';
import { tidyName } from '../../domain/text/fold';
import { wallClockAt } from '../../domain/time/wall-clock';
import { isZone } from '../../domain/time/zone-offsets';
import { Fault } from '../../domain/fault';
import { CLOCK, type Clock } from '../../platform/clock/clock';
import { ReadDatabase } from '../../platform/database/database';
import type { Actor } from '../../platform/database/transaction';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type Area, type AreaLevel, areaNameSearch, type AreaSettings, inForce } from './area';
import {
  findArea,
  findChildCodes,
  insertArea,
  readAreaRecords,
  updateArea,
  writeSuccessors,
  writeUnits,
} from './area.repository';
import { AreaSearch, type AreaHit, type AreaSearchOptions } from './area-search';
import { type AreaStep, AreaTree } from './area-tree';
import { type ImportRequest, planImport } from './import/plan-import';
import { isZoneCodeOf, nextZoneCode } from './zone-code';

export interface NewZone {
  communeCode: string;
  name: string;
  /** `<commune>.<something>`; the next free number when left out. */
  code?: string;
}

/** Null: as the area above says. Left out: as it was. */
export interface AreaSettingsChange {
  countsEmbedded?: boolean | null;
  timeZone?: string | null;
  languages?: string[] | null;
}

const mostHits = 100;

/** What depends on areas is told which of them changed; `load` anew before asking about them. */
export const areasChanged = 'areas.changed';

/**
 * The areas: official units with their history, and the zones of communes. Questions are answered at once from memory; `load` fills it
 * at start-up and every change refills it after its commit. Changes are units of work of their own: do not call them inside another.
 */
@Injectable()
export class AreasService implements OnModuleInit {
  private tree = new AreaTree({ areas: [], formerStates: [], successors: [] });
  private index: AreaSearch | undefined;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly read: ReadDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.load();
  }

  /** Reads all areas anew. Needed once before the first question, and after another process changed them. */
  async load(): Promise<void> {
    this.tree = new AreaTree(await readAreaRecords(this.read.manager));
    this.index = undefined;
  }

  /** The area of a code, in force or ended. Throws AREA_UNKNOWN. */
  get(code: string): Area {
    return this.tree.get(code);
  }

  /** The same, or undefined. */
  find(code: string): Area | undefined {
    return this.tree.find(code);
  }

  /** The code itself, then every code above it, up to VN; empty for an unknown code. */
  ancestorsOf(code: string): readonly string[] {
    return this.tree.ancestorsOf(code);
  }

  /** The areas in force below one, without itself; only those of `level` if given. */
  descendantsOf(code: string, level?: AreaLevel): Area[] {
    return this.tree.descendantsOf(code, level);
  }

  /** The areas in force directly below one. */
  childrenOf(code: string): readonly Area[] {
    return this.tree.childrenOf(code);
  }

  /** The communes in force in an area: itself when it is one, its own commune for a zone. */
  communesUnder(code: string): Area[] {
    return this.tree.communesUnder(code);
  }

  /** Codes of ended communes that went wholly into an area: what they aired is read under it too. */
  formerUnder(code: string): readonly string[] {
    return this.tree.formerUnder(code);
  }

  /** The zones in force of a commune. */
  zonesOf(communeCode: string): Area[] {
    return this.tree.zonesOf(communeCode);
  }

  /** What lies above an area, from its parent up to the province. */
  pathOf(code: string): AreaStep[] {
    return this.tree.pathOf(code);
  }

  /** The settings that hold in an area, its own or inherited. Throws AREA_UNKNOWN. */
  settingsOf(code: string): AreaSettings {
    return this.tree.settingsOf(code);
  }

  /** The languages that the communes in these areas state, each with the number of those communes. */
  languagesUnder(codes: readonly string[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const code of codes) {
      for (const [language, communes] of this.tree.languagesUnder(code))
        counts.set(language, (counts.get(language) ?? 0) + communes);
    }
    return counts;
  }

  /** Areas by present name, former name or code, best first (B8). */
  search(text: string, options: AreaSearchOptions): AreaHit[] {
    this.index ??= new AreaSearch(this.tree);
    return this.index.find(text, { ...options, limit: Math.min(options.limit, mostHits) });
  }

  /** The communes in force that took in the unit a code stood for before; empty when none is recorded. */
  successorsOf(oldCode: string): Area[] {
    return this.tree.records.successors
      .filter((link) => link.oldCode === oldCode)
      .flatMap((link) => this.tree.find(link.newCode) ?? [])
      .filter(inForce);
  }

  /** Imports a list, all or nothing: IMPORT_REJECTED names every faulty row. A dry run writes nothing and reports the errors instead. */
  async importUnits(actor: Actor, request: ImportRequest): Promise<ImportReport> {
    if (request.dryRun) return planImport(request, await readAreaRecords(this.read.manager)).report;
    const report = await this.uow.run(actor, async (tx) => {
      const plan = planImport(request, await readAreaRecords(tx.manager));
      const { errors, remarks, ...counts } = plan.report;
      if (errors.length > 0) throw new Fault('IMPORT_REJECTED', { errors });
      if (plan.units.length + plan.successors.length === 0) return plan.report;
      await writeUnits(tx.manager, plan.units, tx.nowMs);
      await writeSuccessors(tx.manager, plan.successors, tx.nowMs);
      const sha256 = createHash('sha256').update(request.csv).digest('hex');
      const after = { ...counts, remarks: remarks.length, sha256 };
      await tx.audit({ action: 'areas.imported', entity: 'area-list', entityId: request.kind, after });
      await tx.emit({ type: areasChanged, payload: { areaCodes: plan.units.map((unit) => unit.code) } });
      return plan.report;
    });
    await this.load();
    return report;
  }

  /** Makes a zone of a commune in force. Throws AREA_UNKNOWN, AREA_LEVEL_WRONG, STATE_FORBIDS, ZONE_EXISTS, INPUT_INVALID. */
  async createZone(actor: Actor, { communeCode, name, code }: NewZone): Promise<Area> {
    const zone = await this.uow.run(actor, async (tx) => {
      const commune = await findArea(tx.manager, communeCode);
      if (!commune) throw new Fault('AREA_UNKNOWN', { code: communeCode });
      mustBe('commune', commune);
      if (!inForce(commune))
        throw new Fault('STATE_FORBIDS', { what: commune.name, state: 'ended', action: 'zone.create' });
      // Touching the commune makes two zones made at once meet, so that each finds the other's number taken.
      await updateArea(tx.manager, communeCode, {}, tx.nowMs);
      const taken = await findChildCodes(tx.manager, communeCode);
      const zoneCode = code ?? nextZoneCode(communeCode, taken);
      if (!isZoneCodeOf(communeCode, zoneCode))
        throw invalid('code', `must look like ${communeCode}.1`, `cần có dạng ${communeCode}.1`);
      if (taken.includes(zoneCode)) throw new Fault('ZONE_EXISTS', { code: zoneCode });
      const made: Area = {
        code: zoneCode,
        level: 'zone',
        ...named(name),
        parentCode: communeCode,
        validFrom: this.today(communeCode),
        validTo: null,
        countsEmbedded: null,
        timeZone: null,
        languages: null,
      };
      await insertArea(tx.manager, made, tx.nowMs);
      await tx.audit({ action: 'zone.created', entity: 'area', entityId: zoneCode, after: made });
      await tx.emit({ type: areasChanged, payload: { areaCodes: [zoneCode] } });
      return made;
    });
    await this.load();
    return zone;
  }

  /** Gives a zone another name. Official units are renamed by importing a list only. */
  async renameZone(actor: Actor, code: string, name: string): Promise<Area> {
    return this.change(actor, 'zone.renamed', code, (area) => {
      mustBe('zone', area);
      return named(name);
    });
  }

  /** Ends a zone; its code is never given again. Closing it twice changes nothing. */
  async closeZone(actor: Actor, code: string): Promise<Area> {
    return this.change(actor, 'zone.closed', code, (area) => {
      mustBe('zone', area);
      return { validTo: area.validTo ?? this.today(code) };
    });
  }

  /** Sets what an area says for itself and for what lies below it (L5, T1): also the languages that its bulletins are read in. */
  async updateSettings(actor: Actor, code: string, change: AreaSettingsChange): Promise<Area> {
    const { countsEmbedded, timeZone, languages } = change;
    if (typeof timeZone === 'string' && !isZone(timeZone)) {
      throw invalid('timeZone', 'is not a time zone of the IANA table', 'không có múi giờ này trong bảng IANA');
    }
    return this.change(actor, 'area.settings-changed', code, () => ({
      ...(countsEmbedded === undefined ? {} : { countsEmbedded }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(languages === undefined ? {} : { languages: languages && [...new Set(languages)] }),
    }));
  }

  private async change(
    actor: Actor,
    action: 'zone.renamed' | 'zone.closed' | 'area.settings-changed',
    code: string,
    changeOf: (area: Area) => Parameters<typeof updateArea>[2],
  ): Promise<Area> {
    await this.uow.run(actor, async (tx) => {
      const area = await findArea(tx.manager, code);
      if (!area) throw new Fault('AREA_UNKNOWN', { code });
      const change = changeOf(area);
      const keys = Object.keys(change) as (keyof typeof change)[];
      if (keys.every((key) => JSON.stringify(change[key]) === JSON.stringify(area[key]))) return;
      await updateArea(tx.manager, code, change, tx.nowMs);
      const before = Object.fromEntries(keys.map((key) => [key, area[key]]));
      await tx.audit({ action, entity: 'area', entityId: code, before, after: change });
      await tx.emit({ type: areasChanged, payload: { areaCodes: [code] } });
    });
    await this.load();
    return this.get(code);
  }

  private today(code: string): string {
    return wallClockAt(this.settingsOf(code).timeZone, this.clock.nowMs()).localDate;
  }
}

function named(name: string): Pick<Area, 'name' | 'nameSearch'> {
  const tidy = tidyName(name);
  if (tidy === '' || tidy.length > 120) throw invalid('name', 'needs 1 to 120 characters', 'cần từ 1 đến 120 ký tự');
  return { name: tidy, nameSearch: areaNameSearch(tidy) };
}

function mustBe(level: AreaLevel, area: Area): void {
  if (area.level !== level) {
    throw new Fault('AREA_LEVEL_WRONG', { code: area.code, wanted: level, found: area.level });
  }
}

function invalid(path: string, message: string, messageVi: string): Fault {
  return new Fault('INPUT_INVALID', { issues: [{ path, message, messageVi }] });
}
