import { areaLevels } from '../../contracts/http/areas';
import { foldVietnamese } from '../../domain/text/fold';

/** The words of an area (design section 2). */

export { areaLevels };
export type AreaLevel = (typeof areaLevels)[number];

/** The nation: the root of every path, there from the first migration. */
export const rootAreaCode = 'VN';

/**
 * An area as it is now, or as it last was. `validFrom` and `validTo` are local dates, both included; null means since before Loa's
 * records, and in force. `countsEmbedded` (L5), `timeZone` and `languages` are null where the area above decides.
 */
export interface Area {
  code: string;
  level: AreaLevel;
  name: string;
  /** `areaNameSearch(name)`. */
  nameSearch: string;
  parentCode: string | null;
  validFrom: string | null;
  validTo: string | null;
  countsEmbedded: boolean | null;
  timeZone: string | null;
  languages: string[] | null;
}

/** What a code stood for before its present state: another name, another parent, perhaps another place. */
export interface FormerState {
  code: string;
  name: string;
  nameSearch: string;
  parentCode: string | null;
  validFrom: string | null;
  validTo: string;
}

/**
 * A commune that went, wholly or partly, into another. `oldCode` is null where the source gives none that is sure; then the old name
 * is words only.
 */
export interface Successor {
  newCode: string;
  oldCode: string | null;
  oldName: string;
  oldNameSearch: string;
  oldDistrict: string;
  oldProvince: string;
}

/** What the areas' pages and the planner ask for, after everything above had its say. */
export interface AreaSettings {
  /** L5: airings of embedded demo devices count here. */
  countsEmbedded: boolean;
  /** IANA zone of the area's wall clock. */
  timeZone: string;
  /** That its people speak, as codes; null where nobody has said, and then every version of a bulletin is heard. */
  languages: string[] | null;
}

/** In force: no end is recorded. */
export const inForce = (area: { validTo: string | null }): boolean => area.validTo === null;

/** The search form of an area's name (B8). Lists write "Phường 05" and "Phường 5" alike. */
export function areaNameSearch(name: string): string {
  return foldVietnamese(name).replace(/\b0+(?=\d)/g, '');
}

const unitWords = /^(tinh|thanh pho|thi xa|thi tran|dac khu|quan|huyen|phuong|xa) (?=.)/;

/** A name's search form without the word for its kind: "xa ia toi" -> "ia toi". */
export function withoutUnitWord(nameSearch: string): string {
  return nameSearch.replace(unitWords, '');
}
