import { CalendarX } from 'lucide-react';
import { type FormEvent, useMemo } from 'react';
import { queueRoutes } from '../../../contracts/http/queue';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Button, LinkButton } from '../../ui/button';
import { SelectField, TextField } from '../../ui/field';
import { Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty } from '../../ui/states';
import { dateText, useNow } from '../../ui/time';
import { dayWords } from '../../words/day';
import { operatorWords } from '../../words/operator';
import './day.css';
import { DayLanes } from './day-lanes';
import { DayNews } from './day-news';
import { PlaceBar } from './place-bar';
import { type DayRundown, isTrouble, lanesOf } from './session-state';
import { Silences } from './silences';
import { type Place, usePlace } from './use-place';

const states = ['open', 'frozen', 'attention'] as const;
const freshMs = 30_000;

/** The operator's day: every commune of an area, problems first. */
export default function DayPage() {
  const words = useWords(dayWords);
  const { language } = useLanguage();
  const place = usePlace('schedule.read');
  const { code, date, zone, param } = place;
  const state = states.find((one) => one === param('state'));
  const filter = {
    ...(state ? { state } : {}),
    ...(param('q') ? { search: param('q') } : {}),
    ...(param('after') ? { after: param('after') } : {}),
  };
  const day = useRoute(
    queueRoutes.listDay,
    { params: { code }, query: { date, ...filter } },
    { refetchMs: freshMs, keepFormer: true },
  );
  const news = useRoute(
    queueRoutes.listNews,
    { params: { code }, query: { from: date, to: date } },
    { refetchMs: freshMs, keepFormer: true },
  );
  const rundowns = day.data?.rundowns;
  const names = useMemo(() => new Map(rundowns?.map((one) => [one.areaCode, one.areaName])), [rundowns]);
  const title = date === place.today ? words.title : dateText(date, language, zone);
  const looks = rundowns?.filter(isTrouble).length ?? 0;
  return (
    <Page
      title={title}
      width="full"
      actions={<LinkButton to={`/explain?area=${encodeURIComponent(code)}`}>{words.sounded}</LinkButton>}
      lead={rundowns && words.lead(names.size, rundowns.length, looks)}
    >
      <PlaceBar place={place} dated />
      <Filters key={param('q')} place={place} />
      <Silences place={place} />
      {news.data && !state && <DayNews news={news.data.news} names={names} date={date} />}
      <Answer of={day} lines={6}>
        {({ rundowns: all, next }) => <Lanes rundowns={all} next={next} place={place} />}
      </Answer>
    </Page>
  );
}

function Lanes({ rundowns, next, place }: { rundowns: DayRundown[]; next: string | null; place: Place }) {
  const words = useWords(dayWords);
  const now = useNow(freshMs);
  const lanes = useMemo(() => lanesOf(rundowns, now), [rundowns, now]);
  if (lanes.length === 0)
    return (
      <Empty icon={CalendarX} title={words.none}>
        <p>{words.noneWhat}</p>
        <LinkButton to={`/slots?area=${encodeURIComponent(place.code)}`}>{words.toSlots}</LinkButton>
      </Empty>
    );
  return (
    <>
      <DayLanes lanes={lanes} zone={place.zone} date={place.date} />
      <Paging at={place.param('after')} next={next} go={(after) => place.set({ after })} />
    </>
  );
}

function Filters({ place }: { place: Place }) {
  const words = useWords(dayWords);
  const shared = useWords(operatorWords);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const asked = new FormData(event.currentTarget).get('q');
    place.set({ q: typeof asked === 'string' ? asked.trim() : '' });
  };
  return (
    <form className="day-filters" role="search" onSubmit={submit}>
      <SelectField
        label={words.state}
        value={place.param('state')}
        onChange={(event) => place.set({ state: event.target.value })}
      >
        <option value="">{words.all}</option>
        {states.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </SelectField>
      <TextField label={words.searchHint} name="q" type="search" defaultValue={place.param('q')} />
      <Button type="submit">{shared.search}</Button>
    </form>
  );
}
