import { Ellipsis, Languages, LogOut, WifiOff } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import type { MeView, UserView } from '../../contracts/http/accounts';
import { rolesOf } from '../data/session';
import { Button, IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { PlaceLink } from '../ui/link';
import { ProblemNote } from '../ui/states';
import { shellWords } from '../words/shell';
import { Brand } from './brand';
import { useLanguage, useWords } from './language';
import type { PageEntry } from './page-list';
import { pagesFor } from './pages';

/** Nobody waits for the bell. */
const Bell = lazy(() => import('./bell'));

/** A thumb reaches this many places; the rest is behind "More". */
const barPlaces = 4;

/** What stands around the pages: a side bar on wide screens, a bar at the bottom of a phone. */
export function Shell({ user, children }: { user: MeView; children: ReactNode }) {
  const words = useWords(shellWords);
  const [more, setMore] = useState(false);
  const places = pagesFor(rolesOf(user)).filter((page) => page.nav);
  const fits = places.length <= barPlaces + 1;
  const inBar = fits ? places : places.slice(0, barPlaces);
  const { pathname } = useLocation();
  const queries = useQueryClient();
  useEffect(() => {
    let stop: (() => void) | null = () => undefined;
    void import('./following').then(({ follow }) => {
      if (stop) stop = follow(queries, user);
    });
    return () => {
      stop?.();
      stop = null;
    };
    // Once for each person.
  }, [queries, user.id]);
  const main = useRef<HTMLElement>(null);
  const arrived = useRef(false);
  useEffect(() => {
    setMore(false);
    window.scrollTo(0, 0);
    if (arrived.current) main.current?.focus({ preventScroll: true });
    arrived.current = true;
  }, [pathname]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <aside className="side">
        <div className="side-head">
          <BrandLine />
          <Suspense>
            <Bell />
          </Suspense>
        </div>
        <nav aria-label={words.navigation}>
          {places.map((page) => (
            <Place key={page.path} page={page} />
          ))}
        </nav>
        <Account user={user} />
      </aside>
      <header className="top">
        <BrandLine />
        <div className="account-does">
          <Suspense>
            <Bell />
          </Suspense>
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Connection />
        {children}
      </main>
      <nav className="bar" aria-label={words.navigation}>
        {inBar.map((page) => (
          <Place key={page.path} page={page} short />
        ))}
        <button type="button" className="place" onClick={() => setMore(true)}>
          <Ellipsis aria-hidden />
          <span>{words.more}</span>
        </button>
      </nav>
      <Dialog title={words.more} open={more} onClose={() => setMore(false)}>
        {!fits && (
          <nav className="more-places" aria-label={words.more}>
            {places.slice(barPlaces).map((page) => (
              <Place key={page.path} page={page} />
            ))}
          </nav>
        )}
        <Account user={user} />
      </Dialog>
    </div>
  );
}

function BrandLine() {
  const words = useWords(shellWords);
  return (
    <div className="brand">
      <Brand />
      <div>
        <strong>{words.loa}</strong>
        <span>{words.tagline}</span>
      </div>
    </div>
  );
}

function Place({ page, short = false }: { page: PageEntry; short?: boolean }) {
  const { language } = useLanguage();
  if (!page.nav) return null;
  const Icon = page.nav.icon;
  return (
    <PlaceLink to={page.path} className="place">
      <Icon aria-hidden />
      <span>{((short && page.nav.short) || page.nav)[language]}</span>
    </PlaceLink>
  );
}

function Account({ user }: { user: UserView }) {
  const words = useWords(shellWords);
  const [failed, setFailed] = useState<unknown>(null);
  const leave = (): void => {
    setFailed(null);
    void import('./following').then(({ logOut }) => logOut()).catch(setFailed);
  };
  return (
    <div className="account">
      <div className="account-who">
        <strong>{user.displayName}</strong>
        <span>
          {rolesOf(user)
            .map((role) => words[role])
            .join(', ')}
        </span>
      </div>
      <div className="account-does">
        <LanguageSwitch />
        <IconButton icon={LogOut} label={words.logOut} onClick={leave} />
      </div>
      {failed !== null && <ProblemNote error={failed} />}
    </div>
  );
}

/** Says the language it switches to, in that language. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <Button look="quiet" small icon={Languages} lang={other} onClick={() => choose(other)}>
      {other === 'vi' ? 'Tiếng Việt' : 'English'}
    </Button>
  );
}

function Connection() {
  const words = useWords(shellWords);
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  if (online) return null;
  return (
    <div className="offline" role="status">
      <WifiOff aria-hidden />
      {words.offline}
    </div>
  );
}
