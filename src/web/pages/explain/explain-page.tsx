import { Minus, Plus } from 'lucide-react';
import { bulletinsRoutes } from '../../../contracts/http/bulletins';
import { explainRoutes, type ExplanationView } from '../../../contracts/http/explain';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Badge, Card, Page, type Tone } from '../../ui/page';
import { Answer } from '../../ui/states';
import { dateText, Moment } from '../../ui/time';
import { explainWords } from '../../words/explain';
import { within } from '../../words/within';
import { PlaceBar, PlaceSearch } from '../operator/place-bar';
import { usePlace } from '../operator/use-place';
import './explain.css';

const localMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;
const stepMinutes = 5;

/** Why a bulletin did or did not play in a place, and what every loudspeaker there sounded at that moment. */
export default function ExplainPage() {
  const words = useWords(explainWords);
  const { language } = useLanguage();
  const place = usePlace('schedule.read');
  const { area, code, zone, param, set } = place;
  const now = wallClockAt(zone, stationNow());
  const at = localMoment.test(param('at')) ? param('at') : `${now.localDate}T${now.localTime}`;
  const bulletin = param('bulletin');
  const plans = area?.area.level === 'commune' || area?.area.level === 'zone';
  const query = bulletin ? { at, bulletin } : { at };
  const answer = useRoute(explainRoutes.explain, { params: { code }, query }, { enabled: plans, keepFormer: true });
  const title = useRoute(bulletinsRoutes.get, { params: { id: bulletin } }, { enabled: bulletin !== '' }).data?.title;
  const [date = '', time = ''] = at.split('T');
  return (
    <Page
      title={bulletin ? words.title : words.sounded}
      lead={plans ? `${area.area.name}, ${time} ${within(dateText(date, language, zone))}` : undefined}
    >
      <PlaceBar place={place} />
      <div className="explain-when">
        <TextField
          label={words.when}
          type="datetime-local"
          value={at}
          onChange={(event) => {
            if (localMoment.test(event.target.value)) set({ at: event.target.value });
          }}
        />
        <Button icon={Minus} onClick={() => set({ at: shifted(at, -stepMinutes) })}>
          {words.earlier}
        </Button>
        <Button icon={Plus} onClick={() => set({ at: shifted(at, stepMinutes) })}>
          {words.later}
        </Button>
      </div>
      {area && !plans && (
        <Card title={words.chooseCommune}>
          <PlaceSearch root={code} onChoose={(chosen) => set({ area: chosen })} />
        </Card>
      )}
      {plans && (
        <Answer of={answer}>
          {(explanation) => (
            <>
              <Why of={explanation} title={title} bulletinId={bulletin} onDrop={() => set({ bulletin: '' })} />
              <Heard of={explanation} />
            </>
          )}
        </Answer>
      )}
    </Page>
  );
}

/** A local moment some minutes on, by the calendar alone: a wall clock read as if it were UTC. */
function shifted(local: string, minutes: number): string {
  return new Date(Date.parse(`${local}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

type Bulletin = NonNullable<ExplanationView['bulletin']>;
const verdictTones: Record<Bulletin['verdict'], Tone> = {
  played: 'good',
  partly: 'warn',
  'not-played': 'bad',
  'will-play': 'info',
  'will-not-play': 'bad',
  unknown: 'neutral',
};

interface WhyProps {
  of: ExplanationView;
  title: string | undefined;
  bulletinId: string;
  onDrop: () => void;
}

function Why({ of: { bulletin }, title, bulletinId, onDrop }: WhyProps) {
  const words = useWords(explainWords);
  const { language } = useLanguage();
  if (bulletin === null) return null;
  const { verdict, text, sessionAt, facts } = bulletin;
  // A bulletin that is read twice has the same said of it twice.
  const told = new Map<string, number>();
  for (const { text: said } of facts) told.set(said[language], (told.get(said[language]) ?? 0) + 1);
  return (
    <Card title={title} aside={<Badge tone={verdictTones[verdict]}>{text[language].replace(/\.$/, '')}</Badge>}>
      {sessionAt !== null && (
        <p className="quiet">
          {words.session} <Moment at={sessionAt} inSentence />
        </p>
      )}
      {facts.length === 0 && <p>{words.noFacts}</p>}
      <ol className="explain-facts">
        {[...told].map(([said, times]) => (
          <li key={said}>{times === 1 ? said : said.replace(/\.?$/, ` (${words.times(times)}).`)}</li>
        ))}
      </ol>
      <div className="row">
        {title !== undefined && <LinkButton to={`/bulletins/${bulletinId}`}>{words.openBulletin}</LinkButton>}
        <Button look="quiet" onClick={onDrop}>
          {words.withoutBulletin}
        </Button>
      </div>
    </Card>
  );
}

const soundingTones: Record<ExplanationView['heard'][number]['sounding'], Tone> = {
  ours: 'good',
  'nothing-of-ours': 'neutral',
  unknown: 'info',
};

function Heard({ of: { heard } }: { of: ExplanationView }) {
  const words = useWords(explainWords);
  const { language } = useLanguage();
  return (
    <Card title={words.sounded}>
      {heard.length === 0 && <p className="quiet">{words.noDevices}</p>}
      <ul className="stack-tight">
        {heard.map(({ deviceId, sounding, text, heardAt }) => (
          <li key={deviceId} className="row">
            <Badge tone={soundingTones[sounding]}>{words[sounding]}</Badge>
            <span className="grow">
              {text[language]}
              {heardAt !== null && (
                <span className="quiet small">
                  {' '}
                  {words.heardAt}: <Moment at={heardAt} inSentence />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
