/** Two people at one rundown: what each has changed since both saw it. */

export interface LineChange {
  airingKey: string;
  change: 'added' | 'removed' | 'moved';
}

/** How an order of items became another. As few as possible count as moved: the rest kept its order. */
export function lineChanges(seen: readonly string[], now: readonly string[]): LineChange[] {
  const added = now.filter((key) => !seen.includes(key));
  const removed = seen.filter((key) => !now.includes(key));
  const kept = now.filter((key) => seen.includes(key));
  const steady = longestInOrder(kept.map((key) => seen.indexOf(key))).map((at) => seen[at]);
  const moved = kept.filter((key) => !steady.includes(key));
  return [
    ...added.map((airingKey) => ({ airingKey, change: 'added' as const })),
    ...removed.map((airingKey) => ({ airingKey, change: 'removed' as const })),
    ...moved.map((airingKey) => ({ airingKey, change: 'moved' as const })),
  ];
}

/** The longest part of the numbers that ascends. */
function longestInOrder(numbers: readonly number[]): number[] {
  const best: number[][] = [];
  for (const [i, number] of numbers.entries()) {
    let longest: number[] = [];
    for (let j = 0; j < i; j += 1) {
      const before = best[j] ?? [];
      if ((numbers[j] ?? 0) < number && before.length > longest.length) longest = before;
    }
    best.push([...longest, number]);
  }
  return best.reduce((longest, one) => (one.length > longest.length ? one : longest), []);
}
