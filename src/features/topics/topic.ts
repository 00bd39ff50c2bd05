/** `list`: from an imported list; `local`: made here under an official topic. */
export const topicOrigins = ['list', 'local'] as const;
export type TopicOrigin = (typeof topicOrigins)[number];

/** A topic (lĩnh vực, chuyên mục). The official ones have no parent; local ones stand one level below them. */
export interface Topic {
  code: string;
  parentCode: string | null;
  nameVi: string;
  nameEn: string;
  /** `foldVietnamese(nameVi)`. */
  nameSearch: string;
  origin: TopicOrigin;
  /** Not offered for new bulletins since this instant; null while it is. */
  retiredAt: number | null;
}
