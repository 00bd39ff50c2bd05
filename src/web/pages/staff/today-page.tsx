import { CalendarOff } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { areasRoutes } from '../../../contracts/http/areas';
import { devicesRoutes } from '../../../contracts/http/devices';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import type { ResponseOf } from '../../../contracts/http/route';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { useMay, useRoots } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { SelectField } from '../../ui/field';
import { Badge, Card, Page, type Tone } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { clockText, defaultZone, lengthText, useNow } from '../../ui/time';
import { todayWords } from '../../words/bulletins';
import { manualLinkWords } from '../../words/manual';
import { AreaName } from './bulletin-facts';
import { ResumeButton } from './resume-button';
import { HoldButton, OnAir, useHeld } from './silence';
import { MyWaiting } from './my-waiting';
import './today.css';

type Rundown = ResponseOf<typeof scheduleRoutes.listRundowns>['rundowns'][number];
const refreshMs = 15_000;
const nowMs = 1_000;

/** "Xã tôi hôm nay": what airs when, what sounds now. */
export default function TodayPage() {
  const words = useWords(todayWords);
  const { language } = useLanguage();
  const roots = useRoots('playing.hold');
  const [place, setPlace] = useSearchParams();
  const code = place.get('area') ?? roots[0] ?? '';
  const area = useRoute(areasRoutes.get, { params: { code } }, { staleMs: 60_000 });
  const communes = useRoute(
    areasRoutes.children,
    { params: { code } },
    { enabled: area.data !== undefined && area.data.area.level === 'province', staleMs: 600_000 },
  );
  const zone = area.data?.settings.holding.timeZone ?? defaultZone;
  const now = useNow(nowMs);
  const today = wallClockAt(zone, now).localDate;
  const rundowns = useRoute(
    scheduleRoutes.listRundowns,
    { params: { code }, query: { from: today, to: today } },
    { refetchMs: refreshMs },
  );
  // With the place and the time on one line of a phone.
  const date =
    language === 'vi'
      ? new Intl.DateTimeFormat('vi-VN', {
          weekday: 'long',
          day: '2-digit',
          month: '2-digit',
          year: 'numeric',
          timeZone: zone,
        })
      : new Intl.DateTimeFormat('en-GB', {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          timeZone: zone,
        });
  const choices = place.get('area') && !roots.includes(code) ? [...roots, code] : roots;
  return (
    <Page
      title={words.title}
      lead={
        <>
          {area.data?.area.name} · {date.format(now)} ·&nbsp;<time className="numbers">{clockText(now, zone)}</time>
        </>
      }
      width="narrow"
    >
      {(choices.length > 1 || communes.data) && (
        <SelectField
          label={words.commune}
          value={code}
          onChange={(event) => setPlace({ area: event.target.value }, { replace: true })}
        >
          {choices.map((one) => (
            <option key={one} value={one}>
              <AreaName code={one} />
            </option>
          ))}
          {communes.data?.areas.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
      )}
      <MyWaiting />
      <OnAir code={code} zone={zone} />
      <ManualLink code={code} />
      <Answer of={rundowns}>
        {({ rundowns: all }) =>
          all.length === 0 ? (
            <Empty icon={CalendarOff} title={words.none}>
              <p>{words.noneWhat}</p>
            </Empty>
          ) : (
            <div className="stack">
              {[...all]
                .sort((a, b) => Number(a.endAt <= now) - Number(b.endAt <= now) || a.startAt - b.startAt)
                .map((rundown) => (
                  <Session key={rundown.id} rundown={rundown} now={now} zone={zone} />
                ))}
            </div>
          )
        }
      </Answer>
    </Page>
  );
}

/** Only where somebody plays by hand. */
function ManualLink({ code }: { code: string }) {
  const words = useWords(manualLinkWords);
  const may = useMay('device.attest');
  const devices = useRoute(devicesRoutes.list, { params: { code } }, { enabled: may, staleMs: 600_000 });
  if (!devices.data?.devices.some(({ kind, retiredAt }) => kind === 'manual' && retiredAt === null)) return null;
  return (
    <Card>
      <div className="row row-apart">
        <span className="grow">{words.what}</span>
        <LinkButton to={`/manual?area=${encodeURIComponent(code)}`}>{words.open}</LinkButton>
      </div>
    </Card>
  );
}

function Session({ rundown, now, zone }: { rundown: Rundown; now: number; zone: string }) {
  const words = useWords(todayWords);
  const kept = useHeld(rundown.areaCode);
  const lastEnd = Math.max(rundown.startAt, ...rundown.items.map((item) => item.startAt + item.durationMs));
  const live = rundown.startAt <= now && now < lastEnd;
  const over = !live && rundown.startAt <= now;
  const [tone, word]: [Tone, string] = live
    ? ['live', words.now]
    : over
      ? ['neutral', words.over]
      : ['info', words.planned];
  return (
    <Card
      tone={live ? 'live' : undefined}
      title={
        <>
          <span className="numbers">
            {clockText(rundown.startAt, zone)}–{clockText(rundown.endAt, zone)}
          </span>{' '}
          {rundown.slotName}
        </>
      }
      aside={<Badge tone={tone}>{word}</Badge>}
    >
      {rundown.items.length === 0 ? (
        <p className="quiet">{words.empty}</p>
      ) : (
        <ol className="items">
          {rundown.items.map((item) => {
            const holding = kept.get(item.airingKey);
            const held = item.state === 'held' || holding !== undefined;
            const sounds = item.startAt <= now && now < item.startAt + item.durationMs;
            return (
              <li key={item.airingKey} className={sounds ? 'item-now' : over ? 'item-over' : ''}>
                <time className="numbers">{clockText(item.startAt, zone)}</time>
                <span className="grow">
                  {item.title} {item.replay && <span className="quiet">({words.replay})</span>}
                </span>
                {item.kind !== 'template' && !held && item.startAt + item.durationMs > now && (
                  <HoldButton
                    code={rundown.areaCode}
                    rundownId={rundown.id}
                    airingKey={item.airingKey}
                    title={item.title}
                  />
                )}
                {item.state === 'awaiting-approval' && <Badge tone="warn">{words.awaiting}</Badge>}
                {held && <Badge tone="bad">{words.held}</Badge>}
                {holding && <ResumeButton order={holding} title={item.title} />}
                <span className="numbers small quiet">{lengthText(item.durationMs)}</span>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
