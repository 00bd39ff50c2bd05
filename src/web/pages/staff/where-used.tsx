import { airtimeRoutes } from '../../../contracts/http/airtime';
import type { BulletinView } from '../../../contracts/http/bulletins';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { addDays } from '../../../domain/time/local-date';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Badge, Card } from '../../ui/page';
import { defaultZone, lengthText, momentText } from '../../ui/time';
import { resultTones, resultWords } from '../../words/airtime';
import { bulletinWords } from '../../words/bulletins';
import { AreaName } from './bulletin-facts';

const daysAhead = 7;
const daysBefore = 30;
const shown = 6;

/** The sessions a bulletin stands in and the airings it has had: what a recall would touch, and what it would not. */
export function WhereUsed({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const mayRead = useMay('airtime.read');
  return (
    <Card title={words.used}>
      <Ahead bulletin={bulletin} />
      {mayRead && <Before bulletin={bulletin} />}
    </Card>
  );
}

const todayLocal = (): string => wallClockAt(defaultZone, stationNow()).localDate;

function Ahead({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const { language } = useLanguage();
  const today = todayLocal();
  // Of all areas it is for, the first: its own list shows every commune below it.
  const code = bulletin.areaCodes[0] ?? bulletin.areaCode;
  const { data } = useRoute(scheduleRoutes.listRundowns, {
    params: { code },
    query: { from: today, to: addDays(today, daysAhead) },
  });
  if (!data) return null;
  const now = stationNow();
  const sessions = data.rundowns
    .flatMap(({ id, areaCode, slotName, items }) => {
      const plays = items.filter((item) => item.ref === bulletin.id && item.startAt >= now);
      return plays.length === 0 ? [] : [{ id, areaCode, slotName, startAt: plays[0]!.startAt, plays: plays.length }];
    })
    .sort((a, b) => a.startAt - b.startAt);
  return (
    <div className="stack-tight">
      <h3>{words.usedAhead}</h3>
      {sessions.length === 0 && <p className="quiet">{words.usedNowhere}</p>}
      <ul className="used">
        {sessions.slice(0, shown).map(({ id, startAt, areaCode, slotName, plays }) => (
          <li key={id}>
            <strong className="numbers">{momentText(startAt, language)}</strong>
            <span>
              {slotName}, <AreaName code={areaCode} />
              {plays > 1 && <span className="quiet used-times"> ({words.usedTimes(plays)})</span>}
            </span>
          </li>
        ))}
      </ul>
      {sessions.length > shown && <p className="quiet small">{words.moreSessions(sessions.length - shown)}</p>}
    </div>
  );
}

function Before({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const results = useWords(resultWords);
  const { language } = useLanguage();
  const today = todayLocal();
  const { data } = useRoute(airtimeRoutes.rows, {
    query: { from: addDays(today, -daysBefore), to: today, bulletin: bulletin.id, limit: 50 },
  });
  if (!data) return null;
  const rows = data.rows.filter(({ speaks }) => speaks).sort((a, b) => b.plannedStartAt - a.plannedStartAt);
  return (
    <div className="stack-tight">
      <h3>{words.usedBefore}</h3>
      {rows.length === 0 && <p className="quiet">{words.usedNever}</p>}
      <ul className="used">
        {rows.slice(0, shown).map(({ receivedNumber, plannedStartAt, area, device, result, heardMs }) => (
          <li key={receivedNumber}>
            <strong className="numbers">{momentText(plannedStartAt, language)}</strong>
            <span>
              {area.name}, {device.name}
            </span>
            <Badge tone={resultTones[result]}>{results[result]}</Badge>
            <span className="numbers small quiet">{words.heardFor(lengthText(heardMs))}</span>
          </li>
        ))}
      </ul>
      {rows.length > shown && <p className="quiet small">{words.moreUsed(rows.length - shown)}</p>}
    </div>
  );
}
