/** Whether a slot's own audio fits the session it frames (S2, S3): said on save, not on the air. */
import { type Template } from './slot';

export interface TemplateIssue {
  itemId: string;
  code: 'too-long-together' | 'before-opening-ends' | 'after-session-ends' | 'overlaps-fixed';
}

/** What does not fit into a session of `sessionMs`: fixed parts collide, or stand outside, or opening and closing fill it. */
export function templateIssues({ opening, fixed, closing }: Template, sessionMs: number): TemplateIssue[] {
  const lengthOf = (items: readonly { durationMs: number }[]): number =>
    items.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const start = lengthOf(opening);
  const end = sessionMs - lengthOf(closing);
  const issues: TemplateIssue[] = [];
  const [first] = [...opening, ...closing];
  if (first && start > end) issues.push({ itemId: first.id, code: 'too-long-together' });
  let free = Number.NEGATIVE_INFINITY;
  for (const { id, offsetMs, durationMs } of [...fixed].sort((a, b) => a.offsetMs - b.offsetMs)) {
    if (offsetMs < start) issues.push({ itemId: id, code: 'before-opening-ends' });
    else if (offsetMs + durationMs > end) issues.push({ itemId: id, code: 'after-session-ends' });
    else if (offsetMs < free) issues.push({ itemId: id, code: 'overlaps-fixed' });
    free = Math.max(free, offsetMs + durationMs);
  }
  return issues;
}
