import type { UseQueryResult } from '@tanstack/react-query';
import { Inbox, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../app/language';
import { problemWords } from '../app/problem-words';
import { shellWords } from '../words/shell';
import { Button } from './button';

/** Something comes; the lines keep its place so that nothing jumps. */
export function Loading({ lines = 3 }: { lines?: number }) {
  const words = useWords(shellWords);
  return (
    <div className="loading" role="status">
      <span className="only-heard">{words.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="loading-line" aria-hidden />
      ))}
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Empty({
  icon: Icon = Inbox,
  title,
  children,
}: {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon aria-hidden />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong and what to do, in the user's language. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { language } = useLanguage();
  const words = useWords(shellWords);
  const { title, detail } = problemWords(error, language);
  return (
    <div className="note tone-bad" role="alert">
      <TriangleAlert aria-hidden />
      <div>
        <strong>{title}</strong>
        <p>{detail}</p>
        {onRetry && (
          <Button small onClick={onRetry}>
            {words.retry}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A remark beside the work: not an error. */
export function Note({
  tone = 'info',
  icon: Icon,
  children,
}: {
  tone?: string;
  icon?: LucideIcon;
  children: ReactNode;
}) {
  return (
    <div className={`note tone-${tone}`}>
      {Icon && <Icon aria-hidden />}
      <div>{children}</div>
    </div>
  );
}

/** Waits for an answer, tells its problem, then shows it: the three states that every read has. */
export function Answer<T>({
  of,
  lines,
  children,
}: {
  of: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) return <ProblemNote error={of.error} onRetry={() => void of.refetch()} />;
  return <Loading lines={lines} />;
}
