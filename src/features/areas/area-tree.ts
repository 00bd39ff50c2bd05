import { Fault } from '../../domain/fault';
import {
  type Area,
  type AreaLevel,
  type AreaSettings,
  type FormerState,
  inForce,
  rootAreaCode,
  type Successor,
} from './area';

/** Everything known about areas, as stored. */
export interface AreaRecords {
  areas: readonly Area[];
  formerStates: readonly FormerState[];
  successors: readonly (Successor & { id: string })[];
}

/** One area of a path. */
export type AreaStep = Pick<Area, 'code' | 'level' | 'name'>;

const rootSettings: AreaSettings = { countsEmbedded: false, timeZone: 'Asia/Ho_Chi_Minh', languages: null };

/** The areas as a tree in memory: made anew after every change, never changed. Pure. */
export class AreaTree {
  private readonly byCode = new Map<string, Area>();
  private readonly children = new Map<string, Area[]>();
  private readonly paths = new Map<string, readonly string[]>();
  private readonly former = new Map<string, FormerState[]>();
  private readonly formerCodes = new Map<string, readonly string[]>();
  private readonly languages = new Map<string, ReadonlyMap<string, number>>();

  constructor(readonly records: AreaRecords) {
    for (const area of records.areas) this.byCode.set(area.code, area);
    for (const area of records.areas) {
      if (area.parentCode !== null && inForce(area)) append(this.children, area.parentCode, area);
    }
    for (const list of this.children.values()) list.sort(byCode);
    for (const state of records.formerStates) append(this.former, state.code, state);
    for (const list of this.former.values()) list.sort((a, b) => (a.validTo < b.validTo ? -1 : 1));
  }

  find(code: string): Area | undefined {
    return this.byCode.get(code);
  }

  /** Throws AREA_UNKNOWN. */
  get(code: string): Area {
    const area = this.byCode.get(code);
    if (!area) throw new Fault('AREA_UNKNOWN', { code });
    return area;
  }

  /** Throws AREA_UNKNOWN, and AREA_LEVEL_WRONG for another level. */
  getAt(level: AreaLevel, code: string): Area {
    const area = this.get(code);
    if (area.level !== level) throw new Fault('AREA_LEVEL_WRONG', { code, wanted: level, found: area.level });
    return area;
  }

  /** The code itself, then every code above it up to the nation; empty for an unknown code. */
  ancestorsOf(code: string): readonly string[] {
    const known = this.paths.get(code);
    if (known) return known;
    const path: string[] = [];
    for (let area = this.byCode.get(code); area; area = this.above(area)) path.push(area.code);
    this.paths.set(code, path);
    return path;
  }

  /** What lies above an area, from its parent up to the province; for an ended one as it was on its last day. */
  pathOf(code: string): AreaStep[] {
    const lastDate = this.byCode.get(code)?.validTo ?? null;
    if (lastDate !== null) return this.pathOn(code, lastDate);
    return this.ancestorsOf(code)
      .slice(1)
      .filter((above) => above !== rootAreaCode)
      .map((above) => this.get(above));
  }

  /** What lay above a code on a local date, from its parent up to the province. */
  pathOn(code: string, date: string): AreaStep[] {
    const path: AreaStep[] = [];
    let parent = this.stateOn(code, date)?.parentCode ?? null;
    while (parent !== null && parent !== rootAreaCode) {
      const state = this.stateOn(parent, date);
      path.push({ code: parent, level: this.get(parent).level, name: state?.name ?? parent });
      parent = state?.parentCode ?? null;
    }
    return path;
  }

  /** The areas in force directly below, by code. */
  childrenOf(code: string): readonly Area[] {
    return this.children.get(code) ?? [];
  }

  /** The areas in force below one, without itself, each above what lies below it; only those of `level` if given. */
  descendantsOf(code: string, level?: AreaLevel): Area[] {
    const found: Area[] = [];
    const visit = (area: Area): void => {
      if (level === undefined || area.level === level) found.push(area);
      if (area.level !== level) this.childrenOf(area.code).forEach(visit);
    };
    this.childrenOf(code).forEach(visit);
    return found;
  }

  /** The communes in force in an area: itself when it is one, its own commune for a zone. */
  communesUnder(code: string): Area[] {
    const area = this.find(code);
    if (!area) return [];
    if (area.level === 'zone') return area.parentCode === null ? [] : this.communesUnder(area.parentCode);
    if (area.level === 'commune') return inForce(area) ? [area] : [];
    return this.descendantsOf(code, 'commune');
  }

  /**
   * Codes of ended communes all of whose successors, or theirs, lie in an area, itself included: what they aired is read under it too.
   * A commune that was divided between two areas belongs to neither, since nobody can say which part heard what.
   */
  formerUnder(code: string): readonly string[] {
    const known = this.formerCodes.get(code);
    if (known) return known;
    const heirs = new Map<string, string[]>();
    for (const { oldCode, newCode } of this.records.successors) {
      const old = oldCode === null ? undefined : this.find(oldCode);
      if (oldCode !== null && oldCode !== newCode && !(old && inForce(old))) append(heirs, oldCode, newCode);
    }
    const liesIn = (one: string, passed: readonly string[]): boolean => {
      if (one === code || this.ancestorsOf(one).includes(code)) return true;
      const next = heirs.get(one);
      return next !== undefined && !passed.includes(one) && next.every((heir) => liesIn(heir, [...passed, one]));
    };
    const found = [...heirs].filter(([, next]) => next.every((heir) => liesIn(heir, []))).map(([old]) => old);
    this.formerCodes.set(code, found.sort());
    return found;
  }

  /** The zones in force of a commune, in the order of their numbers. */
  zonesOf(communeCode: string): Area[] {
    return this.childrenOf(communeCode)
      .filter((area) => area.level === 'zone')
      .sort((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }));
  }

  /** The settings that hold in an area: its own, else the nearest above it. Throws AREA_UNKNOWN. */
  settingsOf(code: string): AreaSettings {
    const path = [this.get(code).code, ...this.ancestorsOf(code).slice(1)].map((one) => this.get(one));
    return {
      countsEmbedded: path.find((area) => area.countsEmbedded !== null)?.countsEmbedded ?? rootSettings.countsEmbedded,
      timeZone: path.find((area) => area.timeZone !== null)?.timeZone ?? rootSettings.timeZone,
      languages: path.find((area) => area.languages !== null)?.languages ?? rootSettings.languages,
    };
  }

  /** The languages that the communes in force in an area state, each with the number of those communes. */
  languagesUnder(code: string): ReadonlyMap<string, number> {
    const known = this.languages.get(code);
    if (known) return known;
    const counts = new Map<string, number>();
    for (const commune of this.communesUnder(code)) {
      for (const one of this.settingsOf(commune.code).languages ?? []) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    this.languages.set(code, counts);
    return counts;
  }

  /** Ended states of a code that lives on, oldest first. */
  formerStatesOf(code: string): readonly FormerState[] {
    return this.former.get(code) ?? [];
  }

  /** What a code stood for on a local date, if it existed. */
  stateOn(code: string, date: string): Pick<Area, 'name' | 'parentCode'> | undefined {
    const area = this.byCode.get(code);
    return [...this.formerStatesOf(code), ...(area ? [area] : [])].find(
      (state) => (state.validFrom ?? '') <= date && (state.validTo === null || date <= state.validTo),
    );
  }

  private above(area: Area): Area | undefined {
    return area.parentCode === null ? undefined : this.byCode.get(area.parentCode);
  }
}

const byCode = (a: Area, b: Area): number => (a.code < b.code ? -1 : 1);

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
