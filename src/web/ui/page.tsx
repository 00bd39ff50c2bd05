import { type ReactNode, useEffect } from 'react';
import { ArrowLeft } from 'lucide-react';
import type { To } from 'react-router';
import { Link } from './link';
import { useWords } from '../app/language';
import { shellWords } from '../words/shell';

interface PageProps {
  title: string;
  /** One line below the title: where, when, how many. */
  lead?: ReactNode;
  /** Where a phone's arrow goes; pages of the navigation have none. */
  back?: To;
  actions?: ReactNode;
  /** Tables and timelines use the whole width; forms and lists read better narrow. */
  width?: 'narrow' | 'normal' | 'full';
  children: ReactNode;
}

/** What every page stands in: title, actions, content. */
export function Page({ title, lead, back, actions, width = 'normal', children }: PageProps) {
  const words = useWords(shellWords);
  useEffect(() => {
    document.title = `${title} · Loa`;
  }, [title]);
  return (
    <div className={`page page-${width}`}>
      <header className="page-head">
        {back && (
          <Link to={back} className="icon-button" aria-label={words.back} title={words.back}>
            <ArrowLeft aria-hidden />
          </Link>
        )}
        <div className="page-title">
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A sheet of paper with an optional heading. */
export function Card({
  title,
  aside,
  tone,
  children,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  tone?: Tone;
  children: ReactNode;
}) {
  return (
    <section className={`card${tone ? ` tone-${tone} card-toned` : ''}`}>
      {title !== undefined && (
        <div className="card-head">
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Meaning by colour; every badge has words and where it matters a shape as well. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'live';

export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`badge tone-${tone}`}>
      <i aria-hidden />
      {children}
    </span>
  );
}
