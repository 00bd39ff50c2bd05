/** `list`: from an imported list; `local`: made here under an official topic. */
export type TopicOrigin = 'list' | 'local';

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

export interface TopicBranch extends Topic {
  topics: Topic[];
}

export const isOfficial = (topic: { parentCode: string | null }): boolean => topic.parentCode === null;

/** Codes by their numbers: 2.9 before 2.10. */
export function compareTopicCodes(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  const at = left.findIndex((number, i) => number !== right[i]);
  if (at < 0) return left.length - right.length;
  return (left[at] ?? 0) - (right[at] ?? -1);
}

/** Official topics, each with the local ones below it, in the order of their codes. */
export function topicTree(topics: readonly Topic[]): TopicBranch[] {
  const sorted = [...topics].sort((a, b) => compareTopicCodes(a.code, b.code));
  return sorted
    .filter(isOfficial)
    .map((topic) => ({ ...topic, topics: sorted.filter(({ parentCode }) => parentCode === topic.code) }));
}
