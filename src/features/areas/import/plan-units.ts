import { addDays } from '../../../domain/time/local-date';
import { type AreaState, endTimeline, recordState, sameTimeline, statesWithin } from '../timeline';
import type { Edition, UnitLevel } from './editions';
import type { ImportRemark } from '../../../contracts/http/areas';
import type { UnitRow } from './read-units';

/** A code with its whole timeline, oldest first. */
export interface Unit {
  code: string;
  level: UnitLevel;
  timeline: AreaState[];
}

export interface UnitPlan {
  /** Codes not known before. */
  create: Unit[];
  /** Known codes with another timeline. */
  update: Unit[];
  /** Known codes that end because a newer complete list lacks them. */
  close: Unit[];
  unchanged: number;
  remarks: ImportRemark[];
}

/**
 * What importing a complete list changes. A code keeps its identity; the list sets what it stood for within the list's dates only.
 * A code in force that a newer list lacks ends the day before; a code known from this very stretch that the file lacks is kept and
 * remarked, since a torn file must not end communes.
 */
export function planUnits(units: readonly UnitRow[], edition: Edition, known: ReadonlyMap<string, Unit>): UnitPlan {
  const plan: UnitPlan = { create: [], update: [], close: [], unchanged: 0, remarks: [] };
  const { validFrom, validTo } = edition;
  for (const { code, level, name, parentCode } of units) {
    const before = known.get(code);
    const timeline = recordState(before?.timeline ?? [], { name, parentCode, validFrom, validTo });
    if (!before) plan.create.push({ code, level, timeline });
    else if (sameTimeline(before.timeline, timeline)) plan.unchanged += 1;
    else plan.update.push({ code, level, timeline });
  }
  const listed = new Set(units.map(({ code }) => code));
  for (const unit of known.values()) {
    if (listed.has(unit.code)) continue;
    const [state] = statesWithin(unit.timeline, edition);
    if (!state) continue;
    const began = state.validFrom ?? '';
    if (validFrom !== null && validTo === null && began < validFrom && state.validTo === null) {
      plan.close.push({ ...unit, timeline: endTimeline(unit.timeline, addDays(validFrom, -1)) });
    } else {
      plan.remarks.push(absent(unit.code, state.name));
    }
  }
  return plan;
}

function absent(code: string, name: string): ImportRemark {
  return {
    row: null,
    kind: 'absent-kept',
    code,
    reason: `${code} ${name} is known from an earlier list of these dates but missing here; it was kept`,
    reasonVi: `${code} ${name} có trong danh mục nhập trước nhưng thiếu ở tệp này; vẫn được giữ`,
    candidate: null,
  };
}
