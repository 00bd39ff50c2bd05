import { airtimeRoutes } from '../../../contracts/http/airtime';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Figures } from '../../ui/figures';
import { Link } from '../../ui/link';
import { Badge, Card } from '../../ui/page';
import { Answer } from '../../ui/states';
import { lengthText } from '../../ui/time';
import { airtimeWords, reasonWords, resultTones, resultWords } from '../../words/airtime';

/** The cause a row gives, in words. */
export function useReasonText(): (reason: string | null) => string {
  const { language } = useLanguage();
  return (reason) => {
    const said = reason === null ? undefined : reasonWords[reason]?.[language];
    return typeof said === 'string' ? said : (reason ?? '');
  };
}

/** What did not air whole, and why. */
export function Misses({ from, to, area }: { from: string; to: string; area: string }) {
  const words = useWords(airtimeWords);
  const results = useWords(resultWords);
  const reasonText = useReasonText();
  const query = { from, to, ...(area ? { area } : {}) };
  const answer = useRoute(airtimeRoutes.misses, { query }, { keepFormer: true });
  return (
    <Card title={words.misses}>
      <Answer of={answer}>
        {({ misses }) =>
          misses.length === 0 ? (
            <p className="quiet">{words.noMisses}</p>
          ) : (
            <Figures>
              <thead>
                <tr>
                  <th>{words.cause}</th>
                  <th>{words.commune}</th>
                  <th className="number">{words.airings}</th>
                  <th className="number">{words.lost}</th>
                </tr>
              </thead>
              <tbody>
                {misses.map(({ result, reason, commune, airings, plannedMs, airedMs }) => (
                  <tr key={`${result}|${reason}|${commune.code}`}>
                    <td className="whole">
                      <Badge tone={resultTones[result]}>{results[result]}</Badge> {reasonText(reason)}
                    </td>
                    <td className="whole">
                      <Link to={`/airtime/rows?${new URLSearchParams({ from, to, area: commune.code, result })}`}>
                        {commune.name}
                      </Link>
                    </td>
                    <td className="number" data-label={words.airings}>
                      {airings}
                    </td>
                    <td className="number" data-label={words.lost}>
                      {lengthText(Math.max(0, plannedMs - airedMs))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </Figures>
          )
        }
      </Answer>
    </Card>
  );
}
