import type { Area } from '../area';
import { type AreaRecords, AreaTree } from '../area-tree';
import { editions, type UnitLevel } from './editions';
import type { ImportKind, ImportReport } from '../../../contracts/http/areas';
import { type MergerPlan, planMergers } from './plan-mergers';
import { planUnits, type Unit } from './plan-units';
import { readUnits } from './read-units';

export interface ImportRequest {
  kind: ImportKind;
  /** The file's text: UTF-8 CSV with a header. */
  csv: string;
  /** Report what would happen and write nothing. */
  dryRun?: boolean;
}

/** What an import would write, and its report. Pure. */
export interface ImportPlan {
  report: ImportReport;
  /** Codes to write with their whole timelines. */
  units: Unit[];
  successors: MergerPlan['create'];
}

/** Plans an import against what is stored. With errors in the report there is nothing to write. */
export function planImport({ kind, csv, dryRun = false }: ImportRequest, records: AreaRecords): ImportPlan {
  const empty = { kind, dryRun, rows: 0, created: 0, updated: 0, closed: 0, unchanged: 0, errors: [], remarks: [] };
  if (kind === 'mergers-2025') {
    const known = new Set(records.successors.map((link) => link.id));
    const { rows, create, unchanged, errors, remarks } = planMergers(csv, new AreaTree(records), known);
    const report = { ...empty, rows, created: create.length, unchanged, errors, remarks };
    return { report, units: [], successors: create };
  }
  const edition = editions[kind];
  const levels = new Map(records.areas.map(({ code, level }) => [code, level]));
  const { units, errors, remarks } = readUnits(csv, edition, (code) => levels.get(code));
  if (errors.length > 0)
    return { report: { ...empty, rows: units.length, errors, remarks }, units: [], successors: [] };
  const plan = planUnits(units, edition, knownUnits(records));
  const report: ImportReport = {
    ...empty,
    rows: units.length,
    created: plan.create.length,
    updated: plan.update.length,
    closed: plan.close.length,
    unchanged: plan.unchanged,
    remarks: [...remarks, ...plan.remarks],
  };
  return { report, units: [...plan.create, ...plan.update, ...plan.close], successors: [] };
}

/** The official units with their timelines, oldest state first. */
export function knownUnits({ areas, formerStates }: AreaRecords): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const area of areas) {
    if (!isOfficial(area)) continue;
    const { code, level, name, parentCode, validFrom, validTo } = area;
    units.set(code, { code, level, timeline: [{ name, parentCode, validFrom, validTo }] });
  }
  const newestFirst = [...formerStates].sort((a, b) => (a.validTo < b.validTo ? 1 : -1));
  for (const { code, name, parentCode, validFrom, validTo } of newestFirst) {
    units.get(code)?.timeline.unshift({ name, parentCode, validFrom, validTo });
  }
  return units;
}

function isOfficial(area: Area): area is Area & { level: UnitLevel } {
  return area.level !== 'nation' && area.level !== 'zone';
}
