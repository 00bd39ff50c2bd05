import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { To } from 'react-router';
import { Link } from './link';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Face {
  look?: ButtonLook;
  icon?: LucideIcon;
  /** For rows of many: less air, still 44 px to touch on a phone. */
  small?: boolean;
  /** As wide as what it stands in. */
  wide?: boolean;
  children?: ReactNode;
}

const faceClass = ({ look = 'secondary', small, wide }: Face): string =>
  `button button-${look}${small ? ' button-small' : ''}${wide ? ' button-wide' : ''}`;

type ButtonProps = Face & ButtonHTMLAttributes<HTMLButtonElement> & { busy?: boolean };

/** A button; `busy` while its work is under way, when it cannot be pressed again. */
export function Button({ look, icon: Icon, small, wide, busy = false, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={faceClass({ look, small, wide })}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <LoaderCircle className="spin" aria-hidden /> : Icon && <Icon aria-hidden />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

/** A button without words: `label` is what it is called. */
export function IconButton({ icon: Icon, label, ...rest }: { icon: LucideIcon; label: string } & ButtonProps) {
  const { look: _look, small: _small, wide: _wide, busy: _busy, ...attributes } = rest;
  return (
    <button type="button" {...attributes} className="icon-button" aria-label={label} title={label}>
      <Icon aria-hidden />
    </button>
  );
}

/** Looks like a button, goes to a page. */
export function LinkButton({ to, look, icon: Icon, small, wide, children }: Face & { to: To }) {
  return (
    <Link to={to} className={faceClass({ look, small, wide })}>
      {Icon && <Icon aria-hidden />}
      {children !== undefined && <span>{children}</span>}
    </Link>
  );
}
