import { ArrowRight } from 'lucide-react';
import { type FindingView, preflightRoutes } from '../../../contracts/http/preflight';
import type { ResponseOf } from '../../../contracts/http/route';
import { useLanguage, useWords } from '../../app/language';
import { isFault } from '../../data/client';
import { useRoots } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { LinkButton } from '../../ui/button';
import { Badge, Card } from '../../ui/page';
import { Answer, Empty } from '../../ui/states';
import { Moment } from '../../ui/time';
import { preflightWords } from '../../words/preflight';
import '../operator/lists.css';
import { faces } from './colours';
import './preflight.css';
import { remedyOf } from './remedy';

type Detail = ResponseOf<(typeof preflightRoutes)['get']>;

/** What is wrong with a commune's day, with the way to each remedy, and who was told of it. */
export function PreflightDay({ code, date }: { code: string; date: string }) {
  const words = useWords(preflightWords);
  const answer = useRoute(preflightRoutes.get, { params: { code, date } }, { refetchMs: 60_000 });
  if (isFault(answer.error, 'NOT_FOUND'))
    return (
      <Empty title={words.none}>
        <p>{words.noneWhat}</p>
      </Empty>
    );
  return <Answer of={answer}>{(day) => <Day day={day} />}</Answer>;
}

function Day({ day }: { day: Detail }) {
  const words = useWords(preflightWords);
  const { tone } = faces[day.colour];
  return (
    <>
      <p className="row">
        <Badge tone={tone}>{words[day.colour]}</Badge>
        <span className="quiet small">
          {words.judged} <Moment at={day.judgedAt} inSentence /> ({words[day.because]})
        </span>
      </p>
      {day.findings.length === 0 && (
        <Empty icon={faces.green.icon} title={words.ready}>
          <p>{words.readyWhat}</p>
        </Empty>
      )}
      <ul className="list">
        {day.findings.map((finding, i) => (
          <li key={i}>
            <Finding finding={finding} date={day.localDate} />
          </li>
        ))}
      </ul>
      <Told told={day.told} />
    </>
  );
}

function Finding({ finding, date }: { finding: FindingView; date: string }) {
  const words = useWords(preflightWords);
  const { language } = useLanguage();
  const may = {
    approve: useRoots('bulletin.approve').length > 0,
    operate: useRoots('booking.manage').length > 0,
  };
  const { tone, icon: Icon } = faces[finding.level];
  const remedy = remedyOf(finding, date, may);
  return (
    <div className={`finding tone-${tone}`}>
      <Icon role="img" aria-label={words[finding.level]} />
      <div className="finding-what">
        <strong>{finding.cause[language]}</strong>
        <span>{finding.remedy[language]}</span>
        <span className="quiet small">
          {[finding.areaName, finding.slotName].filter(Boolean).join(' · ')}
          {finding.startAt !== null && (
            <>
              {' · '}
              <Moment at={finding.startAt} timeOnly />
            </>
          )}
          {finding.until !== null && (
            <>
              {` · ${words.until} `}
              <Moment at={finding.until} inSentence />
            </>
          )}
        </span>
        {remedy && (
          <div>
            <LinkButton small icon={ArrowRight} to={remedy.to}>
              {words[remedy.place]}
            </LinkButton>
          </div>
        )}
      </div>
    </div>
  );
}

function Told({ told }: { told: Detail['told'] }) {
  const words = useWords(preflightWords);
  return (
    <Card title={words.told}>
      {told.length === 0 && <p className="quiet">{words.toldNobody}</p>}
      <ul className="stack-tight">
        {told.map(({ at, colour, findings, people }) => (
          <li key={at}>
            <Moment at={at} /> · {words[colour]} · {words.toldFindings(findings)}
            <div className="quiet">{people.map(({ name }) => name).join(', ')}</div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
