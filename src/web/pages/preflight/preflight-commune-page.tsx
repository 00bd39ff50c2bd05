import { useParams } from 'react-router';
import { areasRoutes } from '../../../contracts/http/areas';
import { useLanguage, useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { Page } from '../../ui/page';
import { dateText } from '../../ui/time';
import { preflightWords } from '../../words/preflight';
import { PreflightDay } from './preflight-day';
import { RunAgain } from './preflight-page';

/** One commune's day, reached from the list of all. */
export default function PreflightCommunePage() {
  const { code = '', date = '' } = useParams();
  const words = useWords(preflightWords);
  const { language } = useLanguage();
  const area = useRoute(areasRoutes.get, { params: { code } }, { staleMs: 300_000 });
  return (
    <Page
      title={area.data?.area.name ?? code}
      lead={`${words.title}: ${dateText(date, language)}`}
      back={`/preflight?date=${date}`}
      actions={<RunAgain code={code} date={date} />}
    >
      <PreflightDay code={code} date={date} />
    </Page>
  );
}
