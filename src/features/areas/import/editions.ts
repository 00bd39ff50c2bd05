import type { AreaLevel } from '../area';

export type UnitLevel = Extract<AreaLevel, 'province' | 'district' | 'commune'>;

/** A complete list of official units and the stretch of local dates in which it was true. */
export interface Edition {
  validFrom: string | null;
  validTo: string | null;
  /** The level above each level of the list; `nation` needs no parent code. */
  parentLevels: Partial<Record<UnitLevel, UnitLevel | 'nation'>>;
}

/** Since 1 July 2025 there are two levels. When a unit of the older list began is not in it. */
export const editions = {
  'areas-2025': {
    validFrom: '2025-07-01',
    validTo: null,
    parentLevels: { province: 'nation', commune: 'province' },
  },
  'areas-2021': {
    validFrom: null,
    validTo: '2025-06-30',
    parentLevels: { province: 'nation', district: 'province', commune: 'district' },
  },
} as const satisfies Record<string, Edition>;

/** How the official codes of each level look. */
export const codeForms: Record<UnitLevel, RegExp> = {
  province: /^\d{2}$/,
  district: /^\d{2}\.\d{3}$/,
  commune: /^\d{5}$/,
};

/** The last day before the mergers, and the day from which they hold. */
export const mergersOf2025 = { oldDate: '2025-06-30', newDate: '2025-07-01' } as const;
