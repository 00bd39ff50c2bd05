import { lazy, Suspense } from 'react';
import { airtimeRoutes, type AirtimeReportView, type SignedReportView } from '../../../contracts/http/airtime';
import { useWords } from '../../app/language';
import { useRoute } from '../../data/use-route';
import { useMay } from '../../data/session';
import { LinkButton } from '../../ui/button';
import { Choice } from '../../ui/field';
import { Card, Page } from '../../ui/page';
import { Answer, Empty, Loading } from '../../ui/states';
import { Moment } from '../../ui/time';
import { airtimeWords } from '../../words/airtime';
import { Downloads } from './downloads';
import { KeptReports } from './kept-reports';
import { Misses } from './misses';
import { PeriodFilter } from './period-filter';
import { ReportTable } from './report-table';
import { ReportTotals } from './report-totals';
import { usePeriod } from './use-period';

const Interchange = lazy(() => import('./interchange'));

const layouts = {
  topic: ['topic'],
  commune: ['commune'],
  'topic-commune': ['topic', 'commune'],
  day: ['day'],
  language: ['language'],
} as const satisfies Record<string, AirtimeReportView['by']>;
type Layout = keyof typeof layouts;

/** How long what was heard where, against the plan. */
export default function AirtimePage() {
  const words = useWords(airtimeWords);
  const period = usePeriod();
  const mayExport = useMay('airtime.export');
  const { from, to, area, params, set } = period;
  const wanted = params.get('by') ?? 'topic';
  const layout: Layout = wanted in layouts ? (wanted as Layout) : 'topic';
  const by = [...layouts[layout]];
  const query = { from, to, by, ...(area ? { area } : {}) };
  const answer = useRoute(airtimeRoutes.report, { query }, { keepFormer: true });

  const rowsOf = (line: SignedReportView['lines'][number]): string | null => {
    if (layout === 'language') return null;
    const place = line.commune?.code ?? area;
    const search = new URLSearchParams({
      from: line.day ?? from,
      to: line.day ?? to,
      ...(place ? { area: place } : {}),
    });
    if (line.topic) search.set('topic', line.topic.code);
    return `/airtime/rows?${search}`;
  };
  const here = new URLSearchParams({ from, to, ...(area ? { area } : {}) });
  return (
    <Page
      title={words.title}
      width="full"
      lead={
        answer.data && (
          <>
            {words.asOf} <Moment at={answer.data.asOf} inSentence />
          </>
        )
      }
      actions={<LinkButton to={`/airtime/rows?${here}`}>{words.rows}</LinkButton>}
    >
      <div className="stack">
        <PeriodFilter period={period} />
        <Choice
          label={words.layout}
          value={layout}
          onChange={(chosen) => set({ by: chosen })}
          options={[
            { value: 'topic', label: words.byTopic },
            { value: 'commune', label: words.byCommune },
            { value: 'topic-commune', label: words.byTopicCommune },
            { value: 'day', label: words.byDay },
            { value: 'language', label: words.byLanguage },
          ]}
        />
        <Answer of={answer}>
          {(report) =>
            report.lines.length === 0 ? (
              <Card>
                <Empty title={words.nothing}>
                  <p>{words.nothingWhat}</p>
                </Empty>
              </Card>
            ) : (
              <>
                <ReportTotals report={report} />
                <Card>
                  <ReportTable report={report} rowsOf={rowsOf} />
                </Card>
              </>
            )
          }
        </Answer>
        <Misses from={from} to={to} area={area} />
        {mayExport && <Downloads from={from} to={to} area={area} by={by} />}
        {mayExport && <KeptReports />}
        <Suspense fallback={<Loading />}>
          <Interchange from={from} to={to} area={area} />
        </Suspense>
      </div>
    </Page>
  );
}
