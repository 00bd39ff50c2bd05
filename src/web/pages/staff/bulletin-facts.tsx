import { areasRoutes } from '../../../contracts/http/areas';
import type { BulletinView } from '../../../contracts/http/bulletins';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Card } from '../../ui/page';
import { dateText } from '../../ui/time';
import { bulletinWords } from '../../words/bulletins';
import { useTopics } from './topic-field';

/** What is asked for: topic, where, when, how urgent. */
export function BulletinFacts({ bulletin }: { bulletin: BulletinView }) {
  const words = useWords(bulletinWords);
  const { language } = useLanguage();
  const topic = useTopics().find((one) => one.code === bulletin.topicCode);
  const request = bulletin.request;
  const days = request?.days;
  return (
    <Card title={words.request}>
      <dl className="facts">
        <dt>{words.topic}</dt>
        <dd>{topic ? (language === 'vi' ? topic.nameVi : topic.nameEn) : bulletin.topicCode}</dd>
        <dt>{words.where}</dt>
        <dd>
          {bulletin.areaCodes.slice(0, 6).map((code, index) => (
            <span key={code}>
              {index > 0 && ', '}
              <AreaName code={code} />
            </span>
          ))}
          {bulletin.areaCodes.length > 6 && ` +${bulletin.areaCodes.length - 6}`}
        </dd>
        {request && days && (
          <>
            <dt>{words.when}</dt>
            <dd>
              {days.kind === 'until'
                ? words.untilDay(dateText(days.until, language))
                : days.dates.map((date) => dateText(date, language)).join(', ')}
              , {words.readings(request.readings)}
            </dd>
          </>
        )}
        <dt>{words.urgency}</dt>
        <dd>{words[bulletin.priority]}</dd>
      </dl>
      {bulletin.textTwin && (
        <details>
          <summary>{words.words}</summary>
          <p className="prose">{bulletin.textTwin}</p>
        </details>
      )}
    </Card>
  );
}

export function AreaName({ code }: { code: string }) {
  const { data } = useRoute(areasRoutes.get, { params: { code } }, { staleMs: 10 * 60_000 });
  return <>{data?.area.name ?? code}</>;
}
