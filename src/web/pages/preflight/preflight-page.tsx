import { CalendarSearch, ChevronRight, RefreshCw } from 'lucide-react';
import { preflightRoutes } from '../../../contracts/http/preflight';
import type { ResponseOf } from '../../../contracts/http/route';
import { useLanguage, useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useChange, useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/field';
import { Link } from '../../ui/link';
import { Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty, Note } from '../../ui/states';
import { dateText } from '../../ui/time';
import { useToasts } from '../../ui/toast';
import { preflightWords } from '../../words/preflight';
import '../operator/lists.css';
import { PlaceBar } from '../operator/place-bar';
import { type Place, usePlace } from '../operator/use-place';
import { colours, faces } from './colours';
import { PreflightDay } from './preflight-day';
import './preflight.css';

type Colour = (typeof colours)[number];
type Line = ResponseOf<(typeof preflightRoutes)['list']>['communes'][number];

const refetchMs = 60_000;

/** How tomorrow stands in every commune, the worst first; where there is only one, with all that is to be done. */
export default function PreflightPage() {
  const words = useWords(preflightWords);
  const { language } = useLanguage();
  const place = usePlace('schedule.read', 1);
  const { area, code, date, zone, param } = place;
  const colour = colours.find((one) => one === param('colour'));
  const single = area?.area.level === 'commune' || area?.area.level === 'zone';
  const counted = useRoute(preflightRoutes.list, { params: { code }, query: { date, limit: 1 } }, { refetchMs });
  const counts = counted.data?.counts;
  const dayText = dateText(date, language, zone);
  return (
    <Page
      title={words.title}
      lead={counts && !single ? `${dayText}: ${words.lead(counts.red, counts.amber, counts.green)}` : dayText}
      actions={<RunAgain code={code} date={date} />}
    >
      <PlaceBar place={place} dated />
      <Answer of={counted} lines={5}>
        {({ counts: { red, amber, green } }) => {
          if (red + amber + green === 0)
            return (
              <Empty icon={CalendarSearch} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            );
          if (single) return <PreflightDay code={code} date={date} />;
          return <Communes place={place} colour={colour} counts={{ red, amber, green }} />;
        }}
      </Answer>
    </Page>
  );
}

interface CommunesProps {
  place: Place;
  colour: Colour | undefined;
  counts: Record<Colour, number>;
}

/** What needs somebody, the red before the amber; what is ready stands behind its button. */
function Communes({ place, colour, counts }: CommunesProps) {
  const words = useWords(preflightWords);
  const shown = colour ? [colour] : (['red', 'amber'] as const).filter((one) => counts[one] > 0);
  return (
    <>
      <Choice
        label={words.state}
        value={colour ?? ''}
        options={[
          { value: '', label: words.all },
          ...colours.map((value) => ({ value, label: words.counted(words[value], counts[value]) })),
        ]}
        onChange={(value) => place.set({ colour: value })}
      />
      {shown.map((one) => (
        <ColourList key={one} place={place} colour={one} alone={colour !== undefined} />
      ))}
      {colour === undefined && counts.green > 0 && (
        <Note tone="good" icon={faces.green.icon}>
          {words.greens(counts.green)}
        </Note>
      )}
    </>
  );
}

function ColourList({ place, colour, alone }: { place: Place; colour: Colour; alone: boolean }) {
  const words = useWords(preflightWords);
  const { code, date, param, set } = place;
  const after = alone ? param('after') : '';
  const query = { date, colour, limit: 100, ...(after ? { after } : {}) };
  const answer = useRoute(preflightRoutes.list, { params: { code }, query }, { refetchMs, keepFormer: true });
  return (
    <Answer of={answer}>
      {({ communes, next }) => (
        <>
          {communes.length === 0 && <Empty title={words.noneLike} />}
          <ul className="list">
            {communes.map((line) => (
              <li key={line.areaCode}>
                <CommuneLine line={line} date={date} />
              </li>
            ))}
          </ul>
          <Paging at={after} next={next} go={(at) => set({ colour, after: at })} />
        </>
      )}
    </Answer>
  );
}

function CommuneLine({ line, date }: { line: Line; date: string }) {
  const words = useWords(preflightWords);
  const { tone, icon: Icon } = faces[line.colour];
  return (
    <Link className={`flight-line tone-${tone}`} to={`/preflight/${encodeURIComponent(line.areaCode)}/${date}`}>
      <Icon aria-hidden />
      <div className="flight-what">
        <strong>{line.areaName}</strong>
        <span className="small">
          {[words[line.colour], words.findings(line.red, line.amber)].filter(Boolean).join(' · ')}
        </span>
      </div>
      <ChevronRight aria-hidden />
    </Link>
  );
}

/** Judges the day once more, for whoever has just put something right. */
export function RunAgain({ code, date }: { code: string; date: string }) {
  const words = useWords(preflightWords);
  const { tell, tellProblem } = useToasts();
  const run = useChange(preflightRoutes.run);
  if (!useMay('preflight.run')) return null;
  const send = (): void =>
    run.mutate(
      { params: { code }, body: { date } },
      { onSuccess: ({ communes, red, amber }) => tell(words.ran(communes, red, amber)), onError: tellProblem },
    );
  return (
    <Button icon={RefreshCw} busy={run.isPending} onClick={send}>
      {words.run}
    </Button>
  );
}
