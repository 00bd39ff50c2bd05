import type { Language } from '../../../contracts/http/problem';
import { retentionRoutes, type RetentionView } from '../../../contracts/http/retention';
import { wallClockAt } from '../../../domain/time/wall-clock';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Figures } from '../../ui/figures';
import { Card } from '../../ui/page';
import { Answer } from '../../ui/states';
import { dateText, defaultZone } from '../../ui/time';
import { retentionWords } from '../../words/retention';

const megabytes = (bytes: number, language: Language): string =>
  `${(bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;

/** How long an area's recordings stay, what goes next and what is held. */
export default function Retention({ code }: { code: string }) {
  const words = useWords(retentionWords);
  const answer = useRoute(retentionRoutes.area, { params: { code } }, { keepFormer: true });
  return (
    <Card title={words.title}>
      <p className="quiet small">{words.lead}</p>
      <Answer of={answer}>{(stored) => <Stored stored={stored} />}</Answer>
    </Card>
  );
}

function Stored({ stored: { kinds, next, held, lastRun } }: { stored: RetentionView }) {
  const words = useWords(retentionWords);
  const { language } = useLanguage();
  const day = (at: number): string => dateText(wallClockAt(defaultZone, at).localDate, language);
  return (
    <div className="stack">
      <Figures>
        <thead>
          <tr>
            <th>{words.kind}</th>
            <th>{words.rule}</th>
            <th className="number">{words.files}</th>
            <th className="number">{words.size}</th>
            <th className="number">{words.due}</th>
            <th className="number">{words.held}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((one) => (
            <tr key={one.kind}>
              <th scope="row" className="whole">
                {words[one.kind]}
              </th>
              <td data-label={words.rule}>{one.limitDays === null ? words.forEver : words.days(one.limitDays)}</td>
              <td className="number" data-label={words.files}>
                {one.files}
              </td>
              <td className="number" data-label={words.size}>
                {megabytes(one.bytes, language)}
              </td>
              <td className="number" data-label={words.due}>
                {one.due}
              </td>
              <td className="number" data-label={words.held}>
                {one.held}
              </td>
            </tr>
          ))}
        </tbody>
      </Figures>
      <h3>{words.next}</h3>
      {next.length === 0 ? (
        <p className="quiet">{words.nextNone}</p>
      ) : (
        <ul>
          {next.map((file, i) => (
            <li key={i}>
              {file.title}{' '}
              <span className="quiet small">
                {words[file.kind]}, {megabytes(file.bytes, language)}, {day(file.dueAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {held.length > 0 && (
        <>
          <h3>{words.held}</h3>
          <ul>
            {held.map((file, i) => (
              <li key={i}>
                {file.title} <span className="quiet small">{words[file.kind]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {lastRun && <p className="quiet small">{words.lastRun(dateText(lastRun.localDate, language), lastRun.files)}</p>}
    </div>
  );
}
