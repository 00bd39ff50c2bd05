import { MapPin } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { areasRoutes } from '../../../contracts/http/areas';
import { useWords } from '../../app/language';
import { useUser } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { AreaHitPlace } from '../../ui/area-field';
import { TextField } from '../../ui/field';
import { Link } from '../../ui/link';
import { Badge, Card, Page } from '../../ui/page';
import { Answer, Empty, Loading } from '../../ui/states';
import { areaWords, levelWords } from '../../words/admin';
import { Zones } from './zones';
import './admin.css';

const Retention = lazy(() => import('./retention'));

const at = (code: string): string => `/areas?${new URLSearchParams({ code })}`;

/** Search of areas under new and former names, and one area with what lies below it. */
export default function AreasPage() {
  const words = useWords(areaWords);
  const [params, setParams] = useSearchParams();
  const first = useUser().grants[0]?.areaCode ?? 'VN';
  const q = params.get('q') ?? '';
  return (
    <Page title={words.title}>
      <div className="stack">
        <TextField
          type="search"
          label={words.search}
          hint={words.hint}
          value={q}
          onChange={({ target }) => setParams(target.value === '' ? {} : { q: target.value }, { replace: true })}
        />
        {q.trim().length > 1 ? <Hits q={q.trim()} /> : <OneArea code={params.get('code') ?? first} />}
      </div>
    </Page>
  );
}

function Hits({ q }: { q: string }) {
  const words = useWords(areaWords);
  const levels = useWords(levelWords);
  const answer = useRoute(areasRoutes.search, { query: { q, limit: 30 } }, { keepFormer: true });
  return (
    <Card>
      <Answer of={answer}>
        {({ hits }) =>
          hits.length === 0 ? (
            <Empty icon={MapPin} title={words.nothing}>
              <p>{words.nothingWhat}</p>
            </Empty>
          ) : (
            <ul className="area-list">
              {hits.map((hit) => (
                <li key={`${hit.area.code}|${hit.formerly?.name ?? ''}`}>
                  <div className="grow">
                    <Link to={at(hit.area.code)}>{hit.area.name}</Link> <AreaHitPlace hit={hit} />
                  </div>
                  <span className="quiet small numbers">
                    {levels[hit.area.level]} {hit.area.code}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}

function OneArea({ code }: { code: string }) {
  const words = useWords(areaWords);
  const levels = useWords(levelWords);
  const answer = useRoute(areasRoutes.get, { params: { code } }, { keepFormer: true });
  return (
    <Answer of={answer}>
      {({ area, path, successors, zones, settings: { holding } }) => (
        <>
          <Card
            title={area.name}
            aside={
              <span className="quiet small numbers">
                {levels[area.level]} {area.code}
              </span>
            }
          >
            {path.length > 0 && (
              <p className="row small">
                {path.map((step) => (
                  <Link key={step.code} to={at(step.code)}>
                    {step.name}
                  </Link>
                ))}
              </p>
            )}
            {area.validTo !== null && <Badge tone="warn">{words.ended}</Badge>}
            {successors.length > 0 && (
              <p>
                {words.successors}:{' '}
                {successors.map((one) => (
                  <Link key={one.code} to={at(one.code)}>
                    {one.name}
                  </Link>
                ))}
              </p>
            )}
            <p className="quiet small">
              {words.timeZone}: {holding.timeZone} · {words.embedded}:{' '}
              {holding.countsEmbedded ? words.counts : words.countsNot}
            </p>
          </Card>
          {area.level === 'commune' ? (
            <Zones code={area.code} zones={zones} />
          ) : (
            area.level !== 'zone' && <Below code={area.code} />
          )}
          <Suspense fallback={<Loading />}>
            <Retention code={area.code} />
          </Suspense>
        </>
      )}
    </Answer>
  );
}

function Below({ code }: { code: string }) {
  const words = useWords(areaWords);
  const answer = useRoute(areasRoutes.children, { params: { code } }, { keepFormer: true });
  return (
    <Card title={words.below}>
      <Answer of={answer}>
        {({ areas }) =>
          areas.length === 0 ? (
            <p className="quiet">{words.nothingBelow}</p>
          ) : (
            <ul className="area-columns">
              {areas.map((area) => (
                <li key={area.code}>
                  <Link to={at(area.code)}>{area.name}</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}
