import { AudioLines, CalendarClock, Check, Inbox, type LucideIcon, Stamp, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { BulletinView, VersionView } from '../../../contracts/http/bulletins';
import type { MediaView } from '../../../contracts/http/media';
import { scheduleRoutes } from '../../../contracts/http/schedule';
import { addDays } from '../../../domain/time/local-date';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { stationNow } from '../../clock';
import { useRoute } from '../../data/use-route';
import { Card, type Tone } from '../../ui/page';
import { defaultZone, Moment, momentText } from '../../ui/time';
import { bulletinWords } from '../../words/bulletins';

const daysAhead = 7;
const mostSessions = 4;

/** The bulletin's way so far, as plain steps. */
export function BulletinWay({ bulletin, version }: { bulletin: BulletinView; version: VersionView }) {
  const words = useWords(bulletinWords);
  const { state, media } = version;
  return (
    <Card title={words.way}>
      <ol className="way">
        <Step icon={Inbox} tone="good" title={words.received} at={bulletin.createdAt} />
        {(state === 'processing' || state === 'draft') && <Step icon={AudioLines} tone="info" title={words.checking} />}
        {media?.normalisedAt && <Checked media={media} at={media.normalisedAt} />}
        {state === 'refused' && (
          <Step icon={X} tone="bad" title={words.refused} at={version.stateAt}>
            <Remark of={media?.reason ?? null} fallback={version.reason} />
          </Step>
        )}
        {state === 'submitted' && (
          <Step icon={CalendarClock} tone="warn" title={words.waits} at={version.submittedAt} />
        )}
        {state === 'returned' && (
          <Step icon={Undo2} tone="bad" title={words.returned} at={version.stateAt}>
            {version.reason}
          </Step>
        )}
        {version.approvedAt && <Step icon={Stamp} tone="good" title={words.approved} at={version.approvedAt} />}
        {state === 'approved' && <Sessions bulletin={bulletin} />}
        {(state === 'recalled' || state === 'expired' || state === 'void') && (
          <Step icon={X} tone="neutral" title={words[state]} at={version.stateAt}>
            {state === 'recalled' && version.reason}
          </Step>
        )}
      </ol>
    </Card>
  );
}

function Step({
  icon: Icon,
  tone,
  title,
  at,
  children,
}: {
  icon: LucideIcon;
  tone: Tone;
  title: string;
  at?: number | null;
  children?: ReactNode;
}) {
  return (
    <li>
      <span className={`way-sign tone-${tone}`}>
        <Icon aria-hidden />
      </span>
      <div>
        <strong>{title}</strong>
        {typeof at === 'number' && (
          <span className="small quiet">
            {' '}
            <Moment at={at} />
          </span>
        )}
        {children && <div>{children}</div>}
      </div>
    </li>
  );
}

const audibleDb = 1.5;

function Checked({ media, at }: { media: MediaView; at: number }) {
  const words = useWords(bulletinWords);
  const { language } = useLanguage();
  const gain = media.gainDb ?? 0;
  const db = Math.abs(gain).toFixed(0);
  return (
    <Step icon={Check} tone={media.warnings.length > 0 ? 'warn' : 'good'} title={words.checked} at={at}>
      <p>{gain > audibleDb ? words.raised(db) : gain < -audibleDb ? words.lowered(db) : words.fine}</p>
      {media.warnings.map((warning) => (
        <p key={warning.code}>{warning[language]}</p>
      ))}
    </Step>
  );
}

function Remark({ of, fallback }: { of: { vi: string; en: string } | null; fallback: string | null }) {
  const { language } = useLanguage();
  return <>{of ? of[language] : fallback}</>;
}

/** The sessions it stands in, from today on. */
function Sessions({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const { language } = useLanguage();
  const now = stationNow();
  const today = wallClockAt(defaultZone, now).localDate;
  const { data } = useRoute(scheduleRoutes.listRundowns, {
    params: { code: bulletin.areaCode },
    query: { from: today, to: addDays(today, daysAhead) },
  });
  if (!data) return null;
  // Read twice in one session it is still one line.
  const airings = data.rundowns
    .flatMap((rundown) => {
      const item = rundown.items.find((one) => one.ref === bulletin.id);
      return item ? [{ key: item.airingKey, startAt: item.startAt, session: rundown.slotName }] : [];
    })
    .sort((a, b) => a.startAt - b.startAt);
  if (airings.length === 0) return <Step icon={CalendarClock} tone="neutral" title={words.noSession} />;
  return airings
    .slice(0, mostSessions)
    .map(({ key, startAt, session }) => (
      <Step
        key={key}
        icon={CalendarClock}
        tone={startAt < now ? 'neutral' : 'info'}
        title={(startAt < now ? words.aired : words.toAir)(session, momentText(startAt, language))}
      />
    ));
}
