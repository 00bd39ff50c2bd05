import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { closingsRoutes, type MonthView } from '../../../contracts/http/closings';
import type { ReportFormat } from '../../../contracts/http/reports';
import { useWords } from '../../app/language';
import { useMay } from '../../data/session';
import { useRoute } from '../../data/use-route';
import { Figures } from '../../ui/figures';
import { Button } from '../../ui/button';
import { Card, Page } from '../../ui/page';
import { Answer, Note } from '../../ui/states';
import { lengthText, Moment } from '../../ui/time';
import { airtimeWords } from '../../words/airtime';
import { monthWords } from '../../words/evidence';
import { FormatField } from './format-field';
import { ReportTable } from './report-table';
import { ReportTotals } from './report-totals';
import { useSaveFile } from './use-save-file';

const signed = (value: number, text: string): string => (value === 0 ? '–' : `${value > 0 ? '+' : '−'}${text}`);

/** A month as it was signed, and what came to it since. */
export default function MonthPage() {
  const words = useWords(monthWords);
  const { code = '', month = '' } = useParams();
  const answer = useRoute(closingsRoutes.month, { params: { code, month } });
  return (
    <Page
      title={words.monthName(month)}
      back="/months"
      width="full"
      lead={
        answer.data && (
          <>
            {answer.data.closing.areaName} · {answer.data.closing.closedBy} ·{' '}
            <Moment at={answer.data.closing.closedAt} />
          </>
        )
      }
    >
      <Answer of={answer}>
        {({ closing, report, adjustments, asSigned }) => (
          <div className="stack">
            {!asSigned && <Note tone="bad">{words.notAsSigned}</Note>}
            {closing.note && <p>{closing.note}</p>}
            <Paper code={code} month={month} />
            <Adjustments of={adjustments} />
            <ReportTotals report={report} />
            <Card title={words.asSigned}>
              <ReportTable report={report} rowsOf={() => null} />
              <p className="small quiet">
                {words.lastRow}: {closing.lastNumber}
                <br />
                {words.hash}: <span className="hash">{closing.reportHash}</span>
              </p>
            </Card>
          </div>
        )}
      </Answer>
    </Page>
  );
}

/** The month to print and to put on file. */
function Paper({ code, month }: { code: string; month: string }) {
  const words = useWords(airtimeWords);
  const { busy, save } = useSaveFile();
  const [format, setFormat] = useState<ReportFormat>('pdf');
  if (!useMay('airtime.export')) return null;
  return (
    <div className="stack-tight">
      <div className="filters">
        <FormatField label={words.format} value={format} onChange={setFormat} />
      </div>
      <div className="row">
        <Button
          look="primary"
          icon={FileDown}
          busy={busy}
          onClick={() => void save(closingsRoutes.file, { params: { code, month }, query: { format } })}
        >
          {words.getPaper}
        </Button>
      </div>
    </div>
  );
}

function Adjustments({ of: adjustments }: { of: MonthView['adjustments'] }) {
  const words = useWords(monthWords);
  const airtime = useWords(airtimeWords);
  return (
    <Card title={words.adjustments} {...(adjustments.length > 0 ? { tone: 'warn' as const } : {})}>
      {adjustments.length === 0 ? (
        <p className="quiet">{words.noAdjustments}</p>
      ) : (
        <Figures>
          <thead>
            <tr>
              <th>{airtime.byTopicCommune}</th>
              <th className="number">{words.airedChange}</th>
              <th className="number">{words.airingsChange}</th>
            </tr>
          </thead>
          <tbody>
            {adjustments.map(({ topic, commune, changes }) => {
              const { airedMs = 0, played = 0 } = changes;
              return (
                <tr key={`${topic?.code}|${commune?.code}`}>
                  <th scope="row" className="whole">
                    {topic?.name || airtime.noTopic} · {commune?.name}
                  </th>
                  <td className="number" data-label={words.airedChange}>
                    {signed(airedMs, lengthText(Math.abs(airedMs)))}
                  </td>
                  <td className="number" data-label={words.airingsChange}>
                    {signed(played, String(Math.abs(played)))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </Figures>
      )}
    </Card>
  );
}
