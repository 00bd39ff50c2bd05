import { CalendarCheck2 } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { closingsRoutes } from '../../../contracts/http/closings';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Button } from '../../ui/button';
import { Figures } from '../../ui/figures';
import { Link } from '../../ui/link';
import { Card, Page } from '../../ui/page';
import { Paging } from '../../ui/paging';
import { Answer, Empty } from '../../ui/states';
import { Moment } from '../../ui/time';
import { monthWords } from '../../words/evidence';
import { SignDialog } from './sign-dialog';

/** Months that reviewers put their name to. */
export default function MonthsPage() {
  const words = useWords(monthWords);
  const maySign = useMay('period.sign');
  const [signing, setSigning] = useState(false);
  const [params, setParams] = useSearchParams();
  const after = params.get('after') ?? '';
  const answer = useRoute(closingsRoutes.list, { query: after === '' ? {} : { after } }, { keepFormer: true });
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        maySign && (
          <Button look="primary" icon={CalendarCheck2} onClick={() => setSigning(true)}>
            {words.sign}
          </Button>
        )
      }
    >
      <Card>
        <Answer of={answer}>
          {({ closings, next }) =>
            closings.length === 0 ? (
              <Empty icon={CalendarCheck2} title={words.none}>
                <p>{words.noneWhat}</p>
              </Empty>
            ) : (
              <>
                <Figures>
                  <thead>
                    <tr>
                      <th>{words.month}</th>
                      <th>{words.area}</th>
                      <th>{words.by}</th>
                      <th>{words.at}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {closings.map((one) => (
                      <tr key={one.id}>
                        <th scope="row" className="whole">
                          <Link to={`/months/${one.areaCode}/${one.month}`}>{words.monthName(one.month)}</Link>
                          {one.note && <div className="quiet small">{one.note}</div>}
                        </th>
                        <td className="whole">{one.areaName}</td>
                        <td data-label={words.by}>{one.closedBy}</td>
                        <td data-label={words.at}>
                          <Moment at={one.closedAt} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </Figures>
                <Paging newestFirst at={after} next={next} go={(at) => setParams(at === '' ? {} : { after: at })} />
              </>
            )
          }
        </Answer>
      </Card>
      {signing && <SignDialog onClose={() => setSigning(false)} />}
    </Page>
  );
}
