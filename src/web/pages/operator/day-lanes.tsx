import { memo } from 'react';
import { useWords } from '../../app/language';
import { Link } from '../../ui/link';
import { clockText, useNow } from '../../ui/time';
import { dayWords } from '../../words/day';
import { operatorWords } from '../../words/operator';
import { type DayRundown, type Lane, type SessionState, stateFaces } from './session-state';

const hourMs = 3_600_000;

interface Span {
  from: number;
  to: number;
}

/** Room for the words of a session, however short it is. */
const shownMs = 1.75 * hourMs;

/** Whole hours around the sessions, never narrower than twelve. */
function spanOf(lanes: readonly Lane[]): Span {
  const all = lanes.flatMap(({ sessions }) => sessions.map(({ rundown }) => rundown));
  const from = Math.floor(Math.min(...all.map((one) => one.startAt)) / hourMs) * hourMs;
  const to = Math.ceil(Math.max(...all.map((one) => Math.max(one.endAt, one.startAt + shownMs))) / hourMs) * hourMs;
  return { from, to: Math.max(to, from + 12 * hourMs) };
}

const percent = (at: number, { from, to }: Span): string => `${((at - from) / (to - from)) * 100}%`;

/** Communes as rows, time as columns; on a phone the sessions of a row stand below its name. */
export function DayLanes({ lanes, zone, date }: { lanes: Lane[]; zone: string; date: string }) {
  const words = useWords(dayWords);
  const span = spanOf(lanes);
  const hours = (span.to - span.from) / hourMs;
  const step = hours > 14 ? 2 : 1;
  const marks = Array.from({ length: Math.ceil(hours / step) }, (_, index) => span.from + index * step * hourMs);
  return (
    <section className="lanes" aria-label={words.lanes} style={{ ['--hours' as string]: hours }}>
      <div className="lanes-head" aria-hidden>
        <span />
        <div className="lanes-hours">
          {marks.map((at) => (
            <i key={at} className="numbers" style={{ left: percent(at, span) }}>
              {clockText(at, zone)}
            </i>
          ))}
        </div>
      </div>
      <div className="lanes-body">
        <NowLine span={span} zone={zone} />
        {lanes.map((lane) => (
          <LaneRow key={lane.areaCode} lane={lane} from={span.from} to={span.to} zone={zone} date={date} />
        ))}
      </div>
      <Legend />
    </section>
  );
}

function Legend() {
  const words = useWords(operatorWords);
  return (
    <ul className="lanes-legend">
      {Object.entries(stateFaces).map(([state, { tone, icon: Icon }]) => (
        <li key={state} className={`tone-${tone}`}>
          <Icon aria-hidden />
          {words[state as SessionState]}
        </li>
      ))}
    </ul>
  );
}

function NowLine({ span, zone }: { span: Span; zone: string }) {
  const words = useWords(dayWords);
  const now = useNow(15_000);
  if (now < span.from || now > span.to) return null;
  return (
    <div className="lanes-now">
      <span style={{ left: percent(now, span) }}>
        <b className="numbers">
          <span className="only-heard">{words.now} </span>
          {clockText(now, zone)}
        </b>
      </span>
    </div>
  );
}

interface RowProps extends Span {
  lane: Lane;
  zone: string;
  date: string;
}

const LaneRow = memo(function LaneRow({ lane, from, to, zone, date }: RowProps) {
  const { levels, count } = levelsOf(lane);
  return (
    <div className="lane">
      <h2 className="lane-name">{lane.areaName}</h2>
      <ul className="lane-track" style={{ ['--levels' as string]: count }}>
        {lane.sessions.map(({ rundown, state }, index) => (
          <li
            key={rundown.id}
            style={{
              ['--from' as string]: percent(rundown.startAt, { from, to }),
              ['--length' as string]: percent(from + rundown.endAt - rundown.startAt, { from, to }),
              ['--level' as string]: levels[index],
            }}
          >
            <Session rundown={rundown} state={state} zone={zone} date={date} />
          </li>
        ))}
      </ul>
    </div>
  );
});

/** Sessions whose words would lie upon each other stand one below the other. */
function levelsOf({ sessions }: Lane): { levels: number[]; count: number } {
  const busyUntil: number[] = [];
  const levels = sessions.map(({ rundown }) => {
    const free = busyUntil.findIndex((until) => until <= rundown.startAt);
    const level = free < 0 ? busyUntil.length : free;
    busyUntil[level] = Math.max(rundown.endAt, rundown.startAt + shownMs);
    return level;
  });
  return { levels, count: Math.max(1, busyUntil.length) };
}

function Session({
  rundown,
  state,
  zone,
  date,
}: {
  rundown: DayRundown;
  state: SessionState;
  zone: string;
  date: string;
}) {
  const words = useWords(dayWords);
  const shared = useWords(operatorWords);
  const { tone, icon: Icon } = stateFaces[state];
  const troubles = [
    ...(rundown.awaiting ? [words.awaiting(rundown.awaiting)] : []),
    ...(rundown.held ? [words.held(rundown.held)] : []),
    ...(rundown.leftOut ? [words.leftOut(rundown.leftOut)] : []),
  ];
  const facts = [words.items(rundown.bulletins), ...troubles].join(', ');
  const when = `${clockText(rundown.startAt, zone)}–${clockText(rundown.endAt, zone)}`;
  const filled = Math.min(100, (rundown.lengthMs / (rundown.endAt - rundown.startAt)) * 100);
  return (
    <Link
      className={`session tone-${tone} session-${state}`}
      to={`/build?area=${encodeURIComponent(rundown.areaCode)}&date=${date}&rundown=${rundown.id}`}
      title={`${rundown.slotName} ${when} · ${shared[state]} · ${facts}`}
    >
      <Icon aria-hidden />
      <span className="session-words">
        <span className="numbers">{clockText(rundown.startAt, zone)}</span>
        <span className="session-brief" aria-hidden>
          {troubles[0] ?? words.items(rundown.bulletins)}
        </span>
        <span className="session-more">
          {shared[state]}, {facts}
        </span>
      </span>
      {filled > 0 && <span className="session-fill" style={{ width: `${filled}%` }} aria-hidden />}
    </Link>
  );
}
