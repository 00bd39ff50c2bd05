import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { type To, useHref, useLinkClickHandler, useLocation } from 'react-router';

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'onClick'> {
  to: To;
  replace?: boolean;
  children?: ReactNode;
}

/** Goes to a page without loading the application anew. The router's own link brings prefetching along, which nobody here uses. */
export function Link({ to, replace, children, ...rest }: LinkProps) {
  const href = useHref(to);
  const go = useLinkClickHandler<HTMLAnchorElement>(to, { replace });
  return (
    <a {...rest} href={href} onClick={go}>
      {children}
    </a>
  );
}

/** A link that knows whether one is there, or on a page below it. */
export function PlaceLink({ to, className, ...rest }: LinkProps & { to: string }) {
  const { pathname } = useLocation();
  const here = pathname === to || pathname.startsWith(`${to}/`);
  return (
    <Link
      {...rest}
      to={to}
      className={`${className ?? ''}${here ? ' active' : ''}`}
      aria-current={here ? 'page' : undefined}
    />
  );
}
