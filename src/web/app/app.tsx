import { MapPinOff, UserRoundX } from 'lucide-react';
import { type ComponentType, lazy, type LazyExoticComponent, Suspense, useRef } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import type { UserView } from '../../contracts/http/accounts';
import { rolesOf, useMe } from '../data/session';
import { LinkButton } from '../ui/button';
import { Page } from '../ui/page';
import { Empty, Loading, ProblemNote } from '../ui/states';
import { shellWords } from '../words/shell';
import { Guarded } from './guarded';
import { useWords } from './language';
import { allPages, pagesFor } from './pages';
import { Shell } from './shell';

const components = new Map<string, LazyExoticComponent<ComponentType>>(
  allPages.map((page) => [page.path, lazy(page.load)]),
);

/** Who is signed in does not wait for the form. */
const LogInPage = lazy(() => import('../pages/log-in/log-in-page').then((page) => ({ default: page.LogInPage })));

/** The log-in form, or the user's pages. The form stands in place of the page asked for, so the place is kept. */
export function App() {
  const me = useMe();
  const wasIn = useRef(false);
  if (me.data) wasIn.current = true;
  if (me.data === undefined)
    return (
      <div className="alone">
        {me.isError ? <ProblemNote error={me.error} onRetry={() => void me.refetch()} /> : <Loading />}
      </div>
    );
  if (me.data === null)
    return (
      <Suspense fallback={<div className="alone" />}>
        <LogInPage ended={wasIn.current} />
      </Suspense>
    );
  return (
    <Shell user={me.data}>
      <Suspense
        fallback={
          <div className="page">
            <Loading lines={5} />
          </div>
        }
      >
        <Pages user={me.data} />
      </Suspense>
    </Shell>
  );
}

/** Says to the first page that nobody asked for it by name. */
const arrived = { arrived: true };

function Pages({ user }: { user: UserView }) {
  const mine = pagesFor(rolesOf(user));
  const first = mine.find((page) => page.nav);
  if (!first) return <NoRole />;
  return (
    <Routes>
      <Route index element={<Navigate to={first.path} replace state={arrived} />} />
      {mine.map(({ path }) => {
        const Component = components.get(path)!;
        return (
          <Route
            key={path}
            path={path}
            element={
              <Guarded>
                <Component />
              </Guarded>
            }
          />
        );
      })}
      <Route path="*" element={<Unknown />} />
    </Routes>
  );
}

function Unknown() {
  const words = useWords(shellWords);
  return (
    <Page title={words.pageUnknown}>
      <Empty icon={MapPinOff} title={words.pageUnknownWhat}>
        <LinkButton to="/">{words.home}</LinkButton>
      </Empty>
    </Page>
  );
}

function NoRole() {
  const words = useWords(shellWords);
  return (
    <Page title={words.noRole}>
      <Empty icon={UserRoundX} title={words.noRoleWhat} />
    </Page>
  );
}
