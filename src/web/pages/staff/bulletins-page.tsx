import { ChevronRight, Mic, Search } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { bulletinsRoutes, type BulletinView } from '../../../contracts/http/bulletins';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { SelectField, TextField } from '../../ui/field';
import { Link } from '../../ui/link';
import { Page } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { momentText } from '../../ui/time';
import { bulletinWords } from '../../words/bulletins';
import { AreaField } from '../../ui/area-field';
import { MyWaiting } from './my-waiting';
import './bulletins.css';
import { currentVersion, StateBadge } from './bulletin-state';
import { useTopics } from './topic-field';

const states = ['processing', 'ready', 'submitted', 'approved', 'returned', 'refused', 'recalled', 'expired'] as const;
const refreshMs = 15_000;

/** The bulletins of one's areas, newest first; search, state and page stand in the URL. */
export default function BulletinsPage() {
  const words = useWords(bulletinWords);
  const [place, setPlace] = useSearchParams();
  const mayDraft = useMay('bulletin.draft');
  const search = place.get('q') ?? '';
  const state = states.find((one) => one === place.get('state'));
  const list = useRoute(
    bulletinsRoutes.list,
    {
      query: {
        limit: 30,
        ...(search ? { search } : {}),
        ...(state ? { state: [state] } : {}),
        ...(place.get('topic') ? { topicCode: place.get('topic')! } : {}),
        ...(place.get('lang') ? { language: place.get('lang')! } : {}),
        ...(place.get('area') ? { areaCode: place.get('area')! } : {}),
        ...(place.get('before') ? { before: place.get('before')! } : {}),
      },
    },
    { refetchMs: refreshMs, keepFormer: true },
  );
  const narrowed = [...place.keys()].length > 0;
  const set = (name: string, value: string): void =>
    setPlace(
      (former) => {
        const next = new URLSearchParams(former);
        if (value) next.set(name, value);
        else next.delete(name);
        next.delete('before');
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title={words.title}
      actions={
        mayDraft && (
          <LinkButton to="/send" look="primary" icon={Mic}>
            {words.send}
          </LinkButton>
        )
      }
    >
      <MyWaiting />
      <div className="bulletin-filters">
        <TextField
          label={words.search}
          type="search"
          value={search}
          onChange={(event) => set('q', event.target.value)}
        />
        <SelectField label={words.state} value={state ?? ''} onChange={(event) => set('state', event.target.value)}>
          <option value="">{words.all}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </SelectField>
      </div>
      <MoreFilters place={place} set={set} />
      <Answer of={list} lines={6}>
        {({ bulletins, next }) =>
          bulletins.length === 0 ? (
            <Empty icon={narrowed ? Search : Mic} title={narrowed ? words.noneFound : words.none}>
              {!narrowed && mayDraft && <p>{words.noneWhat}</p>}
            </Empty>
          ) : (
            <>
              <ul className="lines">
                {bulletins.map((bulletin) => (
                  <BulletinLine key={bulletin.id} bulletin={bulletin} to={`/bulletins/${bulletin.id}`} />
                ))}
              </ul>
              {next && (
                <div className="row">
                  <LinkButton to={`?${withParam(place, 'before', next)}`}>{words.older}</LinkButton>
                </div>
              )}
            </>
          )
        }
      </Answer>
    </Page>
  );
}

/** Languages that commune stations read in; a name of its own for each, in that language where there is one. */
const languages = {
  vi: 'Tiếng Việt',
  jra: 'Jrai',
  rad: 'Ê Đê',
  bdq: 'Ba Na',
  hmn: 'Hmông',
  khm: 'Khmer',
  en: 'English',
};

/** What an archive of years is searched by; open from the start where the link says one of them. */
function MoreFilters({ place, set }: { place: URLSearchParams; set: (name: string, value: string) => void }) {
  const words = useWords(bulletinWords);
  const { language } = useLanguage();
  const topics = useTopics();
  const value = (name: string): string => place.get(name) ?? '';
  return (
    <details className="more-filters" open={['topic', 'lang', 'area'].some(value) || undefined}>
      <summary>{words.moreFilters}</summary>
      <div className="bulletin-filters">
        <SelectField label={words.topic} value={value('topic')} onChange={(event) => set('topic', event.target.value)}>
          <option value="">{words.all}</option>
          {topics.map((topic) => (
            <option key={topic.code} value={topic.code}>
              {language === 'vi' ? topic.nameVi : topic.nameEn}
            </option>
          ))}
        </SelectField>
        <SelectField label={words.language} value={value('lang')} onChange={(event) => set('lang', event.target.value)}>
          <option value="">{words.all}</option>
          {Object.entries(languages).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <AreaField
          label={words.area}
          placeholder={words.everywhere}
          value={value('area')}
          onChange={(code) => set('area', code)}
        />
      </div>
    </details>
  );
}

function withParam(place: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(place);
  next.set(name, value);
  return next.toString();
}

/** One bulletin in a list. */
export function BulletinLine({ bulletin, to }: { bulletin: BulletinView; to: string }) {
  const { language } = useLanguage();
  const words = useWords(bulletinWords);
  const version = currentVersion(bulletin);
  return (
    <li>
      <Link to={to} className="line">
        <span className="line-text">
          <strong>{bulletin.title}</strong>
          <span className="row small quiet">
            {momentText(bulletin.createdAt, language)}
            {bulletin.priority !== 'normal' && <b className="urgent">{words[bulletin.priority]}</b>}
          </span>
        </span>
        {version && <StateBadge state={version.state} />}
        <ChevronRight aria-hidden className="line-go" />
      </Link>
    </li>
  );
}
